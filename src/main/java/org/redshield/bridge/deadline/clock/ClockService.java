package org.redshield.bridge.deadline.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.CountingExplanation;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, finds and ends clocks; {@link ClockChanges} moves them. Every method joins the caller's transaction, so that a clock
 * and the process step that it belongs to become true together or not at all.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ClockService {

    /** As signals call it that a clock runs out soon. */
    static final String CLOCKS = "clocks";

    private final ClockStore store;
    private final DeadlineRules rules;
    private final DeadlineCalculator calculator;
    private final Signals signals;
    private final InstantSource time;

    /**
     * Starts a clock, or returns the open one of this kind on the subject. After that one has ended, the next start makes
     * a new clock.
     */
    public Clock start(ClockStart request) {
        // A retry finds the open clock; of two racing starts the second waits here for the first and then finds it.
        return insert(request)
                .or(() -> store.open(request.subjectId(), request.kind(), request.tenant()))
                .orElseThrow(() -> new IllegalStateException("Clock " + request.kind() + " of " + request.subjectId()
                        + " ended while it was being started"));
    }

    private Optional<Clock> insert(ClockStart request) {
        // The engine's timers know milliseconds only: a due instant between two of them would fire too early.
        Instant startedAt = request.startedAt().truncatedTo(ChronoUnit.MILLIS);
        KindRule general = rules.get(request.query());
        KindRule rule = request.stated().map(general::with).orElse(general);
        ClockTerms terms = ClockTerms.of(startedAt, rule.rule(), request.outerDueAt());
        DeadlineCalculator by = calculator.forStoring();
        Deadline deadline = by.due(terms);
        ReminderPoints reminders = by.reminders(terms, deadline.dueAt(), rule.reminders());
        signals.sendIfSoon(CLOCKS, Duration.between(time.instant(), deadline.dueAt()));
        return store.insert(request, rule, startedAt, deadline, reminders);
    }

    /**
     * What the clock measures has happened. In time the clock is MET, also when it was marked as missed before that became
     * known; after the due instant it is MISSED, also when nobody had noticed yet. What a process has acted upon stays
     * MISSED. Ending twice changes nothing.
     *
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    public Clock met(UUID id, Instant at) {
        return end(id, at, ClockState.MET, null);
    }

    /** What the subject's clocks of these kinds measure has happened, in time or late, see {@link #met(UUID, Instant)}. */
    public void met(String subjectId, String tenant, Instant at, ClockKey... kinds) {
        List<String> wanted = Stream.of(kinds).map(ClockKey::name).toList();
        store.notEnded(subjectId, tenant).stream()
                .filter(clock -> wanted.contains(clock.kind()))
                .forEach(clock -> met(clock.id(), at));
    }

    /**
     * The clock has lost its object (returned, withdrawn). One already missed stays MISSED.
     *
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    public Clock cancel(UUID id, Instant at, String reason) {
        return end(id, at, ClockState.CANCELLED, reason);
    }

    /** Cancels every clock of the subject in this organisation that has not ended, see {@link #cancel}. */
    public void cancelAll(String subjectId, String tenant, Instant at, String reason) {
        store.notEnded(subjectId, tenant).forEach(clock -> cancel(clock.id(), at, reason));
    }

    private Clock end(UUID id, Instant at, ClockState state, String reason) {
        return store.end(id, at, state, reason).orElseGet(() -> get(id));
    }

    /**
     * The deadline has passed; called by the process step that acts on it, in its transaction.
     *
     * @return true for exactly one caller; false when the clock was fired before or has ended
     * @throws DeadlineRefusal {@code deadline.clock-not-due} when {@code at} is before the due instant (a timer left over
     *     from before a move), {@code deadline.clock-paused}, {@code deadline.clock-unknown}
     */
    public boolean missed(UUID id, Instant at) {
        boolean fired = store.missed(id, at);
        if (!fired) {
            Clock clock = get(id);
            // Also one that was marked, if it has moved since: the process would act upon what is not so.
            boolean waiting = clock.firedAt().isEmpty() && clock.endedAt().isEmpty();
            if (waiting && clock.state() != ClockState.PAUSED) {
                throw new DeadlineRefusal(
                        "deadline.clock-not-due", clock.title(), CountingExplanation.moment(clock.dueAt()));
            }
            if (clock.state() == ClockState.PAUSED) {
                throw new DeadlineRefusal("deadline.clock-paused", clock.title());
            }
        }
        return fired;
    }

    /** What the clock's due instant follows from. */
    @Transactional(readOnly = true)
    public ClockTerms terms(Clock clock) {
        return terms(List.of(clock)).get(clock.id());
    }

    /** The same for several clocks at once, by their ids. */
    @Transactional(readOnly = true)
    public Map<UUID, ClockTerms> terms(Collection<Clock> clocks) {
        return store.terms(clocks);
    }

    /**
     * One clock.
     *
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    @Transactional(readOnly = true)
    public Clock get(UUID id) {
        return store.find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * The clock of this kind on the subject in this organisation that is open: it runs, is paused, or is marked missed
     * and nothing has acted upon that yet.
     */
    @Transactional(readOnly = true)
    public Optional<Clock> running(String subjectId, ClockKey kind, String tenant) {
        return running(subjectId, kind.name(), tenant);
    }

    /** The same for a kind that only the table knows. */
    @Transactional(readOnly = true)
    public Optional<Clock> running(String subjectId, String kind, String tenant) {
        return store.open(subjectId, kind, tenant);
    }

    /** The organisation's clocks of a case, oldest first; another organisation's are never among them. */
    @Transactional(readOnly = true)
    public List<Clock> byCase(String caseNo, String tenant) {
        return store.byCase(caseNo, tenant);
    }

    /** The organisation's clocks of these cases that have not ended, the first due first. */
    @Transactional(readOnly = true)
    public List<Clock> open(Collection<String> caseNos, String tenant) {
        return caseNos.isEmpty() ? List.of() : store.open(caseNos, tenant);
    }

    /** The organisation's clocks of a subject that have not ended, also those already missed, oldest first. */
    @Transactional(readOnly = true)
    public List<Clock> notEnded(String subjectId, String tenant) {
        return store.notEnded(subjectId, tenant);
    }

    /** When the first running deadline of each of these cases ends, for those that have one. */
    @Transactional(readOnly = true)
    public Map<String, Instant> nextDue(Collection<String> caseNos, String tenant) {
        return caseNos.isEmpty() ? Map.of() : store.nextDue(caseNos, tenant);
    }

    static DeadlineRefusal unknown(UUID id) {
        return new DeadlineRefusal("deadline.clock-unknown", id);
    }
}
