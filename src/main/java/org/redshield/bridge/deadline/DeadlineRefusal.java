package org.redshield.bridge.deadline;

import java.io.Serial;

/** A request that the deadline rules do not allow. The message is Chinese and meant for the officer. */
public final class DeadlineRefusal extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * @param code stable code and key of the sentence in {@code messages/deadline.properties}
     * @param args values for the sentence, in order
     */
    public DeadlineRefusal(String code, Object... args) {
        super(DeadlineMessages.text(code, args));
        this.code = code;
    }

    /** Stable code, e.g. {@code deadline.unit-unknown}. */
    public String code() {
        return code;
    }
}
