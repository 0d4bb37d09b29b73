package org.redshield.bridge.deadline.rule;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What a period is counted in. {@code max} bounds the amount so that a typing error cannot become a deadline. */
@Getter
@RequiredArgsConstructor
public enum DeadlineUnit {
    /** Working days by the State Council arrangement; may be counted backwards (negative amount). */
    WORKING_DAYS("个工作日", 2_500),
    CALENDAR_DAYS("日", 3_660),
    HOURS("小时", 87_600),
    MINUTES("分钟", 527_040),
    MONTHS("个月", 240),
    /**
     * The day of receipt itself if it is a working day and the cut-off has not passed, else the next working day. The
     * amount is always 1.
     */
    SAME_DAY("当日", 1);

    /** The unit as an officer reads it behind a number. */
    private final String label;

    /** Largest amount accepted, in this unit. */
    private final int max;

    /** Exact periods run through nights and holidays: they never roll over and need no calendar. */
    public boolean exact() {
        return this == HOURS || this == MINUTES;
    }

    /** Whether it is of importance at which hour of the first day such a period begins. */
    public boolean asksTheHour() {
        return exact() || this == SAME_DAY;
    }
}
