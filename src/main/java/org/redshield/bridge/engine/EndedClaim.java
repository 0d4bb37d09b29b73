package org.redshield.bridge.engine;

import java.util.Optional;
import org.camunda.bpm.engine.task.Task;

/**
 * A task that somebody held and that its group may claim again.
 *
 * @param by who ended it; empty where the bridge did
 * @param reason in that person's words
 */
public record EndedClaim(Task task, String holder, Why why, Optional<String> by, Optional<String> reason) {

    /** What ended it. */
    public enum Why {
        GIVEN_BACK,
        TAKEN_AWAY,
        MAY_NOT_DECIDE,
        /** Nobody of his rank is left who may; the reason names the rank that does. */
        NEXT_LEVEL_DECIDES,
        ROLE_LOST
    }

    /** Keeps it on record, in the transaction that ends the claim. */
    @FunctionalInterface
    public interface Recorder {

        void record(EndedClaim claim);
    }
}
