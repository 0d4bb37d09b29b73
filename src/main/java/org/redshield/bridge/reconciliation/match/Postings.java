package org.redshield.bridge.reconciliation.match;

import java.util.Arrays;

/**
 * Which entries of a block have a key, in one int each: the keys are spread over as many buckets as there are entries, so that the
 * bits of a key that its bucket does not tell fit beside the number of an entry. Two keys may have one hash; whoever finds an entry
 * by it compares the entry itself.
 */
final class Postings {

    /** Odd, so that no two keys become one. */
    private static final int SPREAD = 0x9E3779B1;
    /** So few are looked through one by one. */
    private static final int FEW = 16;

    /** Postings on their way into an index, then into the next: one long each, the key above. */
    static final class Draft {

        private static final int FIRST = 1 << 10;

        private long[] pairs = new long[FIRST];
        private int size;

        void add(int key, int entry) {
            if (size == pairs.length) {
                pairs = Arrays.copyOf(pairs, size + (size >> 1));
            }
            pairs[size++] = (long) (key * SPREAD) << Integer.SIZE | entry;
        }

        long bytes() {
            return (long) Long.BYTES * pairs.length;
        }

        /** @param bits that the number of an entry has */
        Postings sealed(int bits) {
            // Counted into the bucket behind, so that where each begins is the sum of those before it.
            int[] starts = new int[(1 << bits) + 1];
            for (int at = 0; at < size; at++) {
                starts[bucket((int) (pairs[at] >> Integer.SIZE), bits) + 1]++;
            }
            for (int bucket = 1; bucket < starts.length; bucket++) {
                starts[bucket] += starts[bucket - 1];
            }
            int[] postings = new int[size];
            for (int at = 0; at < size; at++) {
                int spread = (int) (pairs[at] >> Integer.SIZE);
                postings[starts[bucket(spread, bits)]++] = (spread << bits | (int) pairs[at]) ^ Integer.MIN_VALUE;
            }
            size = 0;
            // Each start has become the next one's.
            System.arraycopy(starts, 0, starts, 1, starts.length - 1);
            starts[0] = 0;
            for (int bucket = 1; bucket < starts.length; bucket++) {
                if (starts[bucket] - starts[bucket - 1] > 1) {
                    Arrays.sort(postings, starts[bucket - 1], starts[bucket]);
                }
            }
            return new Postings(bits, starts, postings);
        }
    }

    private final int bits;
    private final int[] starts;
    /** Of each bucket in order: what its keys have beside it, and the entry; turned so that the order is that of ints. */
    private final int[] postings;

    private Postings(int bits, int[] starts, int[] postings) {
        this.bits = bits;
        this.starts = starts;
        this.postings = postings;
    }

    long bytes() {
        return (long) Integer.BYTES * (starts.length + postings.length);
    }

    private static int bucket(int spread, int bits) {
        return (spread ^ Integer.MIN_VALUE) >>> Integer.SIZE - bits;
    }

    /** Where the entries of the key are: the first place above, the one behind the last below. They are in their order. */
    long range(int key) {
        int spread = key * SPREAD;
        int bucket = bucket(spread, bits);
        int end = starts[bucket + 1];
        int first = spread << bits ^ Integer.MIN_VALUE;
        int from = place(starts[bucket], end, first);
        int last = first | (1 << bits) - 1;
        int to = last == Integer.MAX_VALUE ? end : place(from, end, last + 1);
        return (long) from << Integer.SIZE | to;
    }

    int entry(int place) {
        return postings[place] & (1 << bits) - 1;
    }

    /** The first place whose posting is not before that one. */
    private int place(int from, int end, int posting) {
        if (end - from > FEW) {
            int found = Arrays.binarySearch(postings, from, end, posting);
            int place = found < 0 ? -found - 1 : found;
            while (place > from && postings[place - 1] == posting) {
                place--;
            }
            return place;
        }
        int place = from;
        while (place < end && postings[place] < posting) {
            place++;
        }
        return place;
    }
}
