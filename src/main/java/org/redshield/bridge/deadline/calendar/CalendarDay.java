package org.redshield.bridge.deadline.calendar;

import java.time.LocalDate;

/**
 * A day that an arrangement treats differently from the plain week.
 *
 * @param festival the festival it belongs to, e.g. 国庆
 */
public record CalendarDay(LocalDate date, Kind kind, String festival) {

    /** {@code OFF} is a day off, {@code WORK} a make-up working day 补班. */
    public enum Kind {
        OFF,
        WORK
    }

    public boolean off() {
        return kind == Kind.OFF;
    }
}
