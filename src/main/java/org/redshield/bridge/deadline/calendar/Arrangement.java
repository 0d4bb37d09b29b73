package org.redshield.bridge.deadline.calendar;

import java.time.LocalDate;
import java.util.List;

/**
 * One published State Council arrangement of a year's days off. It may reach back into the December before.
 *
 * @param version {@code <year>-<revision>}
 * @param published the day of the notice; later revisions replace the year as a whole
 * @param document document number of the notice, empty where unknown (文号待补)
 */
public record Arrangement(String version, int year, LocalDate published, String document, List<CalendarDay> days) {

    /**
     * @throws IllegalArgumentException when a day lies outside the year and the December before
     */
    public Arrangement {
        days = List.copyOf(days);
        if (!version.matches(year + "-[1-9]\\d{0,2}")) {
            throw new IllegalArgumentException("Not a version of " + year + ": " + version);
        }
        for (CalendarDay day : days) {
            if (day.date().isBefore(firstDay(year)) || day.date().isAfter(lastDay(year))) {
                throw new IllegalArgumentException("Arrangement " + version + " cannot rule " + day.date());
            }
        }
    }

    /** 1 for the first notice of the year, then 2, … */
    public int revision() {
        return Integer.parseInt(version.substring(version.indexOf('-') + 1));
    }

    /** The first day that an arrangement of the year can rule: it may reach back into the December before. */
    public static LocalDate firstDay(int year) {
        return LocalDate.of(year - 1, 12, 1);
    }

    public static LocalDate lastDay(int year) {
        return LocalDate.of(year, 12, 31);
    }
}
