package org.redshield.bridge.clues.duplicates;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A waiting clue that may be the same as another open one.
 *
 * @param score how much the texts have in common, 1 to 100; 100 where they are the same
 * @param why what is alike, in a sentence
 * @param linkedTo the clue into which it went, where it is confirmed
 * @param newFacts whether the person found that it tells new facts
 * @param clockBefore the clock that gave way because of them
 */
public record Suspicion(
        String clueId,
        String otherId,
        String tenant,
        int score,
        String why,
        State state,
        Optional<String> decidedBy,
        Optional<Instant> decidedAt,
        Optional<String> linkedTo,
        boolean newFacts,
        Optional<UUID> clockBefore) {

    /** The names are stored and stay. */
    public enum State {
        PROPOSED,
        CONFIRMED,
        REFUSED,
        /** It had been confirmed. */
        UNDONE
    }
}
