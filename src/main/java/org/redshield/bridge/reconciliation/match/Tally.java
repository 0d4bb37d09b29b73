package org.redshield.bridge.reconciliation.match;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Entries, each once, with their weights added up: an open table, whose keys are spread because numbers of like names go up by steps. */
final class Tally {

    private static final int SPREAD = 0x9E3779B1;
    private static final int FIRST_BITS = 6;

    private int shift = Integer.SIZE - FIRST_BITS;
    /** One above the entry; 0 where none is. */
    private int[] entries = new int[1 << FIRST_BITS];

    private int[] sums = new int[1 << FIRST_BITS];
    private int size;

    /** @return whether it was not there before */
    boolean add(int entry, int weight) {
        int place = place(entry);
        boolean isNew = entries[place] == 0;
        entries[place] = entry + 1;
        sums[place] += weight;
        if (isNew && ++size > entries.length / 2) {
            grow();
        }
        return isNew;
    }

    private int place(int entry) {
        int place = entry * SPREAD >>> shift;
        while (entries[place] != 0 && entries[place] != entry + 1) {
            place = place + 1 & entries.length - 1;
        }
        return place;
    }

    private void grow() {
        int[] before = entries;
        int[] had = sums;
        shift--;
        entries = new int[before.length * 2];
        sums = new int[before.length * 2];
        for (int at = 0; at < before.length; at++) {
            if (before[at] != 0) {
                int place = place(before[at] - 1);
                entries[place] = before[at];
                sums[place] = had[at];
            }
        }
    }

    /** At most so many entries; of equals those that came into the register first. */
    void heaviest(int most, IntConsumer found) {
        // In order: weight above, and below it what is greater the earlier an entry came.
        long[] best = new long[most];
        Arrays.fill(best, -1);
        for (int at = 0; at < entries.length; at++) {
            long one = entries[at] == 0 ? -1 : (long) sums[at] << Integer.SIZE | Integer.MAX_VALUE - (entries[at] - 1);
            for (int place = most - 1; place >= 0 && one > best[place]; place--) {
                long passed = best[place];
                best[place] = one;
                if (place < most - 1) {
                    best[place + 1] = passed;
                }
            }
        }
        for (int at = 0; at < most && best[at] >= 0; at++) {
            found.accept(Integer.MAX_VALUE - (int) best[at]);
        }
    }
}
