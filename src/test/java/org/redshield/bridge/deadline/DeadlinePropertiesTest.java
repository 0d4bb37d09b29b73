package org.redshield.bridge.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.calendar.Arrangement;
import org.redshield.bridge.deadline.calendar.CalendarDay;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.ReminderPoints;

class DeadlinePropertiesTest {

    private static final LocalDate FIRST = LocalDate.of(2016, 12, 1);

    private final DeadlineCalculator calculator =
            new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(15, 0));

    /** December 2016 to the middle of 2028: published, provisional and unknown years. */
    @Provide
    Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(0, 4_200).map(FIRST::plusDays);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(0, 4_200L * 86_400)
                .map(FIRST.atStartOfDay(ChinaTime.ZONE).toInstant()::plusSeconds);
    }

    @Provide
    Arbitrary<Period> periods() {
        return Arbitraries.of(DeadlineUnit.class).flatMap(unit -> Arbitraries.integers()
                .between(1, Math.min(unit.max(), 200))
                .map(amount -> new Period(amount, unit)));
    }

    @Property
    void dueIsNeverBeforeStart(
            @ForAll("instants") Instant start, @ForAll("periods") Period period, @ForAll RollOver rollOver) {
        assertThat(calculator.due(start, new DeadlineRule(period, rollOver, "")).dueAt())
                .isAfter(start);
    }

    @Property
    void addingThenCountingAgrees(@ForAll("days") LocalDate start, @ForAll @IntRange(min = 1, max = 120) int amount) {
        LocalDate due = workingDays(start, amount);
        assertThat(calculator.count(start, due).count()).isEqualTo(amount);
        assertThat(calculator.calendar().isWorking(due)).isTrue();
    }

    @Property
    void addingThenCountingBackReturnsToAWorkingStart(
            @ForAll("days") LocalDate start, @ForAll @IntRange(min = 1, max = 120) int amount) {
        Assume.that(calculator.calendar().isWorking(start));
        assertThat(workingDays(workingDays(start, amount), -amount)).isEqualTo(start);
    }

    @Property
    void oneMoreIsNeverEarlier(
            @ForAll("instants") Instant start, @ForAll("periods") Period period, @ForAll RollOver rollOver) {
        Assume.that(period.amount() < period.unit().max());
        Period longer = new Period(period.amount() + 1, period.unit());
        assertThat(calculator.due(start, new DeadlineRule(longer, rollOver, "")).dueAt())
                .isAfterOrEqualTo(calculator
                        .due(start, new DeadlineRule(period, rollOver, ""))
                        .dueAt());
    }

    @Property
    void startingLaterIsNeverDueEarlier(
            @ForAll("instants") Instant start, @ForAll("periods") Period period, @ForAll RollOver rollOver) {
        DeadlineRule rule = new DeadlineRule(period, rollOver, "");
        assertThat(calculator.due(start.plusSeconds(3_600), rule).dueAt())
                .isAfterOrEqualTo(calculator.due(start, rule).dueAt());
    }

    @Property
    void strictIsNeverLaterThanAnyRestDay(@ForAll("instants") Instant start, @ForAll("periods") Period period) {
        assertThat(calculator
                        .due(start, new DeadlineRule(period, RollOver.STRICT, ""))
                        .dueAt())
                .isBeforeOrEqualTo(calculator
                        .due(start, new DeadlineRule(period, RollOver.NON_WORKING, ""))
                        .dueAt());
    }

    @Property
    void remindersComeInOrder(@ForAll("instants") Instant start, @ForAll("periods") Period period) {
        Instant due = calculator.due(start, DeadlineRule.of(period, "")).dueAt();
        ReminderPoints reminders = calculator.reminders(start, due, period.unit());
        assertThat(reminders.halfAt()).isAfter(start).isBeforeOrEqualTo(reminders.fourFifthsAt());
        assertThat(reminders.fourFifthsAt()).isBeforeOrEqualTo(due);
    }

    /** One more day off in the span is never an earlier end, one more make-up day never a later one. */
    @Property
    void aDayOffIsNeverEarlierAndAMakeUpDayNeverLater(
            @ForAll("days") LocalDate start,
            @ForAll @IntRange(min = 1, max = 60) int amount,
            @ForAll @IntRange(min = 1, max = 100) int later) {
        LocalDate day = start.plusDays(later);
        boolean working = calculator.calendar().isWorking(day);
        CalendarDay otherwise = new CalendarDay(day, working ? CalendarDay.Kind.OFF : CalendarDay.Kind.WORK, "试验");
        int year = day.getYear();
        List<CalendarDay> days = Stream.concat(
                        calculator.calendar().inForce(year).stream()
                                .flatMap(arrangement -> arrangement.days().stream())
                                .filter(entry -> !entry.date().equals(day)),
                        Stream.of(otherwise))
                .toList();
        int revision =
                calculator.calendar().inForce(year).map(Arrangement::revision).orElse(0) + 1;
        DeadlineCalculator revised = new DeadlineCalculator(
                calculator
                        .calendar()
                        .with(new Arrangement(year + "-" + revision, year, LocalDate.of(year, 12, 31), "", days)),
                LocalTime.of(15, 0));
        LocalDate before = workingDays(start, amount);
        LocalDate after = revised.due(start, DeadlineRule.of(Period.workingDays(amount), ""))
                .dueDate();
        // A year without an arrangement loses its statutory days by the one that is made up here.
        Assume.that(calculator.calendar().inForce(year).isPresent());
        if (working) {
            assertThat(after).isAfterOrEqualTo(before);
        } else {
            assertThat(after).isBeforeOrEqualTo(before);
        }
        if (day.isAfter(before) && day.isAfter(after)) {
            assertThat(after).isEqualTo(before);
        }
    }

    private LocalDate workingDays(LocalDate start, int amount) {
        return calculator
                .due(start, DeadlineRule.of(Period.workingDays(amount), ""))
                .dueDate();
    }
}
