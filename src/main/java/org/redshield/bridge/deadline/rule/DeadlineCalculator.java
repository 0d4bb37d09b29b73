package org.redshield.bridge.deadline.rule;

import static org.redshield.bridge.deadline.calendar.DeadlineMessages.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.calendar.CurrentCalendar;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;

/**
 * The counting rules (程序规定 art. 80 and 84): the day on which a period starts is not counted, "within" includes the
 * last day, and a period in days or months that ends on a holiday ends on the first day after it. Hours and minutes run
 * exactly from their instant. Independent of the machine's zone. Every answer is computed on one calendar from beginning to
 * end, also while another arrangement is being loaded.
 */
public final class DeadlineCalculator {

    private static final LocalTime OFFICE_OPENS = LocalTime.of(9, 0);

    private static final Duration OFFICE_DAY = Duration.ofHours(8);

    private static final String NO_CALENDAR = "none";

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    private final CurrentCalendar calendars;
    private final LocalTime sameDayCutOff;

    /**
     * @param sameDayCutOff what arrives by then (inclusive, Asia/Shanghai) is due the same day
     */
    public DeadlineCalculator(WorkingCalendar calendar, LocalTime sameDayCutOff) {
        this(new CurrentCalendar.Fixed(calendar), sameDayCutOff);
    }

    /**
     * @param calendars gives the calendar to be used from then on; asked once for every answer
     */
    public DeadlineCalculator(CurrentCalendar calendars, LocalTime sameDayCutOff) {
        this.calendars = calendars;
        this.sameDayCutOff = sameDayCutOff;
    }

    /** The same rules on the calendar of this moment: for answers that must agree with each other. */
    public DeadlineCalculator snapshot() {
        return calendars instanceof CurrentCalendar.Fixed ? this : new DeadlineCalculator(calendar(), sameDayCutOff);
    }

    /**
     * The same rules on the newest calendar, for a transaction that stores what it computes: none is loaded until it ends, so
     * that a clock is either computed by a new arrangement or found by the recomputation that it brings.
     */
    public DeadlineCalculator forStoring() {
        calendars.holdStill();
        return snapshot();
    }

    /** The same rules on the calendar as it was published by the end of that day. */
    public DeadlineCalculator asOf(LocalDate day) {
        return new DeadlineCalculator(calendar().asOf(day), sameDayCutOff);
    }

    public WorkingCalendar calendar() {
        return calendars.current();
    }

    /**
     * The deadline of a period that starts on a day.
     *
     * @throws DeadlineRefusal {@code deadline.start-needs-time} for hours and minutes, {@code deadline.date-out-of-range}
     */
    public Deadline due(LocalDate start, DeadlineRule rule) {
        if (rule.period().unit().exact()) {
            throw new DeadlineRefusal("deadline.start-needs-time");
        }
        return snapshot().due(start, Optional.empty(), rule, PausedTime.NONE).deadline();
    }

    /**
     * The deadline of a period that starts at an instant; its day is the one in Asia/Shanghai.
     *
     * @throws DeadlineRefusal {@code deadline.date-out-of-range}
     */
    public Deadline due(Instant start, DeadlineRule rule) {
        return snapshot().due(start, rule, PausedTime.NONE).deadline();
    }

    /**
     * The deadline of a clock with everything that happened to it. The same terms on the same calendar always give the
     * same deadline, so counting again with another calendar is one call.
     *
     * @throws DeadlineRefusal {@code deadline.date-out-of-range}
     */
    public Deadline due(ClockTerms terms) {
        return snapshot().dueOf(terms);
    }

    private Deadline dueOf(ClockTerms terms) {
        PausedTime paused = new PausedTime(terms.pauses());
        Counted counted = due(terms.startedAt(), terms.rule(), paused);
        for (Extension extension : terms.extensions()) {
            counted = extension.by().isPresent()
                    ? extended(counted, extension, extension.by().get(), terms.rule(), paused)
                    : stated(counted, extension, extension.newDueAt().orElseThrow(), terms.rule(), paused);
        }
        return within(counted.deadline(), terms.startedAt(), terms.outerDueAt());
    }

    /** When a clock of these terms reminds, see {@link #reminders(Instant, Instant, DeadlineUnit)}. */
    public ReminderPoints reminders(ClockTerms terms, Instant due, ReminderRule rule) {
        PausedTime paused = new PausedTime(terms.pauses());
        DeadlineUnit unit = terms.rule().period().unit();
        DeadlineCalculator same = snapshot();
        return new ReminderPoints(
                same.point(terms.startedAt(), due, unit, rule.first(), paused),
                same.point(terms.startedAt(), due, unit, rule.second(), paused));
    }

    /**
     * What has been counted so far.
     *
     * @param end where the period ends before it rolls over: an extension runs on from there
     * @param deadline the same after rolling over
     */
    private record Counted(Instant end, Deadline deadline) {}

    private Counted due(Instant start, DeadlineRule rule, PausedTime paused) {
        ZonedDateTime local = start.atZone(ChinaTime.ZONE);
        if (rule.period().unit().exact()) {
            requireInRange(local.toLocalDate());
            return exact(start, rule, paused);
        }
        return due(local.toLocalDate(), Optional.of(local.toLocalTime()), rule, paused);
    }

    private Counted extended(Counted before, Extension extension, Period by, DeadlineRule rule, PausedTime paused) {
        LocalDate from = ChinaTime.day(before.end());
        Instant end =
                switch (by.unit()) {
                    case WORKING_DAYS -> ChinaTime.endOf(step(from, by.amount(), paused));
                    case CALENDAR_DAYS -> ChinaTime.endOf(walk(from, from.plusDays(by.amount()), paused));
                    case MONTHS -> ChinaTime.endOf(walk(from, from.plusMonths(by.amount()), paused));
                    case HOURS, MINUTES -> paused.after(before.end(), duration(by));
                    case SAME_DAY -> throw new IllegalStateException("refused by Extension");
                };
        LocalDate nominal = ChinaTime.day(end);
        LocalDate due = by.unit().exact() ? nominal : roll(nominal, rollOver(by, rule), paused);
        String exceptions = by.unit() == DeadlineUnit.WORKING_DAYS
                ? CountingExplanation.exceptions(calendar(), from.plusDays(1), due, paused)
                : due.isAfter(nominal)
                        ? text(
                                "deadline.explain.extension-rolled",
                                nominal,
                                CountingExplanation.obstacles(calendar(), nominal, due, rollOver(by, rule)))
                        : text("deadline.explain.extension-plain");
        String why = text(
                "deadline.explain.extended",
                day(extension.at()),
                by.label(),
                extension.ground(),
                CountingExplanation.citation(extension.citation()),
                exceptions,
                by.unit().exact() ? CountingExplanation.moment(end) : due);
        LocalDate first = by.unit() == DeadlineUnit.WORKING_DAYS ? from.plusDays(1) : nominal;
        return new Counted(
                end,
                joined(
                        before.deadline(),
                        by.unit().exact() ? end : ChinaTime.endOf(due),
                        first,
                        due,
                        by.unit().exact(),
                        why));
    }

    /** A working day needs no rolling; a period in days rolls as the deadline itself does. */
    private static RollOver rollOver(Period by, DeadlineRule rule) {
        return by.unit() == DeadlineUnit.WORKING_DAYS ? RollOver.STRICT : rule.rollOver();
    }

    private Counted stated(
            Counted before, Extension extension, Instant newDueAt, DeadlineRule rule, PausedTime paused) {
        PausedTime later = paused.since(extension.at());
        LocalDate named = day(newDueAt);
        LocalDate moved = walk(day(extension.at()), named, later);
        Instant end = moved.isAfter(named) ? ChinaTime.endOf(roll(moved, rule.rollOver(), later)) : newDueAt;
        Deadline old = before.deadline();
        if (!end.isAfter(old.dueAt())) {
            return before;
        }
        String why = text(
                extension.approvedBy().isPresent() ? "deadline.explain.stated" : "deadline.explain.moved",
                CountingExplanation.moment(extension.at()),
                extension.ground(),
                CountingExplanation.moment(old.dueAt()),
                CountingExplanation.moment(end),
                CountingExplanation.citation(extension.citation()));
        if (moved.isAfter(named)) {
            return new Counted(end, joined(old, end, moved, day(end), false, why));
        }
        // It names a day: it no longer depends on an arrangement that is still to come.
        String settled = old.provisional() ? text("deadline.explain.stated-settled") : "";
        return new Counted(
                end, new Deadline(day(end), end, false, old.calendarVersion(), old.explanation() + why + settled));
    }

    private Deadline joined(
            Deadline before, Instant dueAt, LocalDate first, LocalDate last, boolean exact, String why) {
        if (exact) {
            return before.endingAt(dueAt, why);
        }
        SortedSet<Integer> missing = calendar().missingYears(first, last);
        String unknown = before.provisional() ? "" : CountingExplanation.provisional(missing);
        String versions = Stream.of(before.calendarVersion(), calendar().versions(first, last))
                .flatMap(version -> Arrays.stream(version.split("\\+")))
                .filter(version -> !version.equals(NO_CALENDAR))
                .distinct()
                .sorted()
                .collect(Collectors.joining("+"));
        return new Deadline(
                day(dueAt),
                dueAt,
                before.provisional() || !missing.isEmpty(),
                versions,
                before.explanation() + why + unknown);
    }

    /** An inner clock ends one working day before the outer one at the latest, but never before its own start. */
    private Deadline within(Deadline own, Instant startedAt, Optional<Instant> outer) {
        if (outer.isEmpty()) {
            return own;
        }
        Instant outerDueAt = outer.get().truncatedTo(ChronoUnit.MILLIS);
        String outerText = CountingExplanation.moment(outerDueAt);
        Instant latest = endOfWorkingDayBefore(outerDueAt);
        if (!own.dueAt().isAfter(latest)) {
            return own;
        }
        if (latest.isAfter(startedAt)) {
            return own.endingAt(latest, text("deadline.explain.inner", outerText, CountingExplanation.moment(latest)));
        }
        if (!outerDueAt.isAfter(startedAt)) {
            return own.endingAt(own.dueAt(), text("deadline.explain.inner-too-late", outerText));
        }
        return own.dueAt().isAfter(outerDueAt)
                ? own.endingAt(outerDueAt, text("deadline.explain.inner-no-room", outerText))
                : own;
    }

    /**
     * Working days in {@code (from; to]}.
     *
     * @throws DeadlineRefusal {@code deadline.range-reversed}, {@code deadline.date-out-of-range}
     */
    public WorkingDayCount count(LocalDate from, LocalDate to) {
        return snapshot().counted(from, to);
    }

    private WorkingDayCount counted(LocalDate from, LocalDate to) {
        requireInRange(from);
        requireInRange(to);
        if (from.isAfter(to)) {
            throw new DeadlineRefusal("deadline.range-reversed", from, to);
        }
        LocalDate first = from.plusDays(1);
        int count = workingDays(from, to).size();
        String explanation =
                text("deadline.explain.count", from, to, count, CountingExplanation.exceptions(calendar(), first, to))
                        + CountingExplanation.provisional(calendar().missingYears(first, to));
        return new WorkingDayCount(
                from,
                to,
                count,
                !calendar().missingYears(first, to).isEmpty(),
                calendar().versions(first, to),
                explanation);
    }

    /** The last instant of the last working day before the given instant's day. */
    public Instant endOfWorkingDayBefore(Instant at) {
        return ChinaTime.endOf(snapshot().step(day(at), -1, PausedTime.NONE));
    }

    /**
     * When to remind: after half and after four fifths of the time between start and due. A period in days or months is
     * measured in office time (9:00 to 17:00 of the working days after the start), so its reminders reach an officer at
     * the desk; exact and same-day periods, and those without a full working day, are measured in plain time.
     */
    public ReminderPoints reminders(Instant start, Instant due, DeadlineUnit unit) {
        DeadlineCalculator same = snapshot();
        return new ReminderPoints(
                same.point(start, due, unit, ReminderRule.USUAL.first(), PausedTime.NONE),
                same.point(start, due, unit, ReminderRule.USUAL.second(), PausedTime.NONE));
    }

    private Instant point(Instant start, Instant due, DeadlineUnit unit, int percent, PausedTime paused) {
        List<LocalDate> days = unit.exact() || unit == DeadlineUnit.SAME_DAY
                ? List.of()
                : workingDays(day(start), day(due)).stream()
                        .filter(day -> !paused.excludes(day))
                        .toList();
        if (days.isEmpty()) {
            Duration running = Duration.between(start, due).minus(paused.within(start, due));
            return paused.after(start, running.multipliedBy(percent).dividedBy(100));
        }
        Duration worked =
                OFFICE_DAY.multipliedBy(days.size()).multipliedBy(percent).dividedBy(100);
        int day = (int) worked.dividedBy(OFFICE_DAY);
        Duration rest = worked.minus(OFFICE_DAY.multipliedBy(day));
        Instant point = days.get(day)
                .atTime(OFFICE_OPENS)
                .plus(rest)
                .atZone(ChinaTime.ZONE)
                .toInstant();
        return point.isAfter(due) ? due : point;
    }

    private Counted due(LocalDate start, Optional<LocalTime> time, DeadlineRule rule, PausedTime paused) {
        requireInRange(start);
        int amount = rule.period().amount();
        return switch (rule.period().unit()) {
            case WORKING_DAYS -> ending(workingDays(start, rule, paused));
            case CALENDAR_DAYS -> rolled(start, walk(start, start.plusDays(amount), paused), rule, paused);
            case MONTHS -> rolled(start, walk(start, start.plusMonths(amount), paused), rule, paused);
            case SAME_DAY -> ending(sameDay(start, time, rule));
            case HOURS, MINUTES -> throw new IllegalStateException("exact periods start at an instant");
        };
    }

    private static Counted ending(Deadline deadline) {
        return new Counted(deadline.dueAt(), deadline);
    }

    private Deadline workingDays(LocalDate start, DeadlineRule rule, PausedTime paused) {
        int amount = rule.period().amount();
        LocalDate due = step(start, amount, paused);
        boolean back = amount < 0;
        LocalDate first = back ? due : start.plusDays(1);
        LocalDate last = back ? start.minusDays(1) : due;
        String explanation = text(
                back ? "deadline.explain.working-days-back" : "deadline.explain.working-days",
                start,
                rule.period().label(),
                CountingExplanation.citation(rule.citation()),
                CountingExplanation.exceptions(calendar(), first, last, paused) + CountingExplanation.paused(paused),
                due);
        return deadline(due, first, last, explanation);
    }

    private Counted rolled(LocalDate start, LocalDate nominal, DeadlineRule rule, PausedTime paused) {
        LocalDate due = roll(nominal, rule.rollOver(), paused);
        String period = rule.period().label();
        String citation = CountingExplanation.citation(rule.citation()) + CountingExplanation.paused(paused);
        String explanation;
        if (due.isAfter(nominal)) {
            String obstacles = CountingExplanation.obstacles(calendar(), nominal, due, rule.rollOver());
            explanation = text("deadline.explain.days-rolled", start, period, citation, nominal, obstacles, due);
        } else if (calendar().isWorking(due)) {
            explanation = text("deadline.explain.days-end", start, period, citation, due);
        } else {
            explanation = text("deadline.explain.days-strict", start, period, citation, due);
        }
        return new Counted(ChinaTime.endOf(nominal), deadline(due, nominal, due, explanation));
    }

    private Deadline sameDay(LocalDate start, Optional<LocalTime> time, DeadlineRule rule) {
        String citation = CountingExplanation.citation(rule.citation());
        String cutOff = CountingExplanation.time(sameDayCutOff);
        if (time.isPresent() && time.get().isAfter(sameDayCutOff)) {
            LocalDate due = step(start, 1, PausedTime.NONE);
            String exceptions = CountingExplanation.exceptions(calendar(), start.plusDays(1), due);
            return deadline(
                    due, start, due, text("deadline.explain.same-day-late", start, cutOff, citation, exceptions, due));
        }
        // Whatever the roll-over: else what comes on a Sunday would be due before what came late on the Saturday.
        LocalDate due = roll(start, RollOver.NON_WORKING, PausedTime.NONE);
        String explanation;
        if (due.isAfter(start)) {
            String obstacles = CountingExplanation.obstacles(calendar(), start, due, RollOver.NON_WORKING);
            explanation = text("deadline.explain.same-day-rolled", start, citation, obstacles, due);
        } else if (time.isPresent()) {
            explanation = text("deadline.explain.same-day", start, cutOff, citation, due);
        } else {
            explanation = text("deadline.explain.same-day-date", start, citation, due);
        }
        return deadline(due, start, due, explanation);
    }

    private static Duration duration(Period period) {
        return period.unit() == DeadlineUnit.HOURS
                ? Duration.ofHours(period.amount())
                : Duration.ofMinutes(period.amount());
    }

    private static Counted exact(Instant start, DeadlineRule rule, PausedTime paused) {
        Period period = rule.period();
        Instant due = paused.after(start, duration(period));
        String explanation = text(
                "deadline.explain.exact",
                CountingExplanation.moment(start),
                period.label(),
                CountingExplanation.citation(rule.citation()) + CountingExplanation.paused(paused),
                CountingExplanation.moment(due));
        return ending(new Deadline(day(due), due, false, NO_CALENDAR, explanation));
    }

    private Deadline deadline(LocalDate due, LocalDate first, LocalDate last, String explanation) {
        return new Deadline(
                due,
                ChinaTime.endOf(due),
                !calendar().missingYears(first, last).isEmpty(),
                calendar().versions(first, last),
                explanation + CountingExplanation.provisional(calendar().missingYears(first, last)));
    }

    private LocalDate roll(LocalDate nominal, RollOver rollOver, PausedTime paused) {
        LocalDate day = nominal;
        while (paused.excludes(day)
                || (rollOver == RollOver.STRICT
                        ? calendar().isStatutoryHoliday(day)
                        : !calendar().isWorking(day))) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The n-th working day after (or, negative, before) a day that is itself not counted. */
    private LocalDate step(LocalDate from, int amount, PausedTime paused) {
        LocalDate day = from;
        for (int left = Math.abs(amount); left > 0; ) {
            day = day.plusDays(Integer.signum(amount));
            if (calendar().isWorking(day) && !paused.excludes(day)) {
                left--;
            }
        }
        return day;
    }

    /** The later day by as many days as were paused on the way. */
    private static LocalDate walk(LocalDate from, LocalDate to, PausedTime paused) {
        LocalDate day = from;
        for (long left = ChronoUnit.DAYS.between(from, to); left > 0; ) {
            day = day.plusDays(1);
            if (!paused.excludes(day)) {
                left--;
            }
        }
        return day;
    }

    private static LocalDate day(Instant at) {
        return ChinaTime.day(at);
    }

    private List<LocalDate> workingDays(LocalDate after, LocalDate to) {
        return after.isBefore(to)
                ? after.plusDays(1)
                        .datesUntil(to.plusDays(1))
                        .filter(calendar()::isWorking)
                        .toList()
                : List.of();
    }

    private static void requireInRange(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DeadlineRefusal("deadline.date-out-of-range", date);
        }
    }
}
