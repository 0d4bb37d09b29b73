package org.redshield.bridge.deadline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;

class DeadlineCalculatorTest {

    private final DeadlineCalculator calculator =
            new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(15, 0));

    @ParameterizedTest
    @CsvSource({
        "2026-02-12,  3, 2026-02-24",
        "2026-02-12, 15, 2026-03-11",
        "2026-04-03,  3, 2026-04-09",
        "2026-04-30,  3, 2026-05-08",
        "2026-05-07,  3, 2026-05-11",
        "2026-09-17,  3, 2026-09-21",
        "2026-09-18, 15, 2026-10-15",
        "2026-09-29,  3, 2026-10-09",
        "2026-10-09,  3, 2026-10-13",
    })
    void countsWorkingDays(LocalDate start, int amount, LocalDate due) {
        Deadline deadline = calculator.due(start, rule(Period.workingDays(amount)));
        assertThat(deadline.dueDate()).isEqualTo(due);
        assertThat(deadline.dueAt()).isEqualTo(instant(due + "T23:59:59+08:00"));
        assertThat(deadline.provisional()).isFalse();
        assertThat(deadline.calendarVersion()).isEqualTo("2026-1");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-03, 90, STRICT,      2026-10-04",
        "2026-07-03, 90, NON_WORKING, 2026-10-08",
        "2026-01-16, 30, STRICT,      2026-02-15",
        "2026-01-16, 30, NON_WORKING, 2026-02-24",
        // 除夕 moves a strict end since 2025, not before.
        "2026-01-17, 30, STRICT,      2026-02-20",
        "2024-01-10, 30, STRICT,      2024-02-09",
        // A make-up Sunday is a working day and takes the end of a period.
        "2026-08-21, 30, NON_WORKING, 2026-09-20",
        "2026-07-04,  7, NON_WORKING, 2026-07-13",
    })
    void rollsOverACalendarPeriod(LocalDate start, int amount, RollOver rollOver, LocalDate due) {
        DeadlineRule rule = new DeadlineRule(Period.calendarDays(amount), rollOver, "");
        assertThat(calculator.due(start, rule).dueDate()).isEqualTo(due);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/deadline/hard-cases.csv", numLinesToSkip = 1)
    void solvesTheHardCases(int id, String rule, LocalDate from, String weekday, String n, String expected) {
        String answer =
                switch (rule) {
                    case "N working days after (start day not counted)", "N working days before" ->
                        calculator
                                .due(from, rule(Period.workingDays(Integer.parseInt(n))))
                                .dueDate()
                                .toString();
                    case "N calendar days after then roll to next working day" ->
                        calculator
                                .due(from, rule(Period.calendarDays(Integer.parseInt(n))))
                                .dueDate()
                                .toString();
                    case "count working days in (from; to]" ->
                        String.valueOf(
                                calculator.count(from, LocalDate.parse(n)).count());
                    default -> throw new IllegalArgumentException("case " + id + " has an unknown rule " + rule);
                };
        assertThat(answer).as("case %d", id).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2019-04-26, 4, 2019-03-21, 2019-05-03, 2019-1",
        "2019-04-26, 4, 2019-03-22, 2019-05-05, 2019-2",
        "2020-01-21, 5, 2020-01-26, 2020-02-03, 2020-1",
        "2020-01-21, 5, 2020-01-27, 2020-02-05, 2020-2",
    })
    void answersByTheVersionPublishedOnThatDay(
            LocalDate start, int amount, LocalDate asOf, LocalDate due, String version) {
        Deadline deadline = calculator.asOf(asOf).due(start, rule(Period.workingDays(amount)));
        assertThat(deadline.dueDate()).isEqualTo(due);
        assertThat(deadline.calendarVersion()).isEqualTo(version);
    }

    @Test
    void explainsEveryExceptionInTheSpan() {
        Deadline deadline =
                calculator.due(LocalDate.parse("2026-09-18"), DeadlineRule.of(Period.workingDays(15), "程序规定第四十五条"));
        assertThat(deadline.explanation())
                .isEqualTo("自 2026-09-18 次日起 15 个工作日（程序规定第四十五条）：9 月 20 日、10 月 10 日补班计入，"
                        + "中秋 9 月 25–27 日、国庆 10 月 1–7 日不计，届满 2026-10-15");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-06, 3, 自 2026-07-06 次日起 3 个工作日：除双休日外无例外，届满 2026-07-09",
        "2023-09-28, 7, '自 2023-09-28 次日起 7 个工作日：10 月 7–8 日补班计入，中秋、国庆 9 月 29 日–10 月 6 日不计，届满 2023-10-13'",
        "2018-12-28, 3, '自 2018-12-28 次日起 3 个工作日：12 月 29 日补班计入，元旦 12 月 30 日–2019 年 1 月 1 日不计，届满 2019-01-03'",
        "2024-02-18, -2, 自 2024-02-18 前一日起倒推 2 个工作日：春节 2 月 10–17 日不计，至 2024-02-08",
    })
    void explainsWorkingDays(LocalDate start, int amount, String explanation) {
        assertThat(calculator.due(start, rule(Period.workingDays(amount))).explanation())
                .isEqualTo(explanation);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-03, STRICT, 自 2026-07-03 次日起 90 日：届满日 2026-10-01 遇国庆 10 月 1–3 日，顺延至 2026-10-04",
        "2026-07-03, NON_WORKING, 自 2026-07-03 次日起 90 日：届满日 2026-10-01 遇国庆 10 月 1–7 日，顺延至 2026-10-08",
        "2026-04-12, NON_WORKING, 自 2026-04-12 次日起 90 日：届满日 2026-07-11 遇双休日，顺延至 2026-07-13",
        "2026-04-10, NON_WORKING, 自 2026-04-10 次日起 90 日：届满 2026-07-09",
        "2026-04-12, STRICT, 自 2026-04-12 次日起 90 日：届满 2026-07-11；该日休息但不是法定节假日，按设定不顺延",
    })
    void explainsARollOver(LocalDate start, RollOver rollOver, String explanation) {
        DeadlineRule rule = new DeadlineRule(Period.calendarDays(90), rollOver, "");
        assertThat(calculator.due(start, rule).explanation()).isEqualTo(explanation);
    }

    @Test
    void marksWhatDependsOnAnUnpublishedYear() {
        Deadline deadline = calculator.due(LocalDate.parse("2026-12-28"), rule(Period.workingDays(5)));
        assertThat(deadline.provisional()).isTrue();
        assertThat(deadline.dueDate()).isEqualTo(LocalDate.parse("2027-01-05"));
        assertThat(deadline.calendarVersion()).isEqualTo("2026-1+2027-0");
        assertThat(deadline.explanation())
                .contains("元旦 2027 年 1 月 1 日不计")
                .endsWith("；2027 年放假安排尚未公布或尚未录入，暂按法定节假日和双休日推算，公布后重新计算");
    }

    @Test
    void knowsLunarHolidaysFarAhead() {
        // 中秋 2028 is 3 October, in National Day; the plain Tuesday after it is a working day until it is arranged
        // otherwise.
        Deadline deadline = calculator.due(LocalDate.parse("2026-10-03"), rule(new Period(24, DeadlineUnit.MONTHS)));
        assertThat(deadline.provisional()).isTrue();
        assertThat(deadline.dueDate()).isEqualTo(LocalDate.parse("2028-10-04"));
        assertThat(deadline.explanation()).contains("届满日 2028-10-03 遇中秋、国庆 10 月 3 日，顺延至 2028-10-04");
    }

    @Test
    void aPeriodInMonthsEndsOnTheSameDayOrTheLastOfTheMonth() {
        DeadlineRule rule = new DeadlineRule(new Period(1, DeadlineUnit.MONTHS), RollOver.STRICT, "");
        assertThat(calculator.due(LocalDate.parse("2026-01-31"), rule).dueDate())
                .isEqualTo(LocalDate.parse("2026-02-28"));
        assertThat(calculator.due(LocalDate.parse("2026-03-15"), rule).dueDate())
                .isEqualTo(LocalDate.parse("2026-04-15"));
    }

    @Test
    void hoursAndMinutesRunExactlyThroughHolidaysAndNeedNoCalendar() {
        Instant start = instant("2026-12-31T23:50:30+08:00");
        Deadline minutes = calculator.due(start, rule(Period.minutes(15)));
        assertThat(minutes.dueAt()).isEqualTo(instant("2027-01-01T00:05:30+08:00"));
        assertThat(minutes.dueDate()).isEqualTo(LocalDate.parse("2027-01-01"));
        assertThat(minutes.provisional()).isFalse();
        Deadline hours = calculator.due(start, rule(new Period(24, DeadlineUnit.HOURS)));
        assertThat(hours.dueAt()).isEqualTo(instant("2027-01-01T23:50:30+08:00"));
        assertThat(hours.explanation()).contains("2026-12-31 23:50:30").contains("24 小时");
        assertThatThrownBy(() -> calculator.due(LocalDate.parse("2026-10-01"), rule(Period.minutes(15))))
                .asInstanceOf(InstanceOfAssertFactories.type(DeadlineRefusal.class))
                .returns("deadline.start-needs-time", DeadlineRefusal::code);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-07-06T09:00:00+08:00, 2026-07-06",
        "2026-07-06T15:00:00+08:00, 2026-07-06",
        "2026-07-06T15:00:01+08:00, 2026-07-07",
        "2026-07-10T16:00:00+08:00, 2026-07-13",
        "2026-07-11T10:00:00+08:00, 2026-07-13",
        "2026-09-30T16:00:00+08:00, 2026-10-08",
        "2026-10-10T10:00:00+08:00, 2026-10-10",
    })
    void sameDayHasACutOff(OffsetDateTime received, LocalDate due) {
        Deadline deadline = calculator.due(received.toInstant(), rule(Period.sameDay()));
        assertThat(deadline.dueDate()).isEqualTo(due);
        assertThat(deadline.dueAt()).isEqualTo(instant(due + "T23:59:59+08:00"));
    }

    @Test
    void theDayOfAnInstantIsTheDayInShanghai() {
        Deadline deadline = calculator.due(instant("2026-07-06T16:30:00Z"), rule(Period.workingDays(1)));
        assertThat(deadline.dueDate()).isEqualTo(LocalDate.parse("2026-07-08"));
    }

    @Test
    void countsNothingInAnEmptySpan() {
        assertThat(calculator.count(LocalDate.parse("2026-07-06"), LocalDate.parse("2026-07-06")))
                .returns(0, WorkingDayCount::count)
                .returns(false, WorkingDayCount::provisional);
    }

    @ParameterizedTest
    @CsvSource({
        "0, WORKING_DAYS, deadline.amount-zero",
        "-1, CALENDAR_DAYS, deadline.amount-negative",
        "2501, WORKING_DAYS, deadline.amount-too-large",
        "-2501, WORKING_DAYS, deadline.amount-too-large",
        "-2147483648, WORKING_DAYS, deadline.amount-too-large",
        "2, SAME_DAY, deadline.amount-too-large",
    })
    void refusesAmountsThatMakeNoSense(int amount, DeadlineUnit unit, String code) {
        assertThatThrownBy(() -> new Period(amount, unit))
                .asInstanceOf(InstanceOfAssertFactories.type(DeadlineRefusal.class))
                .returns(code, DeadlineRefusal::code);
    }

    /** By this a period of many beginnings is counted once for each day. */
    @ParameterizedTest
    @EnumSource(DeadlineUnit.class)
    void theHourOfTheBeginningCountsWhereTheUnitSaysSo(DeadlineUnit unit) {
        DeadlineRule rule = rule(new Period(1, unit));
        Instant morning =
                calculator.due(instant("2026-09-28T00:00:00+08:00"), rule).dueAt();
        Instant night =
                calculator.due(instant("2026-09-28T23:59:59+08:00"), rule).dueAt();
        assertThat(night.equals(morning)).isEqualTo(!unit.asksTheHour());
    }

    @Test
    void remindsInOfficeHoursOfWorkingDays() {
        Instant start = instant("2026-09-29T20:00:00+08:00");
        Instant due = calculator.due(start, rule(Period.workingDays(3))).dueAt();
        // Working days 30 September, 8 and 9 October: half is in the middle of the second.
        assertThat(calculator.reminders(start, due, DeadlineUnit.WORKING_DAYS))
                .returns(instant("2026-10-08T13:00:00+08:00"), ReminderPoints::halfAt)
                .returns(instant("2026-10-09T12:12:00+08:00"), ReminderPoints::fourFifthsAt);
        assertThat(calculator.reminders(start, start.plusSeconds(900), DeadlineUnit.MINUTES))
                .returns(start.plusSeconds(450), ReminderPoints::halfAt)
                .returns(start.plusSeconds(720), ReminderPoints::fourFifthsAt);
    }

    private static DeadlineRule rule(Period period) {
        return DeadlineRule.of(period, "");
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
