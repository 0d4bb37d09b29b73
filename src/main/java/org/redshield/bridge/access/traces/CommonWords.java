package org.redshield.bridge.access.traces;

import java.util.HashSet;
import java.util.Set;

/** Common Chinese words of two characters, by which a name is told from two characters that only stand side by side. */
final class CommonWords {

    private static final Set<Integer> WORDS = words("words.txt");
    private static final Set<Integer> LIKE_NAMES = words("words-like-names.txt");

    private CommonWords() {}

    static boolean has(char first, char second) {
        return WORDS.contains(word(first, second));
    }

    /** Whether what could be a surname with a given name is a common word: 高明, 江南, 许可. */
    static boolean hasLikeName(char first, char second) {
        return LIKE_NAMES.contains(word(first, second));
    }

    private static int word(char first, char second) {
        return first << Character.SIZE | second;
    }

    private static Set<Integer> words(String resource) {
        Set<Integer> words = new HashSet<>();
        for (String line : Simplified.resource(resource).strip().split("\\s+")) {
            for (int at = 0; at + 1 < line.length(); at += 2) {
                words.add(word(line.charAt(at), line.charAt(at + 1)));
            }
        }
        return Set.copyOf(words);
    }
}
