package org.redshield.bridge.deadline.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;

class RemainingTest {

    private static final DeadlineCalculator CALCULATOR =
            new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(16, 0));

    @ParameterizedTest
    @CsvSource({
        // The National Day holiday of 2026 is 1 to 7 October; 10 October is a make-up working day.
        "2026-09-30T10:00:00+08:00, 2026-10-09T23:59:59+08:00, 2, false, 剩余 2 个工作日",
        "2026-10-09T10:00:00+08:00, 2026-10-10T23:59:59+08:00, 1, false, 剩余 1 个工作日",
        "2026-09-18T10:00:00+08:00, 2026-09-18T23:59:59+08:00, 0, false, 今天到期",
        "2026-09-18T10:00:00+08:00, 2026-09-18T17:30:00+08:00, 0, false, 今天 17:30 到期",
        "2026-09-18T10:00:00+08:00, 2026-09-18T10:14:59+08:00, 0, false, 剩余 14 分钟",
        "2026-09-18T10:00:00+08:00, 2026-09-18T10:00:01+08:00, 0, false, 剩余 1 分钟",
        "2026-09-18T10:00:00+08:00, 2026-09-18T09:00:00+08:00, 0, true, 已逾期",
        "2026-10-09T10:00:00+08:00, 2026-09-30T23:59:59+08:00, -2, true, 已逾期 2 个工作日",
        // Midnight in Shanghai, still the day before in UTC.
        "2026-09-18T00:30:00+08:00, 2026-09-18T23:59:59+08:00, 0, false, 今天到期"
    })
    void countsInWorkingDaysAndSaysItInChinese(String now, String due, int days, boolean overdue, String text) {
        assertThat(Remaining.until(instant(due), instant(now), CALCULATOR))
                .isEqualTo(new Remaining(days, overdue, text));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
