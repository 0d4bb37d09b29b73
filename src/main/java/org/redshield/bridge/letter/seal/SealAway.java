package org.redshield.bridge.letter.seal;

import org.redshield.bridge.Refusal;

/** An organisation's seal cannot be used now. What was to be sealed waits for it. */
public final class SealAway extends Refusal {

    private static final long serialVersionUID = 1;

    /** @param code {@code letter.seal-…} */
    public SealAway(String code, Object... arguments) {
        super(code, arguments);
    }
}
