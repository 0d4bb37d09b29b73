package org.redshield.bridge.oversight;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How long things took, counted in a few fixed lengths, so that those of several bureaus can be added up. */
final class Durations {

    /** The ends in minutes, each not among its own, as {@code supervision_length} has them: 15 minutes to 90 days, and beyond. */
    private static final int[] ENDS = {
        15, 60, 240, 480, 1440, 2880, 4320, 7200, 10080, 14400, 21600, 30240, 43200, 64800, 86400, 129600
    };

    static final int LENGTHS = ENDS.length + 1;
    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final Map<Integer, Long> counts = new TreeMap<>();

    /** @param length number of one of the lengths, from 0 */
    void add(int length, long times) {
        counts.merge(length, times, Long::sum);
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Within what that part of them was over, as people read it: the end of the length in which the last of it lies, since where in a
     * length something lies nobody has counted. Empty where there is none.
     *
     * @param part above 0, at most 1
     */
    Optional<String> within(double part) {
        double wanted = part * count();
        long before = 0;
        for (Map.Entry<Integer, Long> length : counts.entrySet()) {
            before += length.getValue();
            if (length.getValue() > 0 && before >= wanted) {
                int number = length.getKey();
                return Optional.of(
                        number < ENDS.length ? "不超过 " + said(ENDS[number]) : "超过 " + said(ENDS[ENDS.length - 1]));
            }
        }
        return Optional.empty();
    }

    private static String said(int minutes) {
        return minutes < HOUR ? minutes + " 分钟" : minutes < DAY ? minutes / HOUR + " 小时" : minutes / DAY + " 天";
    }
}
