package org.redshield.bridge.transfer.sending;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.transfer.between.TransferClock;
import org.springframework.stereotype.Component;

/** When something is due by the table of deadlines that no clock measures. */
@Component
class TransferDates {

    private final DeadlineRules rules;
    private final DeadlineCalculator calculator;

    TransferDates(DeadlineRules rules, DeadlineCalculator calculator) {
        this.rules = rules;
        this.calculator = calculator;
    }

    Map<TransferClock, Instant> of(Instant from, TransferClock... kinds) {
        Map<TransferClock, Instant> dates = new EnumMap<>(TransferClock.class);
        for (TransferClock kind : kinds) {
            dates.put(
                    kind,
                    calculator
                            .due(from, rules.get(DeadlineRules.Query.of(kind)).rule())
                            .dueAt());
        }
        return dates;
    }
}
