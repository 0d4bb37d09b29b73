package org.redshield.bridge.transfer.sending;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.springframework.stereotype.Component;

/** When something is due by the table of deadlines that no clock measures. */
@Component
record TransferDates(
        DeadlineRules rules, DeadlineCalculator calculator, Organisations organisations, InstantSource time) {

    /**
     * Until when receipts of a letter are waited for. One on paper travels for days, and its receipts are known when somebody
     * registers them: the table has a period of its own for it, which counts from now.
     */
    Map<TransferClock, Instant> ofReceipts(String receiver, Instant from, TransferClock... kinds) {
        if (organisations.get(receiver).connected()) {
            return of(from, kinds);
        }
        Map<TransferClock, Instant> dates = new EnumMap<>(TransferClock.class);
        Stream.of(kinds).forEach(kind -> dates.put(kind, due(time.instant(), ClockKind.PAPER_RECEIPT)));
        return dates;
    }

    Map<TransferClock, Instant> of(Instant from, TransferClock... kinds) {
        Map<TransferClock, Instant> dates = new EnumMap<>(TransferClock.class);
        for (TransferClock kind : kinds) {
            dates.put(kind, due(from, kind));
        }
        return dates;
    }

    private Instant due(Instant from, ClockKey kind) {
        return calculator
                .due(from, rules.get(DeadlineRules.Query.of(kind)).rule())
                .dueAt();
    }
}
