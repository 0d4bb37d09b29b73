package org.redshield.bridge.deadline.rule;

import java.time.LocalDate;

/** Working days in {@code (from; to]}; the other fields as in {@link Deadline}. */
public record WorkingDayCount(
        LocalDate from, LocalDate to, int count, boolean provisional, String calendarVersion, String explanation) {}
