package org.redshield.bridge.deadline.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkingCalendarTest {

    private final WorkingCalendar calendar = WorkingCalendar.packaged();

    @Test
    void makeUpDaysWorkAndRestDaysDoNot() {
        assertThat(calendar.isWorking(date("2026-09-20"))).as("补班 Sunday").isTrue();
        assertThat(calendar.isWorking(date("2026-10-07"))).as("国庆 Wednesday").isFalse();
        assertThat(calendar.isWorking(date("2026-07-06"))).as("plain Monday").isTrue();
        assertThat(calendar.isWorking(date("2026-07-05"))).as("plain Sunday").isFalse();
    }

    @Test
    void anArrangementReachesIntoTheDecemberBefore() {
        assertThat(calendar.isWorking(date("2018-12-29"))).isTrue();
        assertThat(calendar.isWorking(date("2018-12-31"))).isFalse();
        WorkingCalendar before = calendar.asOf(date("2018-12-05"));
        assertThat(before.isWorking(date("2018-12-31"))).isTrue();
        assertThat(before.isProvisional(date("2018-12-31"))).isTrue();
    }

    @Test
    void aRevisionReplacesTheYearFromTheDayItIsPublished() {
        assertThat(calendar.asOf(date("2019-03-21")).isWorking(date("2019-05-02")))
                .isTrue();
        assertThat(calendar.asOf(date("2019-03-22")).isWorking(date("2019-05-02")))
                .isFalse();
        assertThat(calendar.asOf(date("2020-01-26")).isWorking(date("2020-01-31")))
                .isTrue();
        assertThat(calendar.asOf(date("2020-01-26")).isWorking(date("2020-02-01")))
                .isTrue();
        assertThat(calendar.asOf(date("2020-01-27")).isWorking(date("2020-01-31")))
                .isFalse();
        assertThat(calendar.isWorking(date("2020-02-01"))).isFalse();
    }

    @Test
    void whatHasNoArrangementIsProvisional() {
        assertThat(calendar.isProvisional(date("2026-11-30"))).isFalse();
        assertThat(calendar.isProvisional(date("2026-12-01"))).isTrue();
        assertThat(calendar.isProvisional(date("2027-03-01"))).isTrue();
        assertThat(calendar.isProvisional(date("2016-06-01"))).isTrue();
        assertThat(calendar.isProvisional(date("2025-12-31"))).isFalse();
        assertThat(calendar.asOf(date("2025-11-03")).isProvisional(date("2026-01-05")))
                .isTrue();
        assertThat(calendar.asOf(date("2025-11-04")).isProvisional(date("2026-01-05")))
                .isFalse();
    }

    @Test
    void aProvisionalYearStillKnowsItsStatutoryHolidays() {
        assertThat(calendar.isWorking(date("2027-02-05")))
                .as("除夕 2027, a Friday")
                .isFalse();
        assertThat(calendar.isWorking(date("2027-02-09")))
                .as("a mere rest day, not arranged yet")
                .isTrue();
        assertThat(calendar.isWorking(date("2031-06-24")))
                .as("端午 2031, a Tuesday")
                .isFalse();
    }

    @Test
    void everyStatutoryHolidayIsADayOffInEveryArrangement() {
        for (String asOf : List.of("2018-12-31", "2019-12-31", "2026-01-01")) {
            WorkingCalendar published = calendar.asOf(date(asOf));
            List<LocalDate> working = date("2017-01-01")
                    .datesUntil(date("2027-01-01"))
                    .filter(published::isStatutoryHoliday)
                    .filter(published::isWorking)
                    .collect(Collectors.toList());
            assertThat(working).as("as of %s", asOf).isEmpty();
        }
    }

    @Test
    void anArrangementCannotRuleAnotherYear() {
        CalendarDay stray = new CalendarDay(date("2028-01-01"), CalendarDay.Kind.OFF, "元旦");
        assertThatThrownBy(() -> new Arrangement("2027-1", 2027, date("2026-11-20"), "", List.of(stray)))
                .hasMessageContaining("2028-01-01");
    }

    private static LocalDate date(String text) {
        return LocalDate.parse(text);
    }
}
