package org.redshield.bridge.deadline.rule;

import java.util.Arrays;
import java.util.List;

/**
 * At which parts of its time a clock reminds, in per cent.
 *
 * @param first earlier than {@code second}
 */
public record ReminderRule(int first, int second) {

    /** After half and after four fifths. */
    public static final ReminderRule USUAL = new ReminderRule(50, 80);

    public ReminderRule {
        if (first < 1 || second <= first || second > 99) {
            throw new IllegalArgumentException("No reminder points: " + first + ", " + second);
        }
    }

    /**
     * Reads {@code 50,80}.
     *
     * @throws IllegalArgumentException when it does not say two parts in order
     */
    public static ReminderRule parse(String text) {
        List<Integer> parts = Arrays.stream(text.split(","))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
        if (parts.size() != 2) {
            throw new IllegalArgumentException("Not two reminder points: " + text);
        }
        return new ReminderRule(parts.get(0), parts.get(1));
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return first + "," + second;
    }
}
