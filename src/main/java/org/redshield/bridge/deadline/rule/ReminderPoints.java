package org.redshield.bridge.deadline.rule;

import java.time.Instant;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** When a running clock reminds: after half and after four fifths of its time. */
public record ReminderPoints(Instant halfAt, Instant fourFifthsAt) {

    /** The point that was passed last. */
    @Getter
    @RequiredArgsConstructor
    public enum Reached {
        HALF("期限已过半"),
        FOUR_FIFTHS("期限已过五分之四");

        private final String title;
    }

    public Optional<Reached> reached(Instant now) {
        if (!now.isBefore(fourFifthsAt)) {
            return Optional.of(Reached.FOUR_FIFTHS);
        }
        return now.isBefore(halfAt) ? Optional.empty() : Optional.of(Reached.HALF);
    }
}
