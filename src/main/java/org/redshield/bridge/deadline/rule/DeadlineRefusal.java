package org.redshield.bridge.deadline.rule;

import org.redshield.bridge.Refusal;

/** A request that the deadline rules do not allow. */
public final class DeadlineRefusal extends Refusal {

    /**
     * @param code stable code and key of the sentence in {@code messages/deadline.properties}
     * @param args values for the sentence, in order
     */
    public DeadlineRefusal(String code, Object... args) {
        super(code, args);
    }
}
