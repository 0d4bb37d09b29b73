package org.redshield.bridge.deadline;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Random;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.redshield.bridge.deadline.rule.Deadline;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.Period;

/** A program of its own, so that it can be run under any {@code TZ}: prints deadlines of all kinds, a line each. */
final class AnyZone {

    private AnyZone() {}

    public static void main(String[] args) {
        DeadlineCalculator calculator = new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(15, 0));
        Random random = new Random(20_260_918);
        Instant first = Instant.parse("2016-12-01T00:00:00Z");
        StringBuilder lines = new StringBuilder();
        lines.append(calculator.due(
                        LocalDate.parse("2026-09-18"), DeadlineRule.of(Period.workingDays(15), "程序规定第四十五条")))
                .append('\n');
        for (int i = 0; i < 3_000; i++) {
            DeadlineUnit unit = DeadlineUnit.values()[random.nextInt(DeadlineUnit.values().length)];
            Period period = new Period(unit == DeadlineUnit.SAME_DAY ? 1 : 1 + random.nextInt(90), unit);
            RollOver rollOver = random.nextBoolean() ? RollOver.STRICT : RollOver.NON_WORKING;
            Instant start = first.plusSeconds(random.nextInt(330_000_000));
            Deadline due = calculator.due(start, new DeadlineRule(period, rollOver, ""));
            lines.append(start)
                    .append(' ')
                    .append(period)
                    .append(' ')
                    .append(rollOver)
                    .append(' ')
                    .append(due)
                    .append(' ')
                    .append(calculator.reminders(start, due.dueAt(), unit))
                    .append('\n');
        }
        byte[] output = lines.toString().getBytes(StandardCharsets.UTF_8);
        System.out.write(output, 0, output.length);
        System.out.flush();
    }
}
