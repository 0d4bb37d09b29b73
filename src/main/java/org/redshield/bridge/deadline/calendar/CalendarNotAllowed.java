package org.redshield.bridge.deadline.calendar;

import org.redshield.bridge.Refusal;

/** The caller's roles do not include loading arrangements. */
final class CalendarNotAllowed extends Refusal {

    CalendarNotAllowed() {
        super("deadline.calendar-not-allowed");
    }
}
