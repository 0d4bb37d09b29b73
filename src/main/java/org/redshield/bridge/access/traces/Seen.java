package org.redshield.bridge.access.traces;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * A trace as it stands in a text.
 *
 * @param from where it begins in the text as written, in {@code char}s
 * @param to where it ends, behind its last character
 * @param words the text between, as written, in one line, and no longer than {@value #LONGEST} characters
 */
public record Seen(Kind kind, int from, int to, String words) {

    static final int LONGEST = 60;

    /** Of what it is a trace. */
    @Getter
    @RequiredArgsConstructor
    public enum Kind {
        NAME("姓名"),
        PHONE("电话"),
        IDENTITY("证件号码"),
        ADDRESS("住址");

        private final String title;
    }

    static Seen of(Kind kind, String text, int from, int to) {
        int end = to - from > LONGEST ? from + LONGEST : to;
        if (end < to && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String words = text.substring(from, end).replaceAll("\\s", " ");
        return new Seen(kind, from, to, end < to ? words + "…" : words);
    }

    /** Nothing of it: a log must not quote whom it found. */
    @Override
    public String toString() {
        return "Seen " + kind + " at " + from;
    }
}
