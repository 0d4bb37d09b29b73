package org.redshield.bridge.platform.retryqueue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * After how long a call that failed is tried again, by the time since it failed first: so a try more, because a platform
 * seems to be back, uses up nothing.
 *
 * @param intervals one after the other; when all have passed the call is given up
 */
public record RetryTimetable(List<Duration> intervals) {

    public RetryTimetable {
        intervals = List.copyOf(intervals);
    }

    /** @param text ISO 8601 durations with commas between them */
    public static RetryTimetable of(String text) {
        return new RetryTimetable(Arrays.stream(text.split(","))
                .map(String::strip)
                .map(Duration::parse)
                .toList());
    }

    /** The interval that has begun when that time has passed; empty when the last one is over. */
    public Optional<Duration> next(Duration elapsed) {
        Duration end = Duration.ZERO;
        for (Duration interval : intervals) {
            end = end.plus(interval);
            if (elapsed.compareTo(end) < 0) {
                return Optional.of(interval);
            }
        }
        return Optional.empty();
    }
}
