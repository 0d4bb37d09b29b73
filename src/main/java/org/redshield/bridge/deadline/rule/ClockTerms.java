package org.redshield.bridge.deadline.rule;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that a clock's due instant follows from, but for the calendar: see {@link DeadlineCalculator#due(ClockTerms)}.
 *
 * @param pauses in order of their beginning; one without an end does not count yet
 * @param extensions in order of their grant
 * @param outerDueAt end of the clock around this one
 */
public record ClockTerms(
        Instant startedAt,
        DeadlineRule rule,
        List<Pause> pauses,
        List<Extension> extensions,
        Optional<Instant> outerDueAt) {

    public ClockTerms {
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(outerDueAt, "outerDueAt");
        pauses = List.copyOf(pauses);
        extensions = List.copyOf(extensions);
    }

    /** Of a clock that has just started. */
    public static ClockTerms of(Instant startedAt, DeadlineRule rule, Optional<Instant> outerDueAt) {
        return new ClockTerms(startedAt, rule, List.of(), List.of(), outerDueAt);
    }
}
