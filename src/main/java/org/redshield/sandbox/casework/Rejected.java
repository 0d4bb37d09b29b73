package org.redshield.sandbox.casework;

/** The platform does not take a call: result code 2, with a Chinese sentence for the caller. */
public class Rejected extends RuntimeException {

    public Rejected(String message) {
        super(message);
    }
}
