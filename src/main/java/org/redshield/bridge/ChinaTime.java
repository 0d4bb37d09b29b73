package org.redshield.bridge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** An instant as people here read it, whatever zone the machine is in. */
public final class ChinaTime {

    /** The zone of every deadline and of the engine's columns, which carry none themselves. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The last instant of a day that still counts. */
    public static final LocalTime END_OF_DAY = LocalTime.of(23, 59, 59);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private ChinaTime() {}

    /** The day on which it is. */
    public static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    public static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(ZONE).toInstant();
    }

    public static Instant startOf(LocalDate day) {
        return at(day, LocalTime.MIDNIGHT);
    }

    public static Instant endOf(LocalDate day) {
        return at(day, END_OF_DAY);
    }

    /** The one way in which screens write a time, here and in {@code bridge/time.js}: 2026-10-09 14:30; a day ends at 24:00. */
    public static String moment(Instant instant) {
        LocalDateTime local = LocalDateTime.ofInstant(instant, ZONE);
        boolean endOfDay = local.toLocalTime().truncatedTo(ChronoUnit.SECONDS).equals(END_OF_DAY);
        return local.toLocalDate() + " " + (endOfDay ? "24:00" : TIME.format(local));
    }

    /** Writes instants like this: in letters, and for machines. */
    public static DateTimeFormatter like(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZONE);
    }
}
