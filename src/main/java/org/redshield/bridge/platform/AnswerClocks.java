package org.redshield.bridge.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.bureau.Agreement;
import org.redshield.bridge.bureau.Agreements;
import org.redshield.bridge.deadline.Clock;
import org.redshield.bridge.deadline.ClockKind;
import org.redshield.bridge.deadline.ClockService;
import org.redshield.bridge.deadline.ClockStart;
import org.redshield.bridge.deadline.DeadlineCalculator;
import org.redshield.bridge.deadline.DeadlineUnit;
import org.redshield.bridge.deadline.Period;
import org.springframework.stereotype.Component;

/**
 * The clock of a platform's answer. It runs only where bureau and platform agreed on a time; elsewhere the answer is due
 * when the bureau's own is, or by the general rule of the law (程序规定 art. 45).
 */
@Component
class AnswerClocks {

    private static final List<ClockKind> KINDS =
            List.of(ClockKind.AUTOMATIC_ITEM, ClockKind.SHOP_IDENTITY, ClockKind.TRADE_RECORDS);

    private final Agreements agreements;
    private final ClockService clocks;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    AnswerClocks(Agreements agreements, ClockService clocks, DeadlineCalculator calculator, InstantSource time) {
        this.agreements = agreements;
        this.clocks = clocks;
        this.calculator = calculator;
        this.time = time;
    }

    Instant start(DataRequest request, Optional<Instant> outerDueAt) {
        Instant now = time.instant();
        LocalDate today = LocalDate.ofInstant(now, DeadlineCalculator.ZONE);
        return agreements
                .data(request.tenant(), request.platform(), request.dataset().name(), today)
                .map(agreement -> start(request, agreement, now, outerDueAt))
                .or(() -> outerDueAt.filter(now::isBefore))
                .orElseGet(() ->
                        calculator.due(now, ClockKind.STATUTORY_REPLY.rule()).dueAt());
    }

    private Instant start(DataRequest request, Agreement agreement, Instant now, Optional<Instant> outerDueAt) {
        Period period = period(agreement);
        ClockStart start = ClockStart.of(
                        kind(request.dataset(), period), request.caseNo(), request.requestNo(), request.tenant(), now)
                .agreed(period, agreement.citation());
        return clocks.start(outerDueAt.map(start::within).orElse(start)).dueAt();
    }

    private static Period period(Agreement agreement) {
        DeadlineUnit unit = DeadlineUnit.valueOf(agreement.unit());
        return unit == DeadlineUnit.SAME_DAY ? Period.sameDay() : new Period(agreement.amount(), unit);
    }

    /** What the agreement promises decides: minutes only a machine can keep. */
    private static ClockKind kind(Dataset dataset, Period period) {
        if (period.unit().exact()) {
            return ClockKind.AUTOMATIC_ITEM;
        }
        return dataset.automatic() ? ClockKind.SHOP_IDENTITY : ClockKind.TRADE_RECORDS;
    }

    void met(DataRequest request, Instant at) {
        running(request).ifPresent(clock -> clocks.met(clock.id(), at));
    }

    void missed(DataRequest request, Instant at) {
        running(request).ifPresent(clock -> clocks.missed(clock.id(), at));
    }

    void cancel(DataRequest request, String reason) {
        clocks.cancelAll(request.requestNo(), request.tenant(), time.instant(), reason);
    }

    private Optional<Clock> running(DataRequest request) {
        return KINDS.stream()
                .flatMap(kind -> clocks.running(request.requestNo(), kind, request.tenant()).stream())
                .findFirst();
    }
}
