package org.redshield.bridge.oversight;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How long things took, counted in a few fixed lengths, so that those of several bureaus can be added up. */
final class Durations {

    /** The ends in minutes, each not among its own, as {@code supervision_length} has them: 15 minutes to 90 days. */
    private static final int[] ENDS = {
        15, 60, 240, 480, 1440, 2880, 4320, 7200, 10080, 14400, 21600, 30240, 43200, 64800, 86400, 129600, 525600
    };

    static final int LENGTHS = ENDS.length;

    private final Map<Integer, Long> counts = new TreeMap<>();

    /** @param length number of one of the lengths, from 0 */
    void add(int length, long times) {
        counts.merge(length, times, Long::sum);
    }

    long count() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * In how many minutes that part of them was over; within a length they are taken as evenly spread. Empty where there is none.
     *
     * @param part above 0, at most 1
     */
    Optional<Long> within(double part) {
        double wanted = part * count();
        long before = 0;
        for (Map.Entry<Integer, Long> length : counts.entrySet()) {
            if (length.getValue() > 0 && before + length.getValue() >= wanted) {
                int from = length.getKey() == 0 ? 0 : ENDS[length.getKey() - 1];
                return Optional.of(
                        Math.round(from + (ENDS[length.getKey()] - from) * (wanted - before) / length.getValue()));
            }
            before += length.getValue();
        }
        return Optional.empty();
    }
}
