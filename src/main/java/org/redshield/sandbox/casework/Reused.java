package org.redshield.sandbox.casework;

/** A number that was used before, for something else. */
public class Reused extends Rejected {

    public Reused(String message) {
        super(message);
    }
}
