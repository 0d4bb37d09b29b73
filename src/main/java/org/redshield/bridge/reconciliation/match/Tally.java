package org.redshield.bridge.reconciliation.match;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Weights of entries, added up. */
final class Tally {

    /** Entry above, weight below. */
    private final long[] notes;

    private int size;

    /** @param most that is noted */
    Tally(int most) {
        this.notes = new long[most];
    }

    int left() {
        return notes.length - size;
    }

    void add(int entry, int weight) {
        notes[size++] = (long) entry << Integer.SIZE | weight;
    }

    /** At most so many entries; of equals those that came into the register first. */
    void heaviest(int most, IntConsumer entries) {
        Arrays.sort(notes, 0, size);
        // Weight above, and below it what is greater the earlier an entry came.
        long[] sums = new long[size];
        int count = 0;
        for (int from = 0, to; from < size; from = to) {
            long sum = 0;
            for (to = from; to < size && notes[to] >> Integer.SIZE == notes[from] >> Integer.SIZE; to++) {
                sum += (int) notes[to];
            }
            sums[count++] = sum << Integer.SIZE | Integer.MAX_VALUE - (notes[from] >> Integer.SIZE);
        }
        Arrays.sort(sums, 0, count);
        for (int i = count - 1; i >= Math.max(0, count - most); i--) {
            entries.accept(Integer.MAX_VALUE - (int) sums[i]);
        }
    }
}
