package org.redshield.bridge.reconciliation.match;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.redshield.bridge.reconciliation.match.words.SubjectName;

/** By what names find each other. Keys are hashes. */
final class Keys {

    private Keys() {}

    /** With the division and without it: either side may leave it out. */
    private static List<String> ways(SubjectName name) {
        String stem = name.stem();
        return name.region().isEmpty() ? List.of(stem) : List.of(stem, name.whole());
    }

    static void exact(SubjectName name, IntConsumer keys) {
        ways(name).forEach(text -> keys.accept(text.hashCode()));
    }

    /** Of two names one edit apart, one half stands unchanged in the other at its place (PassJoin). */
    static void halves(SubjectName name, IntConsumer keys) {
        ways(name).forEach(text -> halves(text, text.length(), keys));
    }

    /** The halves that names one edit from this one may have. */
    static void nearHalves(SubjectName name, IntConsumer keys) {
        for (String text : ways(name)) {
            for (int length = text.length() - 1; length <= text.length() + 1; length++) {
                halves(text, length, keys);
            }
        }
    }

    /** The beginning and the end of the text, as long as the halves of a text of that length. */
    private static void halves(String text, int length, IntConsumer keys) {
        int first = length / 2;
        int second = length - first;
        if (first > 0 && second <= text.length()) {
            keys.accept(hash('<', length, text, 0, first));
            keys.accept(hash('>', length, text, text.length() - second, text.length()));
        }
    }

    private static int hash(char side, int length, String text, int from, int to) {
        int hash = side;
        for (char digit : Integer.toString(length).toCharArray()) {
            hash = 31 * hash + digit;
        }
        for (int at = from; at < to; at++) {
            hash = 31 * hash + text.charAt(at);
        }
        return hash;
    }

    static IntStream bigrams(String text) {
        return IntStream.range(0, text.length() - 1)
                .map(at -> text.charAt(at) << Character.SIZE | text.charAt(at + 1))
                .distinct();
    }
}
