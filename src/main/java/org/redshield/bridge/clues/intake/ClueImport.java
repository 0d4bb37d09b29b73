package org.redshield.bridge.clues.intake;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.clues.Report;

/**
 * A file on its way to become clues.
 *
 * @param tenant the bureau that imports
 * @param rows so many are dealt with: imported, updated, duplicates and refused together; of a preview, looked at
 * @param duplicates were imported before with the same content
 * @param updated were imported before with other content
 * @param problem why it failed, in a sentence
 */
record ClueImport(
        UUID id,
        String tenant,
        String source,
        String fileName,
        long bytes,
        boolean preview,
        State state,
        int rows,
        int imported,
        int updated,
        int duplicates,
        int refused,
        Optional<String> problem,
        String startedBy,
        Instant startedAt,
        Optional<Instant> endedAt) {

    /** Source of what no file brought but a comparison of ours found. */
    static final String FOUND = "RECONCILIATION";

    static ClueImport found(UUID id, String tenant, String user, Instant now) {
        return new ClueImport(
                id,
                tenant,
                FOUND,
                "",
                0,
                false,
                State.DONE,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                user,
                now,
                Optional.of(now));
    }

    Report.Source origin() {
        return source.equals(FOUND) ? Report.Source.INSPECTION : Report.Source.REPORT;
    }

    enum State {
        RUNNING,
        /** Looked through; nothing is written before it is confirmed. */
        PREVIEWED,
        DONE,
        /** Its file cannot be imported, or it failed again and again. */
        FAILED,
        /** Two processes died under it: nobody tries a third time by himself. */
        SET_ASIDE,
        /** Ended by who began it, or by an operator. */
        CANCELLED;

        /** Whether it may still become something. */
        boolean isOpen() {
            return this == RUNNING || this == PREVIEWED;
        }
    }
}
