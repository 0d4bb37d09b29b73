package org.redshield.bridge.deadline.process;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.ClockMoves;
import org.redshield.bridge.deadline.ClockTrigger;
import org.redshield.bridge.deadline.MissedClocks.Unfired;
import org.redshield.bridge.engine.ClockTimers;
import org.redshield.bridge.engine.ClockTimers.Wanted;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Fires the timer that a clock waits for, and has everything follow a clock that moves, wherever in the models that is. */
@Component
class TimerClockTrigger implements ClockTrigger, ClockMoves {

    /** The timers of each kind of clock, by their ids in the models; a test holds this against the models. */
    static final Map<String, Set<String>> TIMERS = Map.ofEntries(
            Map.entry(ClockKind.ACKNOWLEDGEMENT.name(), Set.of("acknowledgementOverdue")),
            Map.entry(ClockKind.AGREEMENT_REPLY.name(), Set.of("agreementOverdue", "handlingAgreementOverdue")),
            Map.entry(ClockKind.STATUTORY_REPLY.name(), Set.of("replyOverdue", "handlingOverdue")),
            Map.entry(ClockKind.AUTOMATIC_ITEM.name(), Set.of("answerOverdue", "liaisonOverdue")),
            Map.entry(ClockKind.SHOP_IDENTITY.name(), Set.of("answerOverdue", "liaisonOverdue")),
            Map.entry(ClockKind.TRADE_RECORDS.name(), Set.of("answerOverdue", "liaisonOverdue")),
            Map.entry(ClockKind.CONFIRMATION_REMINDER.name(), Set.of("confirmationReminderDue")),
            Map.entry(ClockKind.CONFIRMATION_CLOSE.name(), Set.of("confirmationExpired")),
            Map.entry(ClockKind.DISPOSITION_ACCEPTANCE.name(), Set.of("acceptanceOverdue")),
            Map.entry(ClockKind.DISPOSITION_EXECUTION.name(), Set.of("executionOverdue")),
            Map.entry(ClockKind.PUBLICITY.name(), Set.of("publicityMissing")));

    /** The timer of every kind that only the table knows: such a clock is one that an officer registered for a case. */
    static final Set<String> OF_CASES = Set.of("caseDeadlineOverdue");

    private final ClockTimers timers;
    private final ObjectProvider<ClockDates> dates;

    TimerClockTrigger(ClockTimers timers, ObjectProvider<ClockDates> dates) {
        this.timers = timers;
        this.dates = dates;
    }

    @Override
    public Set<UUID> inHand(Collection<Unfired> clocks) {
        Set<Wanted> inHand =
                timers.inHand(clocks.stream().map(TimerClockTrigger::wanted).toList());
        return clocks.stream()
                .filter(clock -> inHand.contains(wanted(clock)))
                .map(Unfired::id)
                .collect(Collectors.toSet());
    }

    @Override
    public Outcome fire(Unfired clock) {
        return switch (timers.fire(wanted(clock))) {
            case EXECUTED -> Outcome.EXECUTED;
            case IN_HAND -> Outcome.IN_HAND;
            case NONE -> Outcome.NO_TIMER;
        };
    }

    private static Wanted wanted(Unfired clock) {
        return new Wanted(clock.tenant(), clock.subjectId(), TIMERS.getOrDefault(clock.kind(), OF_CASES));
    }

    @Override
    public void moved(Clock before, Clock after) {
        dates.stream()
                .filter(carrier -> carrier.carries(after))
                .forEach(carrier -> timers.follow(after.tenant(), after.subjectId(), carrier.of(after)));
    }
}
