package org.redshield.bridge.deadline.calendar;

import java.util.List;
import java.util.Optional;

/**
 * An arrangement as somebody wrote it down, before anything about it is believed.
 *
 * @param version empty: the next one of its year
 * @param year as the content says, where it says so; must agree with the year that it is loaded for
 * @param document document number of the notice, blank where unknown
 */
record CalendarDraft(
        Optional<String> version, Optional<String> year, String published, String document, List<Day> days) {

    /** The same under that version. */
    CalendarDraft named(String name) {
        return new CalendarDraft(Optional.of(name), year, published, document, days);
    }

    /** A day as written. */
    record Day(String date, String kind, String festival) {}
}
