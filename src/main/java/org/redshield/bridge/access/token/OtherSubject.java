package org.redshield.bridge.access.token;

import org.redshield.bridge.Refusal;

/** Somebody comes under the name of an account that is another's at the provider. */
public final class OtherSubject extends Refusal {

    private static final long serialVersionUID = 1;

    private final String account;

    OtherSubject(String code, String account) {
        super(code, account);
        this.account = account;
    }

    /** Under whose name he came. */
    public String account() {
        return account;
    }
}
