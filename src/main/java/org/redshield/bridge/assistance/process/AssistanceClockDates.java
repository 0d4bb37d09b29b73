package org.redshield.bridge.assistance.process;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.redshield.bridge.assistance.ReplyClocks;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.ClockService;
import org.redshield.bridge.deadline.process.ClockDates;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** The dates that the two processes of an assistance wait for. */
@Component
class AssistanceClockDates implements ClockDates {

    private static final Map<String, Variable<Instant>> SINGLE = Map.of(
            ClockKind.ACKNOWLEDGEMENT.name(), AssistanceVariables.ACKNOWLEDGE_DUE_AT,
            ClockKind.CONFIRMATION_REMINDER.name(), AssistanceVariables.CONFIRM_REMINDER_AT,
            ClockKind.CONFIRMATION_CLOSE.name(), AssistanceVariables.CONFIRM_DUE_AT);

    private final ClockService clocks;

    AssistanceClockDates(ClockService clocks) {
        this.clocks = clocks;
    }

    @Override
    public boolean carries(Clock clock) {
        return SINGLE.containsKey(clock.kind()) || isReply(clock);
    }

    @Override
    public Map<Variable<Instant>, Optional<Instant>> of(Clock clock) {
        if (!isReply(clock)) {
            return Map.of(SINGLE.get(clock.kind()), clock.bindingDueAt());
        }
        // The agreed date stays where it is when the statutory one moves, unless there is none and both are the same.
        ReplyClocks dates =
                ReplyClocks.of(open(clock, ClockKind.STATUTORY_REPLY), open(clock, ClockKind.AGREEMENT_REPLY));
        return Map.of(
                AssistanceVariables.AGREEMENT_DUE_AT, Optional.of(dates.agreementDueAt()),
                AssistanceVariables.REPLY_DUE_AT, Optional.of(dates.replyDueAt()),
                AssistanceVariables.HALF_AT, Optional.of(dates.halfAt()),
                AssistanceVariables.FOUR_FIFTHS_AT, Optional.of(dates.fourFifthsAt()));
    }

    private static boolean isReply(Clock clock) {
        return clock.is(ClockKind.STATUTORY_REPLY) || clock.is(ClockKind.AGREEMENT_REPLY);
    }

    private Optional<Clock> open(Clock moved, ClockKind kind) {
        return clocks.byCase(moved.caseNo(), moved.tenant()).stream()
                .filter(clock -> clock.subjectId().equals(moved.subjectId()))
                .filter(clock -> clock.is(kind) && clock.endedAt().isEmpty())
                .findFirst();
    }
}
