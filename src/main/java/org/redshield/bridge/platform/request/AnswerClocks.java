package org.redshield.bridge.platform.request;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.Basis;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.Dialogue;
import org.springframework.stereotype.Component;

/**
 * The clock of a platform's answer. It runs only where bureau and platform agreed on a time; elsewhere the answer is due
 * when the bureau's own is, or by the general rule of the law (程序规定 art. 45).
 */
@Component
@RequiredArgsConstructor
public class AnswerClocks {

    private static final List<ClockKind> KINDS = ClockKind.OF_PLATFORM_ANSWERS;

    private final DeadlineRules rules;
    private final ClockService clocks;
    private final ClockChanges changes;
    private final DeadlineCalculator calculator;
    private final InstantSource time;

    /** How long the platform has for such an answer, as an officer reads it: 3 个工作日; where nothing is agreed by the general rule. */
    String period(String tenant, String platform, Dataset dataset) {
        return agreed(tenant, platform, dataset)
                .flatMap(rules::find)
                .orElseGet(() -> rules.get(Query.of(ClockKind.STATUTORY_REPLY)))
                .rule()
                .period()
                .label();
    }

    Instant start(DataRequest request, Optional<Instant> outerDueAt) {
        Instant now = time.instant();
        return agreed(request.tenant(), request.platform(), request.dataset())
                .map(query -> start(request, query, now, outerDueAt))
                .or(() -> outerDueAt.filter(now::isBefore))
                .orElseGet(() -> calculator
                        .due(now, rules.get(Query.of(ClockKind.STATUTORY_REPLY)).rule())
                        .dueAt());
    }

    /** The kind that bureau and platform agreed on for this dataset; which it is, is said by the table. */
    private Optional<Query> agreed(String tenant, String platform, Dataset dataset) {
        return KINDS.stream()
                .map(kind -> Query.of(kind).between(tenant, platform).dataset(dataset.name()))
                .filter(query -> rules.find(query)
                        .filter(rule -> rule.basis() == Basis.AGREEMENT)
                        .isPresent())
                .findFirst();
    }

    private Instant start(DataRequest request, Query query, Instant now, Optional<Instant> outerDueAt) {
        ClockStart start = ClockStart.of(query, request.caseNo(), request.requestNo(), request.tenant(), now);
        return clocks.start(outerDueAt.map(start::within).orElse(start)).dueAt();
    }

    /** What accepting the platform's date would do now. */
    public Dialogue.ClockEffect effect(DataRequest request, Instant newDueAt) {
        if (request.times().overdue()
                || request.times()
                        .dueAt()
                        .filter(due -> due.isBefore(time.instant()))
                        .isPresent()) {
            return Dialogue.ClockEffect.EXPIRED;
        }
        return running(request)
                .map(clock ->
                        newDueAt.isAfter(clock.dueAt()) ? Dialogue.ClockEffect.MOVED : Dialogue.ClockEffect.NOT_LATER)
                .orElse(Dialogue.ClockEffect.NO_CLOCK);
    }

    /**
     * Bureau and platform agreed on another date for this request.
     *
     * @return when the answer is due now: not beyond the clock around it
     */
    public Instant agree(DataRequest request, Instant newDueAt, String user) {
        Clock clock = running(request).orElseThrow();
        return changes.agree(clock.id(), newDueAt, "平台提出改期，办案人员同意", user).dueAt();
    }

    void met(DataRequest request, Instant at) {
        clocks.met(request.requestNo(), request.tenant(), at, KINDS.toArray(ClockKind[]::new));
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
