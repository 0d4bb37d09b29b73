package org.redshield.bridge.deadline.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.redshield.bridge.ChinaTime;

/**
 * How long there is until a deadline.
 *
 * @param workingDays working days left after today; once overdue, working days since, as a negative number
 * @param text the same in Chinese
 */
public record Remaining(int workingDays, boolean overdue, String text) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final String LEFT = "剩余";
    private static final Duration SHORT = Duration.ofHours(1);
    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    /** As of {@code now}. */
    public static Remaining until(Instant due, Instant now, DeadlineCalculator calculator) {
        ZonedDateTime dueAt = due.atZone(ChinaTime.ZONE);
        LocalDate today = ChinaTime.day(now);
        if (now.isAfter(due)) {
            int days = calculator.count(dueAt.toLocalDate(), today).count();
            return new Remaining(-days, true, days == 0 ? "已逾期" : "已逾期 " + days + " 个工作日");
        }
        if (dueAt.toLocalDate().equals(today)) {
            return new Remaining(0, false, today(dueAt.toLocalTime(), Duration.between(now, due)));
        }
        int days = calculator.count(today, dueAt.toLocalDate()).count();
        return new Remaining(days, false, days == 0 ? "今天之后无工作日" : LEFT + " " + days + " 个工作日");
    }

    /** With the date, as a task's card says it: 还剩 2 个工作日 · 2026-10-15 24:00 到期. */
    public static String onCard(Instant due, Instant now, DeadlineCalculator calculator) {
        Remaining remaining = until(due, now, calculator);
        LocalDate day = ChinaTime.day(due);
        LocalDate today = ChinaTime.day(now);
        String at = ChinaTime.moment(due);
        if (remaining.overdue()) {
            return remaining.text() + " · " + at + " 已到期";
        }
        if (day.equals(today)) {
            return (remaining.text().startsWith(LEFT) ? remaining.text().replace(LEFT, "还剩") + " · " : "") + "今天 "
                    + at.substring(at.indexOf(' ') + 1) + " 到期";
        }
        return remaining.text().replace(LEFT, "还剩") + " · " + at + " 到期";
    }

    private static String today(LocalTime dueAt, Duration left) {
        if (left.compareTo(SHORT) < 0) {
            return LEFT + " " + Math.max(1, left.toMinutes()) + " 分钟";
        }
        return dueAt.isBefore(LAST_MINUTE) ? "今天 " + TIME.format(dueAt) + " 到期" : "今天到期";
    }
}
