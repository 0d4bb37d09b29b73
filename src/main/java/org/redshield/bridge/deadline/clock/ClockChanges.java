package org.redshield.bridge.deadline.clock;

import static org.redshield.bridge.deadline.calendar.DeadlineMessages.text;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.ClockTerms;
import org.redshield.bridge.deadline.rule.CountingExplanation;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.Extension;
import org.redshield.bridge.deadline.rule.ExtensionRule;
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
 * Pauses, extends and moves open clocks, and counts them again. Every method joins the caller's transaction; what waits for a
 * clock in the engine follows every change through {@link ClockMoves}, in that same transaction.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ClockChanges {

    private final ClockStore store;
    private final DeadlineCalculator calculator;
    private final ObjectProvider<ClockMoves> followers;
    private final Signals signals;
    private final InstantSource time;

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
            throw new DeadlineRefusal(
                    "deadline.pause-expired", clock.title(), CountingExplanation.moment(clock.dueAt()));
        }
        if (begin.isBefore(clock.startedAt()) || begin.isAfter(now)) {
            throw new DeadlineRefusal(
                    "deadline.pause-time",
                    CountingExplanation.moment(begin),
                    CountingExplanation.moment(clock.startedAt()));
        }
        if (reason == null || reason.isBlank()) {
            throw new DeadlineRefusal("deadline.pause-reason-missing");
        }
        store.add(id, new Pause(event, begin, Optional.empty(), reason.strip(), clock.citation(), user));
        return apply(clock, ClockState.PAUSED, calculator.forStoring());
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

    /** Why the clock stands still. */
    @Transactional(readOnly = true)
    public Optional<Pause> openPause(Clock clock) {
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
                    "deadline.resume-time", CountingExplanation.moment(until), CountingExplanation.moment(open.from()));
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
                    "deadline.extend-not-later",
                    CountingExplanation.moment(dueAt),
                    CountingExplanation.moment(clock.dueAt()));
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
            throw new DeadlineRefusal(
                    "deadline.extend-expired", clock.title(), CountingExplanation.moment(clock.dueAt()));
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
            throw new DeadlineRefusal("deadline.move-expired", CountingExplanation.moment(clock.dueAt()));
        }
        if (!dueAt.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal(
                    "deadline.move-not-later",
                    CountingExplanation.moment(dueAt),
                    CountingExplanation.moment(clock.dueAt()));
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
            throw new DeadlineRefusal(
                    "deadline.extend-expired", clock.title(), CountingExplanation.moment(clock.dueAt()));
        }
        if (!dueAt.isAfter(clock.dueAt())) {
            throw new DeadlineRefusal(
                    "deadline.extend-not-later",
                    CountingExplanation.moment(dueAt),
                    CountingExplanation.moment(clock.dueAt()));
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

    /**
     * What waited for the one clock waits for the other, which was started in its place.
     *
     * @param lasting why the one stood still, and the other does
     * @return the other as it is then
     */
    public Clock replace(Clock ended, Clock by, Optional<Pause> lasting) {
        lasting.ifPresent(pause ->
                store.add(by.id(), pause.from().isAfter(by.startedAt()) ? pause : pause.beginning(by.startedAt())));
        Clock after = counted(
                by,
                lasting.isPresent() ? ClockState.PAUSED : by.state(),
                store.terms(List.of(by)).get(by.id()),
                calculator.forStoring());
        store.update(after);
        followers.orderedStream().forEach(follower -> follower.moved(ended, after));
        return after;
    }

    /**
     * The clock that gave way to another goes on in its place as it was, with its pauses and extensions; a pause that lasts
     * goes on with it.
     *
     * @param now which took its place, and ends
     * @return the clock that is back
     */
    public Clock takeBack(Clock now, UUID before, String reason) {
        Optional<Pause> lasting = openPause(now);
        Instant gone = locked(before).endedAt().orElseThrow();
        store.end(now.id(), time.instant(), ClockState.CANCELLED, reason);
        Clock back = store.reopen(before);
        lasting.ifPresent(pause -> store.add(before, pause.from().isBefore(gone) ? pause.beginning(gone) : pause));
        if (back.firedAt().isPresent()) {
            return back;
        }
        Clock counted = counted(
                back,
                lasting.isPresent() ? ClockState.PAUSED : ClockState.RUNNING,
                store.terms(List.of(back)).get(before),
                calculator.forStoring());
        store.update(counted);
        signals.sendIfSoon(ClockService.CLOCKS, Duration.between(time.instant(), counted.dueAt()));
        followers.orderedStream().forEach(follower -> follower.moved(now, counted));
        return counted;
    }

    private Clock add(Clock clock, Extension extension) {
        store.add(clock.id(), extension);
        return apply(clock, clock.state(), calculator.forStoring());
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
        Clock counted = counted(before, state, store.terms(List.of(before)).get(before.id()), by);
        store.update(counted);
        signals.sendIfSoon(ClockService.CLOCKS, Duration.between(time.instant(), counted.dueAt()));
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
                                CountingExplanation.citation(pause.citation()))))
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

    private Clock locked(UUID id) {
        return store.locked(id).orElseThrow(() -> ClockService.unknown(id));
    }
}
