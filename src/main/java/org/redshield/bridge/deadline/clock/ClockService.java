package org.redshield.bridge.deadline.clock;

import static org.redshield.bridge.deadline.calendar.DeadlineMessages.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.redshield.bridge.deadline.rule.ClockKey;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.Explanation;
import org.redshield.bridge.deadline.rule.Extension;
import org.redshield.bridge.deadline.rule.ExtensionRule;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.deadline.rule.Pause;
import org.redshield.bridge.deadline.rule.PausedTime;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderPoints;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts, pauses, extends, moves and ends clocks. Every method joins the caller's transaction, so that a clock and the
 * process step that it belongs to become true together or not at all; what waits for a clock in the engine follows every
 * move through {@link ClockMoves}, in that same transaction.
 */
@Service
@Transactional
public class ClockService {

    /** As signals call it that a clock runs out soon. */
    static final String CLOCKS = "clocks";

    private final ClockStore store;
    private final DeadlineRules rules;
    private final DeadlineCalculator calculator;
    private final ObjectProvider<ClockMoves> followers;
    private final Signals signals;
    private final InstantSource time;

    ClockService(
            ClockStore store,
            DeadlineRules rules,
            DeadlineCalculator calculator,
            ObjectProvider<ClockMoves> followers,
            Signals signals,
            InstantSource time) {
        this.store = store;
        this.rules = rules;
        this.calculator = calculator;
        this.followers = followers;
        this.signals = signals;
        this.time = time;
    }

    /**
     * Starts a clock, or returns the open one of this kind on the subject. After that one has ended, the next start makes
     * a new clock.
     */
    public Clock start(ClockStart request) {
        // A retry finds the open clock; of two racing starts the second waits here for the first and then finds it.
        return store.open(request.subjectId(), request.kind(), request.tenant())
                .or(() -> insert(request))
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
        signal(deadline.dueAt());
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
                throw new DeadlineRefusal("deadline.clock-not-due", clock.title(), Explanation.moment(clock.dueAt()));
            }
            if (clock.state() == ClockState.PAUSED) {
                throw new DeadlineRefusal("deadline.clock-paused", clock.title());
            }
        }
        return fired;
    }

    /**
     * Stops the clock from an instant on, for an event that its rule names.
     *
     * @param from when the event began, which may be before it was registered
     * @throws DeadlineRefusal {@code deadline.pause-*}; the clock is left as it was
     */
    public Clock pause(UUID id, StopEvent event, Instant from, String reason, String user) {
        Clock clock = locked(id);
        Instant now = time.instant();
        Instant begin = from.truncatedTo(ChronoUnit.MILLIS);
        if (clock.endedAt().isPresent()) {
            throw new DeadlineRefusal("deadline.pause-ended", clock.title());
        }
        if (clock.state() == ClockState.PAUSED) {
            throw new DeadlineRefusal("deadline.pause-open", clock.title(), openEvent(clock));
        }
        if (!clock.law().stopEvents().contains(event)) {
            throw notAStopEvent(clock, event);
        }
        if (expired(clock, now)) {
            throw new DeadlineRefusal("deadline.pause-expired", clock.title(), Explanation.moment(clock.dueAt()));
        }
        if (begin.isBefore(clock.startedAt()) || begin.isAfter(now)) {
            throw new DeadlineRefusal(
                    "deadline.pause-time", Explanation.moment(begin), Explanation.moment(clock.startedAt()));
        }
        if (reason == null || reason.isBlank()) {
            throw new DeadlineRefusal("deadline.pause-reason-missing");
        }
        store.add(id, new Pause(event, begin, Optional.empty(), reason.strip(), clock.citation(), user));
        return apply(clock, ClockState.PAUSED, calculator.forStoring());
    }

    private void signal(Instant dueAt) {
        signals.sendIfSoon(CLOCKS, Duration.between(time.instant(), dueAt));
    }

    private static DeadlineRefusal notAStopEvent(Clock clock, StopEvent event) {
        return clock.law().stopEvents().isEmpty()
                ? new DeadlineRefusal("deadline.pause-none", clock.title(), event.label(), clock.citation())
                : new DeadlineRefusal(
                        "deadline.pause-not-allowed",
                        clock.title(),
                        event.label(),
                        clock.citation(),
                        clock.law().stopEvents().stream().map(StopEvent::label).collect(Collectors.joining("、")));
    }

    private String openEvent(Clock clock) {
        return openPause(clock).map(pause -> pause.event().label()).orElse("");
    }

    private Optional<Pause> openPause(Clock clock) {
        return store.pauses(clock.id()).stream()
                .filter(pause -> pause.until().isEmpty())
                .findFirst();
    }

    /**
     * Lets a paused clock run on; the time in between does not count.
     *
     * @throws DeadlineRefusal {@code deadline.resume-*}, {@code deadline.pause-ended}; the clock is left as it was
     */
    public Clock resume(UUID id, Instant at) {
        Clock clock = locked(id);
        Instant until = at.truncatedTo(ChronoUnit.MILLIS);
        if (clock.endedAt().isPresent()) {
            throw new DeadlineRefusal("deadline.pause-ended", clock.title());
        }
        Pause open =
                openPause(clock).orElseThrow(() -> new DeadlineRefusal("deadline.resume-not-paused", clock.title()));
        if (until.isBefore(open.from()) || until.isAfter(time.instant())) {
            throw new DeadlineRefusal(
                    "deadline.resume-time", Explanation.moment(until), Explanation.moment(open.from()));
        }
        store.closePause(id, until);
        return apply(clock, ClockState.RUNNING, calculator.forStoring());
    }

    /**
     * Extends the clock by a period, as far and as often as its rule allows.
     *
     * @param by at most what the rule says, in the rule's unit; empty takes the whole of it
     * @param approvedBy who approved; the process has seen to it that they may
     * @throws DeadlineRefusal {@code deadline.extend-*}; the clock is left as it was
     */
    public Clock extend(UUID id, Optional<Period> by, String ground, String approvedBy) {
        Clock clock = extensible(id);
        checkGranted(ground, approvedBy);
        ExtensionRule rule = clock.law().extension().orElseThrow();
        return add(
                clock,
                new Extension(
                        Optional.of(allowed(clock, by)),
                        Optional.empty(),
                        ground.strip(),
                        rule.ground(),
                        Optional.of(approvedBy),
                        time.instant()));
    }

    private Period allowed(Clock clock, Optional<Period> by) {
        ExtensionRule rule = clock.law().extension().orElseThrow();
        Period longest = rule.by()
                .orElseThrow(() -> new DeadlineRefusal(
                        "deadline.extend-stated-only",
                        clock.title(),
                        rule.further().orElse(rule.ground())));
        Period period = by.orElse(longest);
        if (period.unit() != longest.unit() || period.amount() > longest.amount()) {
            throw new DeadlineRefusal("deadline.extend-too-long", clock.title(), longest.label(), rule.ground());
        }
        if (used(clock.id()) >= rule.times()) {
            throw new DeadlineRefusal("deadline.extend-used-up", clock.title(), rule.times(), rule.ground());
        }
        return period;
    }

    /**
     * Whether the clock could be extended now, by the period of its rule or to a stated instant; for who asks for it.
     *
     * @throws DeadlineRefusal {@code deadline.extend-*}
     */
    public void checkExtension(UUID id, Optional<Instant> newDueAt) {
        Clock clock = extensible(id);
        if (newDueAt.isPresent()) {
            further(clock, newDueAt.get());
        } else {
            allowed(clock, Optional.empty());
        }
    }

    /**
     * Extends the clock to a stated instant by collective deliberation, which the law allows only where it says so and
     * only after the ordinary extension was used up (程序规定 art. 64).
     *
     * @throws DeadlineRefusal {@code deadline.extend-*}; the clock is left as it was
     */
    public Clock extendTo(UUID id, Instant newDueAt, String ground, String approvedBy) {
        Clock clock = extensible(id);
        checkGranted(ground, approvedBy);
        Instant dueAt = newDueAt.truncatedTo(ChronoUnit.MILLIS);
        return add(
                clock,
                new Extension(
                        Optional.empty(),
                        Optional.of(dueAt),
                        ground.strip(),
                        further(clock, dueAt),
                        Optional.of(approvedBy),
                        time.instant()));
    }

    /** The ground on which a day may be stated. */
    private String further(Clock clock, Instant dueAt) {
        ExtensionRule rule = clock.law().extension().orElseThrow();
        String further = rule.further()
                .orElseThrow(() -> new DeadlineRefusal("deadline.extend-no-further", clock.title(), rule.ground()));
        if (used(clock.id()) < rule.times()) {
            throw new DeadlineRefusal("deadline.extend-not-yet", clock.title(), rule.ground());
        }
        if (!dueAt.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal(
                    "deadline.extend-not-later", Explanation.moment(dueAt), Explanation.moment(clock.dueAt()));
        }
        return further;
    }

    private Clock extensible(UUID id) {
        Clock clock = locked(id);
        if (clock.endedAt().isPresent()) {
            throw new DeadlineRefusal("deadline.extend-ended", clock.title());
        }
        if (clock.law().extension().isEmpty()) {
            throw new DeadlineRefusal("deadline.extend-none", clock.title(), clock.citation());
        }
        if (expired(clock, time.instant())) {
            throw new DeadlineRefusal("deadline.extend-expired", clock.title(), Explanation.moment(clock.dueAt()));
        }
        return clock;
    }

    private static void checkGranted(String ground, String approvedBy) {
        if (ground == null || ground.isBlank()) {
            throw new DeadlineRefusal("deadline.extend-ground-missing");
        }
        if (approvedBy == null || approvedBy.isBlank()) {
            throw new DeadlineRefusal("deadline.extend-approval-missing");
        }
    }

    private long used(UUID id) {
        return store.extensions(id).stream()
                .filter(extension -> extension.by().isPresent())
                .count();
    }

    /** A paused clock cannot expire. */
    private static boolean expired(Clock clock, Instant now) {
        return clock.state() == ClockState.MISSED || clock.state() == ClockState.RUNNING && now.isAfter(clock.dueAt());
    }

    /**
     * Moves the statutory clock after a delay notice (程序规定 art. 45(2)), which must come before expiry.
     *
     * @throws DeadlineRefusal {@code deadline.move-*}; the clock is left as it was
     */
    public Clock move(UUID id, Instant newDueAt, String reason) {
        Clock clock = locked(id);
        Instant now = time.instant();
        Instant dueAt = newDueAt.truncatedTo(ChronoUnit.MILLIS);
        if (!clock.law().movedByNotice()) {
            throw new DeadlineRefusal("deadline.move-not-statutory", clock.title());
        }
        if (clock.endedAt().isPresent()) {
            throw new DeadlineRefusal("deadline.move-ended");
        }
        if (expired(clock, now)) {
            throw new DeadlineRefusal("deadline.move-expired", Explanation.moment(clock.dueAt()));
        }
        if (!dueAt.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal(
                    "deadline.move-not-later", Explanation.moment(dueAt), Explanation.moment(clock.dueAt()));
        }
        if (reason == null || reason.isBlank()) {
            throw new DeadlineRefusal("deadline.move-reason-missing");
        }
        return add(clock, Extension.delayNotice(dueAt, reason.strip(), clock.citation(), now));
    }

    /**
     * Moves the clock of a platform's answer to a day on which bureau and platform have agreed for this one request:
     * what runs by their agreement they may change. It stays within the clock around it, and no other clock moves.
     *
     * @param by user id of the officer who agreed
     * @throws DeadlineRefusal {@code deadline.agree-not-agreement}, {@code deadline.extend-*}; the clock is left as it was
     */
    public Clock agree(UUID id, Instant newDueAt, String ground, String by) {
        Clock clock = locked(id);
        Instant dueAt = newDueAt.truncatedTo(ChronoUnit.MILLIS);
        if (ClockKind.OF_PLATFORM_ANSWERS.stream().noneMatch(clock::is)) {
            throw new DeadlineRefusal("deadline.agree-not-agreement", clock.title());
        }
        if (clock.endedAt().isPresent()) {
            throw new DeadlineRefusal("deadline.extend-ended", clock.title());
        }
        if (expired(clock, time.instant())) {
            throw new DeadlineRefusal("deadline.extend-expired", clock.title(), Explanation.moment(clock.dueAt()));
        }
        if (!dueAt.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal(
                    "deadline.extend-not-later", Explanation.moment(dueAt), Explanation.moment(clock.dueAt()));
        }
        checkGranted(ground, by);
        return add(
                clock,
                new Extension(
                        Optional.empty(),
                        Optional.of(dueAt),
                        ground.strip(),
                        clock.citation(),
                        Optional.of(by),
                        time.instant()));
    }

    private Clock add(Clock clock, Extension extension) {
        store.add(clock.id(), extension);
        return apply(clock, clock.state(), calculator.forStoring());
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
     * Counts one open clock again, with another calendar, pauses and extensions kept; {@link Recomputation} does many.
     *
     * @return the clock as it is now; the same dates as before when the calendar makes no difference
     * @throws DeadlineRefusal {@code deadline.clock-unknown}
     */
    public Clock recount(UUID id, DeadlineCalculator by) {
        Clock clock = locked(id);
        boolean open = clock.state() == ClockState.RUNNING || clock.state() == ClockState.PAUSED;
        return open ? apply(clock, clock.state(), by) : clock;
    }

    /**
     * The one way by which dates change: the row, and in the same transaction everything in the engine that waits for
     * them.
     */
    private Clock apply(Clock before, ClockState state, DeadlineCalculator by) {
        Clock counted = counted(before, state, terms(before), by);
        store.update(counted);
        signal(counted.dueAt());
        if (bindsOtherwise(before, counted)) {
            followers.orderedStream().forEach(follower -> follower.moved(before, counted));
        }
        return counted;
    }

    /** An open clock as it stands by that calendar and these terms; nothing is written. */
    static Clock counted(Clock clock, ClockState state, ClockTerms terms, DeadlineCalculator by) {
        Deadline deadline = by.due(terms);
        ReminderPoints reminders =
                by.reminders(terms, deadline.dueAt(), clock.law().reminders());
        Optional<Pause> open =
                terms.pauses().stream().filter(pause -> pause.until().isEmpty()).findFirst();
        Deadline told = open.map(pause -> deadline.endingAt(
                        deadline.dueAt(),
                        text(
                                "deadline.explain.pause-open",
                                pause.event().label(),
                                PausedTime.firstDay(pause),
                                Explanation.citation(pause.citation()))))
                .orElse(deadline);
        return clock.with(
                state,
                told,
                new ReminderPoints(
                        reminders.halfAt().truncatedTo(ChronoUnit.MILLIS),
                        reminders.fourFifthsAt().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** Whether what waits for the clock waits for another instant now. */
    static boolean bindsOtherwise(Clock before, Clock after) {
        return !after.bindingDueAt().equals(before.bindingDueAt())
                || !after.bindingHalfAt().equals(before.bindingHalfAt())
                || !after.bindingFourFifthsAt().equals(before.bindingFourFifthsAt());
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

    private Clock locked(UUID id) {
        return store.locked(id).orElseThrow(() -> unknown(id));
    }

    private static DeadlineRefusal unknown(UUID id) {
        return new DeadlineRefusal("deadline.clock-unknown", id);
    }
}
