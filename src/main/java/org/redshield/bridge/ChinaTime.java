package org.redshield.bridge;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** An instant as people here read it: in the zone of every deadline, whatever zone the machine is in. */
public final class ChinaTime {

    public static final ZoneId ZONE = ZoneId.of(BridgeApplication.ZONE);

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
