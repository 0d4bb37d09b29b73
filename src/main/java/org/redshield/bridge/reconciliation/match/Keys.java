package org.redshield.bridge.reconciliation.match;

import java.util.Arrays;
import java.util.List;
import org.redshield.bridge.reconciliation.match.words.SubjectName;

/** By what names find each other. Keys are hashes. */
final class Keys {

    private static final int TEN = 10;

    private Keys() {}

    /** With the division and without it: either side may leave it out. */
    private static List<String> ways(SubjectName name) {
        String stem = name.stem();
        return name.region().isEmpty() ? List.of(stem) : List.of(stem, name.whole());
    }

    static int[] exact(SubjectName name) {
        return ways(name).stream().mapToInt(String::hashCode).toArray();
    }

    /** Of two names one edit apart, one half stands unchanged in the other at its place (PassJoin). */
    static int[] halves(SubjectName name) {
        return halves(name, 0);
    }

    /** The halves that names one edit from this one may have. */
    static int[] nearHalves(SubjectName name) {
        return halves(name, 1);
    }

    private static int[] halves(SubjectName name, int edits) {
        List<String> ways = ways(name);
        int[] keys = new int[ways.size() * (2 * edits + 1) * 2];
        int size = 0;
        for (String text : ways) {
            for (int length = text.length() - edits; length <= text.length() + edits; length++) {
                // The beginning and the end of the text, as long as the halves of a text of that length.
                int first = length / 2;
                int second = length - first;
                if (first > 0 && second <= text.length()) {
                    keys[size++] = hash('<', length, text, 0, first);
                    keys[size++] = hash('>', length, text, text.length() - second, text.length());
                }
            }
        }
        return Arrays.copyOf(keys, size);
    }

    private static int hash(char side, int length, String text, int from, int to) {
        int hash = number(side, length);
        for (int at = from; at < to; at++) {
            hash = 31 * hash + text.charAt(at);
        }
        return hash;
    }

    /** As if its digits were written behind. */
    private static int number(int hash, int number) {
        return 31 * (number < TEN ? hash : number(hash, number / TEN)) + '0' + number % TEN;
    }

    /** Each once, in the order of numbers. */
    static int[] bigrams(String text) {
        int[] all = new int[Math.max(0, text.length() - 1)];
        for (int at = 0; at < all.length; at++) {
            all[at] = text.charAt(at) << Character.SIZE | text.charAt(at + 1);
        }
        Arrays.sort(all);
        int size = 0;
        for (int key : all) {
            if (size == 0 || all[size - 1] != key) {
                all[size++] = key;
            }
        }
        return Arrays.copyOf(all, size);
    }
}
