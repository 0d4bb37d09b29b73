package org.redshield.bridge.deadline;

import static org.redshield.bridge.deadline.DeadlineMessages.text;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The counting rules (程序规定 art. 80 and 84): the day on which a period starts is not counted, "within" includes the
 * last day, and a period in days or months that ends on a holiday ends on the first day after it. Hours and minutes run
 * exactly from their instant. Independent of the machine's zone. Every answer is computed on one calendar from beginning to
 * end, also while another arrangement is being loaded.
 */
public final class DeadlineCalculator {

    /** The zone of every deadline. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The last instant of a day that still counts. */
    static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private static final LocalTime OFFICE_OPENS = LocalTime.of(9, 0);
    private static final Duration OFFICE_DAY = Duration.ofHours(8);

    private static final int FIRST_YEAR = 2000;
    private static final int LAST_YEAR = 2100;

    private final CalendarSource calendars;
    private final LocalTime sameDayCutOff;

    /**
     * @param sameDayCutOff what arrives by then (inclusive, Asia/Shanghai) is due the same day
     */
    public DeadlineCalculator(WorkingCalendar calendar, LocalTime sameDayCutOff) {
        this(new CalendarSource.Fixed(calendar), sameDayCutOff);
    }

    /**
     * @param calendars gives the calendar to be used from then on; asked once for every answer
     */
    public DeadlineCalculator(CalendarSource calendars, LocalTime sameDayCutOff) {
        this.calendars = calendars;
        this.sameDayCutOff = sameDayCutOff;
    }

    /** The same rules on the calendar of this moment: for answers that must agree with each other. */
    public DeadlineCalculator snapshot() {
        return calendars instanceof CalendarSource.Fixed ? this : new DeadlineCalculator(calendar(), sameDayCutOff);
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
        return snapshot().due(start, Optional.empty(), rule);
    }

    /**
     * The deadline of a period that starts at an instant; its day is the one in Asia/Shanghai.
     *
     * @throws DeadlineRefusal {@code deadline.date-out-of-range}
     */
    public Deadline due(Instant start, DeadlineRule rule) {
        ZonedDateTime local = start.atZone(ZONE);
        if (rule.period().unit().exact()) {
            requireInRange(local.toLocalDate());
            return exact(start, rule);
        }
        return snapshot().due(local.toLocalDate(), Optional.of(local.toLocalTime()), rule);
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
                text("deadline.explain.count", from, to, count, Explanation.exceptions(calendar(), first, to))
                        + Explanation.provisional(calendar().missingYears(first, to));
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
        return endOf(snapshot().step(at.atZone(ZONE).toLocalDate(), -1));
    }

    /**
     * When to remind: after half and after four fifths of the time between start and due. A period in days or months is
     * measured in office time (9:00 to 17:00 of the working days after the start), so its reminders reach an officer at
     * the desk; exact and same-day periods, and those without a full working day, are measured in plain time.
     */
    public ReminderPoints reminders(Instant start, Instant due, DeadlineUnit unit) {
        List<LocalDate> days = unit.exact() || unit == DeadlineUnit.SAME_DAY
                ? List.of()
                : snapshot()
                        .workingDays(
                                start.atZone(ZONE).toLocalDate(),
                                due.atZone(ZONE).toLocalDate());
        return new ReminderPoints(point(start, due, days, 1, 2), point(start, due, days, 4, 5));
    }

    private static Instant point(Instant start, Instant due, List<LocalDate> days, int part, int whole) {
        if (days.isEmpty()) {
            return start.plus(Duration.between(start, due).multipliedBy(part).dividedBy(whole));
        }
        Duration worked =
                OFFICE_DAY.multipliedBy(days.size()).multipliedBy(part).dividedBy(whole);
        int day = (int) worked.dividedBy(OFFICE_DAY);
        Duration rest = worked.minus(OFFICE_DAY.multipliedBy(day));
        Instant point =
                days.get(day).atTime(OFFICE_OPENS).plus(rest).atZone(ZONE).toInstant();
        return point.isAfter(due) ? due : point;
    }

    private Deadline due(LocalDate start, Optional<LocalTime> time, DeadlineRule rule) {
        requireInRange(start);
        return switch (rule.period().unit()) {
            case WORKING_DAYS -> workingDays(start, rule);
            case CALENDAR_DAYS -> rolled(start, start.plusDays(rule.period().amount()), rule);
            case MONTHS -> rolled(start, start.plusMonths(rule.period().amount()), rule);
            case SAME_DAY -> sameDay(start, time, rule);
            case HOURS, MINUTES -> throw new IllegalStateException("exact periods start at an instant");
        };
    }

    private Deadline workingDays(LocalDate start, DeadlineRule rule) {
        int amount = rule.period().amount();
        LocalDate due = step(start, amount);
        boolean back = amount < 0;
        LocalDate first = back ? due : start.plusDays(1);
        LocalDate last = back ? start.minusDays(1) : due;
        String explanation = text(
                back ? "deadline.explain.working-days-back" : "deadline.explain.working-days",
                start,
                rule.period().label(),
                Explanation.citation(rule.citation()),
                Explanation.exceptions(calendar(), first, last),
                due);
        return deadline(due, first, last, explanation);
    }

    private Deadline rolled(LocalDate start, LocalDate nominal, DeadlineRule rule) {
        LocalDate due = roll(nominal, rule.rollOver());
        String period = rule.period().label();
        String citation = Explanation.citation(rule.citation());
        String explanation;
        if (due.isAfter(nominal)) {
            String obstacles = Explanation.obstacles(calendar(), nominal, due, rule.rollOver());
            explanation = text("deadline.explain.days-rolled", start, period, citation, nominal, obstacles, due);
        } else if (calendar().isWorking(due)) {
            explanation = text("deadline.explain.days-end", start, period, citation, due);
        } else {
            explanation = text("deadline.explain.days-strict", start, period, citation, due);
        }
        return deadline(due, nominal, due, explanation);
    }

    private Deadline sameDay(LocalDate start, Optional<LocalTime> time, DeadlineRule rule) {
        String citation = Explanation.citation(rule.citation());
        String cutOff = Explanation.time(sameDayCutOff);
        if (time.isPresent() && time.get().isAfter(sameDayCutOff)) {
            LocalDate due = step(start, 1);
            String exceptions = Explanation.exceptions(calendar(), start.plusDays(1), due);
            return deadline(
                    due, start, due, text("deadline.explain.same-day-late", start, cutOff, citation, exceptions, due));
        }
        // Whatever the roll-over: else what comes on a Sunday would be due before what came late on the Saturday.
        LocalDate due = roll(start, RollOver.NON_WORKING);
        String explanation;
        if (due.isAfter(start)) {
            String obstacles = Explanation.obstacles(calendar(), start, due, RollOver.NON_WORKING);
            explanation = text("deadline.explain.same-day-rolled", start, citation, obstacles, due);
        } else if (time.isPresent()) {
            explanation = text("deadline.explain.same-day", start, cutOff, citation, due);
        } else {
            explanation = text("deadline.explain.same-day-date", start, citation, due);
        }
        return deadline(due, start, due, explanation);
    }

    private static Deadline exact(Instant start, DeadlineRule rule) {
        Period period = rule.period();
        Instant due = start.plus(
                period.unit() == DeadlineUnit.HOURS
                        ? Duration.ofHours(period.amount())
                        : Duration.ofMinutes(period.amount()));
        String explanation = text(
                "deadline.explain.exact",
                Explanation.moment(start),
                period.label(),
                Explanation.citation(rule.citation()),
                Explanation.moment(due));
        return new Deadline(due.atZone(ZONE).toLocalDate(), due, false, "none", explanation);
    }

    private Deadline deadline(LocalDate due, LocalDate first, LocalDate last, String explanation) {
        return new Deadline(
                due,
                endOf(due),
                !calendar().missingYears(first, last).isEmpty(),
                calendar().versions(first, last),
                explanation + Explanation.provisional(calendar().missingYears(first, last)));
    }

    private LocalDate roll(LocalDate nominal, RollOver rollOver) {
        LocalDate day = nominal;
        while (rollOver == RollOver.STRICT
                ? calendar().isStatutoryHoliday(day)
                : !calendar().isWorking(day)) {
            day = day.plusDays(1);
        }
        return day;
    }

    /** The n-th working day after (or, negative, before) a day that is itself not counted. */
    private LocalDate step(LocalDate from, int amount) {
        LocalDate day = from;
        for (int left = Math.abs(amount); left > 0; ) {
            day = day.plusDays(Integer.signum(amount));
            if (calendar().isWorking(day)) {
                left--;
            }
        }
        return day;
    }

    private List<LocalDate> workingDays(LocalDate after, LocalDate to) {
        return after.isBefore(to)
                ? after.plusDays(1)
                        .datesUntil(to.plusDays(1))
                        .filter(calendar()::isWorking)
                        .toList()
                : List.of();
    }

    private static Instant endOf(LocalDate day) {
        return day.atTime(END_OF_DAY).atZone(ZONE).toInstant();
    }

    private static void requireInRange(LocalDate date) {
        if (date.getYear() < FIRST_YEAR || date.getYear() > LAST_YEAR) {
            throw new DeadlineRefusal("deadline.date-out-of-range", date);
        }
    }
}
