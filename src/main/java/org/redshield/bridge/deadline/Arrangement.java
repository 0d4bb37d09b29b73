package org.redshield.bridge.deadline;

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
        LocalDate first = LocalDate.of(year - 1, 12, 1);
        LocalDate last = LocalDate.of(year, 12, 31);
        for (CalendarDay day : days) {
            if (day.date().isBefore(first) || day.date().isAfter(last)) {
                throw new IllegalArgumentException("Arrangement " + version + " cannot rule " + day.date());
            }
        }
    }
}
