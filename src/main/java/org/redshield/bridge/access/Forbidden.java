package org.redshield.bridge.access;

import org.redshield.bridge.Refusal;

/** The caller's role does not include this, whatever it is about. */
public final class Forbidden extends Refusal {

    public Forbidden(String code, Object... arguments) {
        super(code, arguments);
    }
}
