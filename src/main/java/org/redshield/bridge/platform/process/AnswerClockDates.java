package org.redshield.bridge.platform.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.process.ClockDates;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** The date that a data request waits for. */
@Component
class AnswerClockDates implements ClockDates {

    private static final Set<String> KINDS =
            Set.of(ClockKind.AUTOMATIC_ITEM.name(), ClockKind.SHOP_IDENTITY.name(), ClockKind.TRADE_RECORDS.name());

    @Override
    public boolean carries(Clock clock) {
        return KINDS.contains(clock.kind());
    }

    @Override
    public Map<Variable<Instant>, Optional<Instant>> of(Clock clock) {
        return Map.of(PlatformVariables.ANSWER_DUE_AT, clock.bindingDueAt());
    }
}
