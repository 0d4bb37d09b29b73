package org.redshield.bridge.disposition.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.process.ClockDates;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** The dates that a disposition waits for. */
@Component
class DispositionClockDates implements ClockDates {

    private static final Map<String, Variable<Instant>> DATES = Map.of(
            ClockKind.DISPOSITION_ACCEPTANCE.name(), DispositionVariables.ACCEPTANCE_DUE_AT,
            ClockKind.DISPOSITION_EXECUTION.name(), DispositionVariables.EXECUTION_DUE_AT,
            ClockKind.PUBLICITY.name(), DispositionVariables.PUBLICITY_DUE_AT);

    @Override
    public boolean carries(Clock clock) {
        return DATES.containsKey(clock.kind());
    }

    @Override
    public Map<Variable<Instant>, Optional<Instant>> of(Clock clock) {
        return Map.of(DATES.get(clock.kind()), clock.bindingDueAt());
    }
}
