package org.redshield.bridge.reconciliation.match;

/** How many entries of the whole register have each key, in two ints a key. */
final class KeyCounts {

    private static final int SPREAD = 0x9E3779B1;
    private static final int FIRST = 1 << 10;

    private int[] keys = new int[FIRST];
    /** 0 where no key is. */
    private int[] counts = new int[FIRST];

    private int size;

    void add(int key) {
        int place = place(key);
        if (counts[place]++ == 0) {
            keys[place] = key;
            size++;
            if (size > keys.length / 4 * 3) {
                grow();
            }
        }
    }

    long bytes() {
        return 2L * Integer.BYTES * keys.length;
    }

    int of(int key) {
        return counts[place(key)];
    }

    private int place(int key) {
        int mask = keys.length - 1;
        int spread = key * SPREAD;
        int place = (spread ^ spread >>> Short.SIZE) & mask;
        while (counts[place] != 0 && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        int[] before = keys;
        int[] had = counts;
        keys = new int[before.length * 2];
        counts = new int[before.length * 2];
        for (int i = 0; i < before.length; i++) {
            if (had[i] != 0) {
                int place = place(before[i]);
                keys[place] = before[i];
                counts[place] = had[i];
            }
        }
    }
}
