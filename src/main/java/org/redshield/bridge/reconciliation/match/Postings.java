package org.redshield.bridge.reconciliation.match;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Which entries have a key: an index of one long each, sorted. Two keys may have one hash; whoever finds an entry by it compares
 * the entry itself.
 */
final class Postings {

    private static final int FIRST = 1 << 12;

    private long[] pairs = new long[FIRST];
    private int size;

    void add(int key, int entry) {
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, size + (size >> 1));
        }
        pairs[size++] = (long) key << Integer.SIZE | entry;
    }

    /** No more is added. */
    void seal() {
        pairs = Arrays.copyOf(pairs, size);
        Arrays.sort(pairs);
    }

    int count(int key) {
        return from(key + 1L) - from(key);
    }

    /** The entries that have the key, where they are not more than {@code most}: what many share tells nothing. */
    void find(int key, int most, IntConsumer entries) {
        int from = from(key);
        int to = from(key + 1L);
        for (int i = from; to - from <= most && i < to; i++) {
            entries.accept((int) pairs[i]);
        }
    }

    private int from(long key) {
        int place = Arrays.binarySearch(pairs, key << Integer.SIZE);
        return place < 0 ? -place - 1 : place;
    }
}
