package org.redshield.bridge.casework;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockChanges;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.clock.ClockState;
import org.redshield.bridge.deadline.rule.Basis;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.deadline.rule.Pause;
import org.springframework.stereotype.Component;

/** The clocks of what two organisations have to do with each other. Each side keeps its own. */
@Component
public record SubjectClocks(
        ClockService clocks,
        ClockChanges changes,
        DeadlineRules rules,
        DeadlineCalculator calculator,
        InstantSource time) {

    /** @param from when what it measures happened, e.g. the delivery receipt */
    public Clock start(Subject subject, ClockKey kind, Instant from) {
        return clocks.start(request(subject, kind, from));
    }

    /** When a clock of an organisation's own matter would be due that begins then; nothing is started. */
    public Instant dueAt(String tenant, ClockKey kind, Instant from) {
        Query query = Query.of(kind).between(tenant, tenant);
        return calculator.due(from, rules.get(query).rule()).dueAt();
    }

    /** The same for many beginnings, on one calendar: what does not ask the hour is counted once for each day. */
    public Function<Instant, Instant> dueAt(String tenant, ClockKey kind) {
        DeadlineRule rule = rules.get(Query.of(kind).between(tenant, tenant)).rule();
        DeadlineCalculator same = calculator.snapshot();
        Map<Object, Instant> counted = new HashMap<>();
        return from -> counted.computeIfAbsent(
                rule.period().unit().asksTheHour() ? from : ChinaTime.day(from),
                beginning -> same.due(from, rule).dueAt());
    }

    /** Inside a clock that ends then. */
    public Clock startWithin(Subject subject, ClockKey kind, Instant from, Instant outerDueAt) {
        return clocks.start(request(subject, kind, from).within(outerDueAt));
    }

    /**
     * What it measures has begun anew, as by a report with new facts: the clock gives way to another of its kind, and what
     * waits for it waits for that one. One that is missed stays so. From an instant before its own beginning nothing changes.
     *
     * @param from when what begins it anew happened
     */
    public Clock restart(Subject subject, ClockKey kind, Instant from, String reason) {
        Clock before = open(subject).get(kind.name());
        if (!from.isAfter(before.startedAt())) {
            return before;
        }
        Optional<Pause> lasting = changes.openPause(before);
        clocks.cancel(before.id(), time.instant(), reason);
        return changes.replace(before, start(subject, kind, from), lasting);
    }

    /**
     * What {@link #restart} did is undone: the clock that gave way goes on as it was, with its pauses and extensions. Nothing
     * changes where the one that took its place has ended.
     *
     * @param before the clock that gave way
     */
    public void takeBackRestart(Subject subject, ClockKey kind, UUID before, String reason) {
        Optional.ofNullable(open(subject).get(kind.name())).ifPresent(now -> changes.takeBack(now, before, reason));
    }

    /** Whether these two agreed on it; without, the table's row for all others only shows what is usual. */
    public boolean isAgreed(Subject subject, ClockKey kind) {
        return rules.find(query(subject, kind))
                .filter(rule -> rule.basis() == Basis.AGREEMENT)
                .isPresent();
    }

    private static ClockStart request(Subject subject, ClockKey kind, Instant from) {
        return ClockStart.of(query(subject, kind), subject.caseNo(), subject.id(), subject.tenant(), from);
    }

    private static Query query(Subject subject, ClockKey kind) {
        return subject.asks()
                ? Query.of(kind).between(subject.tenant(), subject.counterpart())
                : Query.of(kind).between(subject.counterpart(), subject.tenant());
    }

    /** The clocks that have not ended, also those already missed, by their kinds. */
    public Map<String, Clock> open(Subject subject) {
        return clocks.notEnded(subject.id(), subject.tenant()).stream()
                .collect(Collectors.toMap(Clock::kind, Function.identity(), (first, second) -> first));
    }

    /** The clock of this kind that nothing has acted upon yet. */
    public Optional<Clock> running(Subject subject, ClockKey kind) {
        return clocks.running(subject.id(), kind, subject.tenant());
    }

    /** What these clocks measure has happened, in time or late. */
    public void met(Subject subject, Instant at, ClockKey... kinds) {
        clocks.met(subject.id(), subject.tenant(), at, kinds);
    }

    /** The answer is out: every clock of the subject ends, in time or late. */
    public void answered(Subject subject, Instant at) {
        open(subject).values().forEach(clock -> clocks.met(clock.id(), at));
    }

    /** What they measured is no longer there. */
    public void cancelAll(Subject subject, String reason) {
        clocks.cancelAll(subject.id(), subject.tenant(), time.instant(), reason);
    }

    /**
     * The timer of the clock has come: notes that the deadline has passed, once.
     *
     * @return whether this call noted it
     * @throws org.redshield.bridge.Refusal {@code deadline.clock-not-due} when the clock moved after the job had been
     *     taken: the step is undone and the timer waits on, else the new date would pass unnoticed
     */
    public boolean fired(Subject subject, ClockKey kind) {
        return running(subject, kind)
                .map(clock -> clocks.missed(clock.id(), time.instant()))
                .orElse(false);
    }

    /**
     * Notes that the deadline has passed, if it has, once.
     *
     * @return whether this call noted it
     */
    public boolean missed(Subject subject, ClockKey kind) {
        Instant now = time.instant();
        return running(subject, kind)
                .filter(clock ->
                        clock.state() != ClockState.PAUSED && !clock.dueAt().isAfter(now))
                .map(clock -> clocks.missed(clock.id(), now))
                .orElse(false);
    }

    /** By our own notice to the other side. @throws org.redshield.bridge.Refusal when it cannot be moved */
    public Clock move(Clock clock, LocalDate until, String reason) {
        return changes.move(clock.id(), ChinaTime.endOf(until), reason);
    }

    /**
     * By the other side's notice. Whether it was in time was judged there; here the clock follows where it still can, and
     * stays missed where it was missed.
     */
    public Optional<Clock> follow(Subject subject, ClockKey kind, LocalDate until, String reason) {
        Instant dueAt = ChinaTime.endOf(until);
        return running(subject, kind)
                .filter(clock -> clock.state() == ClockState.RUNNING
                        && !time.instant().isAfter(clock.dueAt())
                        && dueAt.isAfter(clock.dueAt()))
                .map(clock -> changes.move(clock.id(), dueAt, reason));
    }

    public LocalDate today() {
        return ChinaTime.day(time.instant());
    }
}
