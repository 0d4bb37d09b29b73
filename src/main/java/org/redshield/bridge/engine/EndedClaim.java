package org.redshield.bridge.engine;

import java.util.Optional;
import org.camunda.bpm.engine.task.Task;

/**
 * A task that somebody held and that its group may claim again, or that another of it has now.
 *
 * @param by who ended it; empty where the bridge did
 * @param reason in that person's words
 * @param to who has it now
 */
public record EndedClaim(
        Task task, String holder, Why why, Optional<String> by, Optional<String> reason, Optional<String> to) {

    /** What ended it. */
    public enum Why {
        GIVEN_BACK,
        TAKEN_AWAY,
        /** Taken away and given to somebody else of those who may do it. */
        HANDED_ON,
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
