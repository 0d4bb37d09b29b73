package org.redshield.bridge.reconciliation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.reconciliation.match.Level;

/**
 * One run of a platform's shops against an extract of the register.
 *
 * @param shops read so far, without rows that were refused
 * @param entries of the register
 * @param matched shops of which the result is there
 * @param refusals rows that were refused, or kept with something wrong
 * @param levels how many shops have which level
 * @param failure what happened and what to do; absent unless it failed
 */
record Reconciliation(
        UUID id,
        State state,
        Instant startedAt,
        Optional<Instant> endedAt,
        long shops,
        long entries,
        long matched,
        long refusals,
        Map<Level, Long> levels,
        Optional<String> failure) {

    enum State {
        RUNNING,
        /** All is matched, and a person has to look at some: every match that is WEAK. */
        REVIEW,
        /** All is matched, and every match is sure or none. */
        DONE,
        /** The tables cannot be read, or it failed again and again; nothing was matched. */
        FAILED
    }
}
