package org.redshield.bridge.deadline.rule;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * More time: by a period that was approved, or until a stated instant (a delay notice, or a decision that names a day).
 * It is kept beside the clock, so that counting again with another calendar does not undo it.
 *
 * @param by how much longer; empty when an instant is stated
 * @param newDueAt the stated instant; empty when a period is
 * @param citation law and article that allow it
 * @param approvedBy user id of who approved it; empty for a delay notice, which needs no approval
 */
public record Extension(
        Optional<Period> by,
        Optional<Instant> newDueAt,
        String ground,
        String citation,
        Optional<String> approvedBy,
        Instant at) {

    public Extension {
        Objects.requireNonNull(ground, "ground");
        Objects.requireNonNull(citation, "citation");
        Objects.requireNonNull(approvedBy, "approvedBy");
        Objects.requireNonNull(at, "at");
        if (by.isPresent() == newDueAt.isPresent()) {
            throw new IllegalArgumentException("Either a period or an instant");
        }
        if (by.filter(period -> period.unit() == DeadlineUnit.SAME_DAY || period.amount() < 0)
                .isPresent()) {
            throw new IllegalArgumentException("No extension by " + by);
        }
    }

    /** A notice before expiry that the answer will come later, on that instant. */
    public static Extension delayNotice(Instant newDueAt, String ground, String citation, Instant at) {
        return new Extension(Optional.empty(), Optional.of(newDueAt), ground, citation, Optional.empty(), at);
    }
}
