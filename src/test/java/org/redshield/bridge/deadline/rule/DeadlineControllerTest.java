package org.redshield.bridge.deadline.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.deadline.ClockDatabase;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

class DeadlineControllerTest {

    private final TimeZone zone = TimeZone.getDefault();
    private final MockMvc http = MockMvcBuilders.standaloneSetup(new DeadlineController(
                    new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(15, 0)),
                    new ClockDatabase().settings()))
            .setControllerAdvice(new DeadlineProblems())
            .build();

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTC", "America/New_York", "Asia/Shanghai", "Pacific/Kiritimati"})
    void previewsInShanghaiWhereverTheMachineIs(String machine) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(machine));
        ask("/api/deadlines/preview?start=2026-09-18&amount=15&unit=WORKING_DAYS")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(5))
                .andExpect(jsonPath("$.dueDate").value("2026-10-15"))
                .andExpect(jsonPath("$.dueAt").value("2026-10-15T23:59:59+08:00"))
                .andExpect(jsonPath("$.provisional").value(false))
                .andExpect(jsonPath("$.calendarVersion").value("2026-1"))
                .andExpect(jsonPath("$.explanation").value(endsWith("届满 2026-10-15")));
        ask("/api/deadlines/preview?start=2026-07-06T16:30:00Z&amount=1&unit=HOURS")
                .andExpect(jsonPath("$.dueDate").value("2026-07-07"))
                .andExpect(jsonPath("$.dueAt").value("2026-07-07T01:30:00+08:00"));
        ask("/api/deadlines/count?from=2025-01-20&to=2025-02-10")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.count").value(11));
    }

    @ParameterizedTest
    @CsvSource({
        "start=2026-07-03&amount=90&unit=CALENDAR_DAYS, 2026-10-08",
        "start=2026-07-03&amount=90&unit=CALENDAR_DAYS&rollOver=STRICT, 2026-10-04",
        "start=2024-02-18&amount=-2&unit=WORKING_DAYS, 2024-02-08",
        "start=2020-01-21&amount=5&unit=WORKING_DAYS&asOf=2020-01-26, 2020-02-03",
        "start=2020-01-21&amount=5&unit=WORKING_DAYS&asOf=2020-01-27, 2020-02-05",
        "start=2026-01-31&amount=1&unit=MONTHS, 2026-02-28",
        "start=2026-09-30T16:00:00%2B08:00&unit=SAME_DAY, 2026-10-08",
        "start=2026-09-30T10:00:00%2B08:00&unit=SAME_DAY&amount=1, 2026-09-30",
        // The day of an instant is the one in Shanghai.
        "start=2026-07-06T15:59:59Z&amount=1&unit=WORKING_DAYS, 2026-07-07",
        "start=2026-07-06T16:00:00Z&amount=1&unit=WORKING_DAYS, 2026-07-08",
        "start=2026-07-06T23:30:00-05:00&amount=1&unit=WORKING_DAYS, 2026-07-08",
        "start=2026-07-06T10:00%2B08:00&amount=%2B1&unit=WORKING_DAYS, 2026-07-07",
        // Years meet.
        "start=2022-12-30&amount=1&unit=WORKING_DAYS, 2023-01-03",
        "start=2023-01-03&amount=-1&unit=WORKING_DAYS, 2022-12-30",
        "start=2025-12-31&amount=1&unit=CALENDAR_DAYS, 2026-01-04",
        "start=2025-12-31&amount=1&unit=CALENDAR_DAYS&rollOver=STRICT, 2026-01-02",
        // Months end on the same day or the last one.
        "start=2024-01-31&amount=1&unit=MONTHS&rollOver=STRICT, 2024-02-29",
        "start=2023-01-31&amount=1&unit=MONTHS&rollOver=STRICT, 2023-02-28",
        "start=2024-02-29&amount=12&unit=MONTHS&rollOver=STRICT, 2025-02-28",
        "start=2025-10-31&amount=1&unit=MONTHS&rollOver=STRICT, 2025-11-30",
        "start=2025-10-31&amount=1&unit=MONTHS, 2025-12-01",
        "start=2025-09-01&amount=1&unit=MONTHS&rollOver=STRICT, 2025-10-04",
        "start=2025-10-06&amount=12&unit=MONTHS&rollOver=STRICT, 2026-10-06",
        // 中秋 2025 falls between the days of a long holiday: it moves a strict end, the rest days around it do not.
        "start=2025-09-26&amount=10&unit=CALENDAR_DAYS&rollOver=STRICT, 2025-10-07",
        "start=2025-09-25&amount=10&unit=CALENDAR_DAYS&rollOver=STRICT, 2025-10-05",
        // A make-up Sunday takes a working day, and an end.
        "start=2024-02-04T10:00:00%2B08:00&unit=SAME_DAY, 2024-02-04",
        "start=2024-02-09T10:00:00%2B08:00&unit=SAME_DAY, 2024-02-09",
        "start=2024-02-09T15:00:01%2B08:00&unit=SAME_DAY, 2024-02-18",
        "start=2026-07-06T07:00:00Z&unit=SAME_DAY, 2026-07-06",
        "start=2026-07-06T07:00:00.000000001Z&unit=SAME_DAY, 2026-07-07",
        "start=2026-07-11&unit=SAME_DAY, 2026-07-13",
        "start=2026-07-11&unit=SAME_DAY&rollOver=STRICT, 2026-07-13",
        // Hours and minutes run through nights and holidays, whatever the roll-over.
        "start=2026-09-30T23:50:00%2B08:00&amount=15&unit=MINUTES&rollOver=STRICT, 2026-10-01",
        "start=2026-09-30T23:50:00%2B08:00&amount=24&unit=HOURS, 2026-10-01",
        "start=2024-02-28T12:00:00%2B08:00&amount=24&unit=HOURS, 2024-02-29",
        // Nothing was published by then: statutory days and the plain week.
        "start=2026-09-18&amount=15&unit=WORKING_DAYS&asOf=2010-01-01, 2026-10-14",
        "start=2026-02-12&amount=3&unit=WORKING_DAYS&asOf=2025-11-03, 2026-02-23",
        "start=2026-02-12&amount=3&unit=WORKING_DAYS&asOf=2025-11-04, 2026-02-24",
        "start=2012-01-20&amount=1&unit=WORKING_DAYS, 2012-01-25",
        // Not escaped, as people type it.
        "start=2026-09-18T10:00:00+08:00&amount=1&unit=WORKING_DAYS, 2026-09-20",
    })
    void previewsEveryUnit(String query, String dueDate) throws Exception {
        ask("/api/deadlines/preview?" + query)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.dueDate").value(dueDate));
    }

    @Test
    void marksAProvisionalAnswer() throws Exception {
        ask("/api/deadlines/preview?start=2026-12-20&amount=15&unit=WORKING_DAYS")
                .andExpect(jsonPath("$.provisional").value(true))
                .andExpect(jsonPath("$.calendarVersion").value("2026-1+2027-0"))
                .andExpect(jsonPath("$.explanation").value(containsString("尚未公布")));
    }

    @ParameterizedTest
    @CsvSource({
        "preview?start=2026-09-18&amount=15, deadline.parameter-missing",
        "preview?amount=15&unit=WORKING_DAYS, deadline.parameter-missing",
        "preview?start=2026-09-18&unit=WORKING_DAYS, deadline.parameter-missing",
        "preview?start=2026-09-18&amount=15&unit=WEEKS, deadline.unit-unknown",
        "preview?start=2026-09-18&amount=x&unit=WORKING_DAYS, deadline.amount-invalid",
        "preview?start=2026-09-18&amount=99999999999&unit=WORKING_DAYS, deadline.amount-invalid",
        "preview?start=2026-09-18&amount=0&unit=WORKING_DAYS, deadline.amount-zero",
        "preview?start=2026-09-18&amount=-3&unit=CALENDAR_DAYS, deadline.amount-negative",
        "preview?start=2026-09-18&amount=999999&unit=WORKING_DAYS, deadline.amount-too-large",
        "preview?start=2026-02-30&amount=1&unit=WORKING_DAYS, deadline.date-invalid",
        "preview?start=2026-09-18T10:00:00&amount=1&unit=WORKING_DAYS, deadline.start-invalid",
        "preview?start=tomorrow&amount=1&unit=WORKING_DAYS, deadline.start-invalid",
        "preview?start=2026-09-18&amount=1&unit=HOURS, deadline.start-needs-time",
        "preview?start=9999-12-31&amount=1&unit=WORKING_DAYS, deadline.date-out-of-range",
        "preview?start=2026-09-18&amount=1&unit=WORKING_DAYS&rollOver=LATER, deadline.roll-over-unknown",
        "preview?start=2026-09-18&amount=1&unit=WORKING_DAYS&asOf=now, deadline.date-invalid",
        "preview?start=2026-09-18&amount=&unit=WORKING_DAYS, deadline.parameter-missing",
        "preview?start=2026-09-18&amount=1.5&unit=WORKING_DAYS, deadline.amount-invalid",
        "preview?start=2026-09-18&amount=-2147483649&unit=WORKING_DAYS, deadline.amount-invalid",
        "preview?start=2026-09-18&amount=3661&unit=CALENDAR_DAYS, deadline.amount-too-large",
        "preview?start=2026-09-18&amount=241&unit=MONTHS, deadline.amount-too-large",
        "preview?start=2026-09-18&amount=-1&unit=SAME_DAY, deadline.amount-negative",
        "preview?start=2026-09-18T10:00:00Z&amount=-1&unit=HOURS, deadline.amount-negative",
        "preview?start=1999-12-31&amount=1&unit=WORKING_DAYS, deadline.date-out-of-range",
        "preview?start=2026-09-18&amount=1&unit=working_days, deadline.unit-unknown",
        "preview?start=2026-9-18&amount=1&unit=WORKING_DAYS, deadline.start-invalid",
        "preview?start=2026-09-18T25:00:00Z&amount=1&unit=WORKING_DAYS, deadline.start-invalid",
        "count?from=2026-02-01, deadline.parameter-missing",
        "count?from=2026-02-02&to=2026-02-01, deadline.range-reversed",
        "count?from=2026-02-02&to=2026-02-31, deadline.date-invalid",
    })
    void refusesBadQuestionsWithAProblemInChinese(String question, String code) throws Exception {
        ask("/api/deadlines/" + question)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(jsonPath("$.code").value(code))
                .andExpect(jsonPath("$.status").value(400))
                .andExpect(jsonPath("$.title").value("期限无法计算"))
                .andExpect(result -> assertThat(result.getResponse().getContentAsString(StandardCharsets.UTF_8))
                        .contains("。")
                        .doesNotContain("{0}"));
    }

    private ResultActions ask(String url) throws Exception {
        return http.perform(get(URI.create(url)));
    }
}
