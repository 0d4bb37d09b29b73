package org.redshield.bridge.deadline.rule;

import java.time.Instant;
import java.time.LocalDate;
import org.redshield.bridge.ChinaTime;

/**
 * A computed deadline.
 *
 * @param dueDate the last day, in Asia/Shanghai
 * @param dueAt the last instant; 23:59:59 of {@code dueDate} unless counted in hours or minutes
 * @param provisional true when a day it depends on belongs to a year whose arrangement is not published
 * @param calendarVersion versions of the arrangements used, joined by {@code +}; {@code <year>-0} where none is
 *     published, {@code none} for hours and minutes
 * @param explanation how it was counted, in Chinese, naming every exception to the plain week in the span
 */
public record Deadline(
        LocalDate dueDate, Instant dueAt, boolean provisional, String calendarVersion, String explanation) {

    /** The same deadline ending at another instant, with the sentence that says why. */
    public Deadline endingAt(Instant at, String why) {
        return new Deadline(ChinaTime.day(at), at, provisional, calendarVersion, explanation + why);
    }
}
