package org.redshield.bridge.deadline.process;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.ClockTrigger;
import org.redshield.bridge.engine.ClockTimers;
import org.springframework.stereotype.Component;

/** Fires the timer that a clock waits for, wherever in the models that is. */
@Component
class TimerClockTrigger implements ClockTrigger {

    /** The timers of each kind of clock, by their ids in the models; a test holds this against the models. */
    static final Map<ClockKind, Set<String>> TIMERS = Map.ofEntries(
            Map.entry(ClockKind.ACKNOWLEDGEMENT, Set.of("acknowledgementOverdue")),
            Map.entry(ClockKind.AGREEMENT_REPLY, Set.of("agreementOverdue", "handlingAgreementOverdue")),
            Map.entry(ClockKind.STATUTORY_REPLY, Set.of("replyOverdue", "handlingOverdue")),
            Map.entry(ClockKind.AUTOMATIC_ITEM, Set.of("answerOverdue", "liaisonOverdue")),
            Map.entry(ClockKind.SHOP_IDENTITY, Set.of("answerOverdue", "liaisonOverdue")),
            Map.entry(ClockKind.TRADE_RECORDS, Set.of("answerOverdue", "liaisonOverdue")),
            Map.entry(ClockKind.CONFIRMATION_REMINDER, Set.of("confirmationReminderDue")),
            Map.entry(ClockKind.CONFIRMATION_CLOSE, Set.of("confirmationExpired")),
            Map.entry(ClockKind.DISPOSITION_ACCEPTANCE, Set.of("acceptanceOverdue")),
            Map.entry(ClockKind.DISPOSITION_EXECUTION, Set.of("executionOverdue")),
            Map.entry(ClockKind.PUBLICITY, Set.of("publicityMissing")));

    private final ClockTimers timers;

    TimerClockTrigger(ClockTimers timers) {
        this.timers = timers;
    }

    @Override
    public boolean fire(Clock clock) {
        return timers.fire(clock.tenant(), clock.subjectId(), TIMERS.getOrDefault(clock.kind(), Set.of()));
    }
}
