package org.redshield.bridge.deadline.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.deadline.CaseDeadlines;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** The dates that a case's registered deadline waits for, whatever its kind. */
@Component
class CaseClockDates implements ClockDates {

    private final CaseDeadlines deadlines;

    CaseClockDates(CaseDeadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public boolean carries(Clock clock) {
        return deadlines.knows(clock.subjectId(), clock.tenant());
    }

    @Override
    public Map<Variable<Instant>, Optional<Instant>> of(Clock clock) {
        return Map.of(
                CaseDeadlineVariables.CASE_DUE_AT, clock.bindingDueAt(),
                CaseDeadlineVariables.CASE_HALF_AT, clock.bindingHalfAt(),
                CaseDeadlineVariables.CASE_FOUR_FIFTHS_AT, clock.bindingFourFifthsAt());
    }
}
