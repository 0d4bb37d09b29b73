package org.redshield.bridge.disposition.restorecheck;

import org.redshield.bridge.Refusal;

/** The platform carries out the same already, and nobody has decided yet what becomes of that: not now. */
public class Undecided extends Refusal {

    private static final long serialVersionUID = 1;

    Undecided(String code, Object... arguments) {
        super(code, arguments);
    }
}
