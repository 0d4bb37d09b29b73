package org.redshield.bridge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** An instant as people here read it, whatever zone the machine is in. */
public final class ChinaTime {

    /** The zone of every deadline and of the engine's columns, which carry none themselves. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private ChinaTime() {}

    /** The day on which it is. */
    public static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE);
    }

    /** Writes instants like this. */
    public static DateTimeFormatter like(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZONE);
    }
}
