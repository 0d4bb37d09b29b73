package org.redshield.bridge.deadline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;

/** What pauses, extensions and an outer clock make of a deadline, all by calculation. */
class ClockTermsTest {

    private static final Instant START = at("2026-09-18T10:00:00+08:00");
    private static final DeadlineRule FIFTEEN = DeadlineRule.of(Period.workingDays(15), "程序规定第十八条");
    private static final DeadlineRule THIRTY = DeadlineRule.of(Period.calendarDays(30), "程序规定第三十八条");

    private final DeadlineCalculator calculator =
            new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(15, 0));

    @Test
    void withoutPauseOrExtensionItIsThePlainDeadline() {
        assertThat(due(FIFTEEN, List.of(), List.of())).isEqualTo(calculator.due(START, FIFTEEN));
        assertThat(due(FIFTEEN, List.of(), List.of()).explanation())
                .isEqualTo("自 2026-09-18 次日起 15 个工作日（程序规定第十八条）：9 月 20 日、10 月 10 日补班计入，"
                        + "中秋 9 月 25–27 日、国庆 10 月 1–7 日不计，届满 2026-10-15");
    }

    @Test
    void aPauseTakesItsWorkingDaysOut() {
        Pause pause = pause("2026-09-21T00:00:00+08:00", "2026-09-24T00:00:00+08:00");
        Deadline deadline = due(FIFTEEN, List.of(pause), List.of());
        // 21, 22 and 23 September do not count: three working days more, over the weekend of 17 October.
        assertThat(deadline.dueDate()).isEqualTo(LocalDate.parse("2026-10-20"));
        assertThat(deadline.explanation())
                .contains("检测检验检疫鉴定自 2026-09-21 至 2026-09-24 恢复计算前（程序规定第十八条）不计，届满 2026-10-20");
    }

    @Test
    void aMakeUpDayThatWasPausedIsNotSaidToCount() {
        Pause pause = pause("2026-09-19T00:00:00+08:00", "2026-09-21T00:00:00+08:00");
        Deadline deadline = due(FIFTEEN, List.of(pause), List.of());
        assertThat(deadline.dueDate()).isEqualTo(LocalDate.parse("2026-10-16"));
        assertThat(deadline.explanation()).contains("：10 月 10 日补班计入，").doesNotContain("9 月 20 日");
    }

    /** Registered after a day had been stated, for a time that had begun before. */
    @Test
    void aPauseThatReachesBeyondTheStatementMovesTheStatedDay() {
        Extension stated = new Extension(
                Optional.empty(),
                Optional.of(at("2026-11-20T23:59:59+08:00")),
                "案情特别复杂",
                "程序规定第六十四条",
                Optional.of("bureauhead310105"),
                at("2026-10-12T10:00:00+08:00"));
        Pause pause = pause("2026-10-09T00:00:00+08:00", "2026-10-19T00:00:00+08:00");
        // 12 to 18 October did not count; the day of the statement itself is not in its time.
        assertThat(due(FIFTEEN, List.of(pause), List.of(stated)).dueDate()).isEqualTo(LocalDate.parse("2026-11-26"));
        Pause before = pause("2026-10-09T00:00:00+08:00", "2026-10-12T00:00:00+08:00");
        assertThat(due(FIFTEEN, List.of(before), List.of(stated)).dueDate()).isEqualTo(LocalDate.parse("2026-11-20"));
    }

    @Test
    void aStatedDaySettlesAProvisionalOne() {
        Extension stated = new Extension(
                Optional.empty(),
                Optional.of(at("2027-03-26T23:59:59+08:00")),
                "案情特别复杂",
                "程序规定第六十四条",
                Optional.of("bureauhead310105"),
                at("2026-10-12T10:00:00+08:00"));
        DeadlineRule ninety = DeadlineRule.of(Period.calendarDays(110), "程序规定第六十四条");
        assertThat(due(ninety, List.of(), List.of()).provisional()).isTrue();
        Deadline settled = due(ninety, List.of(), List.of(stated));
        assertThat(settled.provisional()).isFalse();
        assertThat(settled.explanation()).endsWith("；届满日已经载明，不再随放假安排改变");
        Pause pause = pause("2026-10-19T00:00:00+08:00", "2026-10-24T00:00:00+08:00");
        Deadline moved = due(ninety, List.of(pause), List.of(stated));
        assertThat(moved.dueDate()).isEqualTo(LocalDate.parse("2027-03-31"));
        assertThat(moved.provisional())
                .as("it was counted on, by a calendar to come")
                .isTrue();
    }

    @Test
    void aPauseOnTheLastDayLeavesThatDay() {
        Pause pause = pause("2026-10-15T09:00:00+08:00", "2026-11-02T09:00:00+08:00");
        assertThat(due(FIFTEEN, List.of(pause), List.of()).dueDate()).isEqualTo(LocalDate.parse("2026-11-02"));
    }

    @Test
    void pausesThatOverlapCountOnce() {
        Pause first = pause("2026-09-21T00:00:00+08:00", "2026-09-24T00:00:00+08:00");
        Pause second = pause("2026-09-22T00:00:00+08:00", "2026-09-24T00:00:00+08:00");
        assertThat(due(FIFTEEN, List.of(first, second), List.of()).dueAt())
                .isEqualTo(due(FIFTEEN, List.of(first), List.of()).dueAt());
    }

    @Test
    void aPauseThatHasNotEndedDoesNotCountYet() {
        Pause open =
                new Pause(StopEvent.TESTING, at("2026-09-21T00:00:00+08:00"), Optional.empty(), "鉴定", "程序规定第十八条", "x");
        assertThat(due(FIFTEEN, List.of(open), List.of())).isEqualTo(calculator.due(START, FIFTEEN));
    }

    @Test
    void calendarDaysArePausedAndThenRolled() {
        // 30 days end on Sunday 18 October; ten days of tests make that Wednesday 28 October.
        assertThat(due(THIRTY, List.of(), List.of()).dueDate()).isEqualTo(LocalDate.parse("2026-10-19"));
        Pause pause = pause("2026-09-21T00:00:00+08:00", "2026-10-01T00:00:00+08:00");
        assertThat(due(THIRTY, List.of(pause), List.of()).dueDate()).isEqualTo(LocalDate.parse("2026-10-28"));
    }

    @Test
    void hoursStandStillExactly() {
        DeadlineRule day = DeadlineRule.of(new Period(24, DeadlineUnit.HOURS), "");
        Pause pause = pause("2026-09-18T12:00:00+08:00", "2026-09-18T13:30:00+08:00");
        assertThat(due(day, List.of(pause), List.of()).dueAt()).isEqualTo(at("2026-09-19T11:30:00+08:00"));
    }

    @Test
    void anExtensionRunsOnFromTheEndBeforeItRolled() {
        Deadline deadline = due(THIRTY, List.of(), List.of(extension(Period.calendarDays(30))));
        // 60 days from 18 September are Tuesday 17 November, not 30 days from the Monday to which the first rolled.
        assertThat(deadline.dueDate()).isEqualTo(LocalDate.parse("2026-11-17"));
        assertThat(deadline.explanation()).contains("2026-10-10 批准延长 30 日（情况复杂）（程序规定第三十八条）");
    }

    @Test
    void anExtensionInWorkingDaysIsTheLongerPeriod() {
        assertThat(due(FIFTEEN, List.of(), List.of(extension(Period.workingDays(15))))
                        .dueAt())
                .isEqualTo(calculator
                        .due(START, DeadlineRule.of(Period.workingDays(30), ""))
                        .dueAt());
    }

    @Test
    void aDelayNoticeSurvivesAnotherCalendar() {
        Instant promised = at("2026-10-30T23:59:59+08:00");
        ClockTerms terms =
                terms(FIFTEEN, List.of(), List.of(Extension.delayNotice(promised, "商户在外地", "程序规定第四十五条", START)));
        assertThat(calculator.due(terms).dueAt()).isEqualTo(promised);
        assertThat(calculator.asOf(LocalDate.parse("2025-01-01")).due(terms).dueAt())
                .as("with a calendar that knows nothing of 2026")
                .isEqualTo(promised);
    }

    @Test
    void whatThe2020CalendarChangedTheSameTermsSay() {
        ClockTerms terms = new ClockTerms(
                at("2020-01-20T10:00:00+08:00"),
                DeadlineRule.of(Period.workingDays(5), ""),
                List.of(),
                List.of(),
                Optional.empty());
        Instant first =
                calculator.asOf(LocalDate.parse("2020-01-20")).due(terms).dueAt();
        assertThat(calculator.due(terms).dueAt()).isAfter(first);
    }

    @Test
    void theOuterClockStillBindsAfterAnExtension() {
        ClockTerms terms = new ClockTerms(
                START,
                DeadlineRule.of(Period.workingDays(3), ""),
                List.of(),
                List.of(extension(Period.workingDays(15))),
                Optional.of(at("2026-09-30T23:59:59+08:00")));
        assertThat(calculator.due(terms).dueAt()).isEqualTo(at("2026-09-29T23:59:59+08:00"));
    }

    @Test
    void remindersLeaveThePausedDaysOut() {
        Pause pause = pause("2026-09-21T00:00:00+08:00", "2026-09-24T00:00:00+08:00");
        ClockTerms terms = terms(FIFTEEN, List.of(pause), List.of());
        ReminderPoints points =
                calculator.reminders(terms, calculator.due(terms).dueAt(), new ReminderRule(20, 80));
        // A fifth of fifteen counted days is three: 20 and 24 September, then the 28th at nine in the morning...
        // counted on.
        assertThat(points.halfAt()).isEqualTo(at("2026-09-29T09:00:00+08:00"));
        assertThat(points.fourFifthsAt()).isBefore(calculator.due(terms).dueAt());
    }

    private Deadline due(DeadlineRule rule, List<Pause> pauses, List<Extension> extensions) {
        return calculator.due(terms(rule, pauses, extensions));
    }

    private static ClockTerms terms(DeadlineRule rule, List<Pause> pauses, List<Extension> extensions) {
        return new ClockTerms(START, rule, pauses, extensions, Optional.empty());
    }

    private static Pause pause(String from, String until) {
        return new Pause(StopEvent.TESTING, at(from), Optional.of(at(until)), "鉴定", "程序规定第十八条", "officer310105");
    }

    private static Extension extension(Period by) {
        return new Extension(
                Optional.of(by),
                Optional.empty(),
                "情况复杂",
                "程序规定第三十八条",
                Optional.of("bureauhead310105"),
                at("2026-10-10T10:00:00+08:00"));
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
