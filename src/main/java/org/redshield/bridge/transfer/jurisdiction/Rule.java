package org.redshield.bridge.transfer.jurisdiction;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table: one sentence of law.
 *
 * @param place whose bureau is competent; empty where the row only asks, and for what follows from a filing
 * @param ask a fact without which the other rules cannot decide
 * @param from the first day on which it holds; empty for always
 * @param articles what it rests on
 * @param reason the rule in the officer's words
 */
record Rule(
        String title,
        When when,
        Reach reach,
        Optional<Fact> place,
        Optional<Fact> ask,
        Optional<LocalDate> from,
        List<String> articles,
        String reason) {

    /** On which condition. */
    enum When {
        ALWAYS,
        /** The bureau of that place found the clue, or got the complaint or report, before others. */
        FOUND_FIRST,
        /** Several are competent: who filed first (程序规定 art. 12). */
        FILED_FIRST,
        /** A superior of a competent bureau took the case itself (程序规定 art. 15). */
        FILED_ABOVE,
        /** Somebody filed who is not competent (程序规定 art. 14). */
        FILED_WITHOUT;

        /** Whether such a row stands for itself, once in the table and without conditions. */
        boolean standsAlone() {
            return this != ALWAYS && this != FOUND_FIRST;
        }
    }

    /** Which bureau of the place. */
    enum Reach {
        /** That of the county or the city, as the place is stated: 县级以上. */
        LOCAL,
        /** That of the city, or above where there is no city: 设区的市级以上. */
        CITY
    }

    boolean holdsOn(LocalDate day) {
        return from.filter(day::isBefore).isEmpty();
    }
}
