package org.redshield.bridge.cases.search;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.redshield.bridge.Refusal;

/** What somebody looks for: words that must all occur, wherever in it. */
public final class SearchWords {

    private static final int LONGEST = 100;
    private static final int MOST = 8;
    private static final int BEFORE = 20;
    private static final int AROUND = 80;
    private static final int FULL_WIDTH = 'Ａ' - 'A';

    private final List<String> words;

    private SearchWords(List<String> words) {
        this.words = words;
    }

    /** @param match whether it is one of the words */
    public record Part(String text, boolean match) {}

    /**
     * @param text words with white space between them; at least one has two characters
     * @throws Refusal {@code cases.search-empty}, {@code .search-too-long}, {@code .search-too-short}
     */
    public static SearchWords of(String text) {
        if (text != null && text.length() > LONGEST) {
            throw new Refusal("cases.search-too-long", LONGEST);
        }
        String plain = plain(text == null ? "" : text).replaceAll("[\\p{Cntrl}\\p{Z}]+", " ");
        List<String> words = Arrays.stream(plain.split(" "))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST + 1L)
                .toList();
        if (words.isEmpty()) {
            throw new Refusal("cases.search-empty");
        }
        if (words.size() > MOST) {
            throw new Refusal("cases.search-too-many", MOST);
        }
        if (words.stream().allMatch(word -> word.codePointCount(0, word.length()) < 2)) {
            throw new Refusal("cases.search-too-short");
        }
        return new SearchWords(words);
    }

    String[] asArray() {
        return words.toArray(String[]::new);
    }

    /** Character for character as {@code search_plain} of the database has it. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text);
        for (int at = 0; at < plain.length(); at++) {
            plain.setCharAt(at, plain(plain.charAt(at)));
        }
        return plain.toString();
    }

    private static char plain(char one) {
        boolean wide = one >= 'Ａ' && one <= 'Ｚ' || one >= 'ａ' && one <= 'ｚ' || one >= '０' && one <= '９' || one == '－';
        char narrow = one == '　' ? ' ' : wide ? (char) (one - FULL_WIDTH) : one;
        return narrow >= 'A' && narrow <= 'Z' ? (char) (narrow + 'a' - 'A') : narrow;
    }

    /** Which of the words occur. */
    List<String> in(String text) {
        String plain = plain(text);
        return words.stream().filter(plain::contains).collect(Collectors.toList());
    }

    /**
     * Where the first of the words stands, with what is around it.
     *
     * @param shown the same text, character for character, as it may be shown
     */
    Optional<List<Part>> snippet(String text, String shown) {
        String plain = plain(text);
        return words.stream()
                .map(plain::indexOf)
                .filter(at -> at >= 0)
                .min(Integer::compare)
                .map(first -> {
                    int from = whole(shown, Math.max(0, first - BEFORE));
                    int to = whole(shown, Math.min(shown.length(), first + AROUND));
                    return marked(plain, shown, from, to);
                });
    }

    /** Not between the halves of a character. */
    private static int whole(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private List<Part> marked(String plain, String shown, int from, int to) {
        boolean[] match = new boolean[to];
        for (String word : words) {
            for (int at = plain.indexOf(word); at >= 0 && at < to; at = plain.indexOf(word, at + word.length())) {
                Arrays.fill(match, Math.max(at, 0), Math.min(at + word.length(), to), true);
            }
        }
        java.util.ArrayList<Part> parts = new java.util.ArrayList<>();
        for (int begin = from, end; begin < to; begin = end) {
            for (end = begin + 1; end < to && match[end] == match[begin]; end++) {
                // The same part goes on.
            }
            String text = shown.substring(begin, end).replace('\n', ' ');
            parts.add(new Part(
                    (begin == from && from > 0 ? "…" : "") + text + (end == to && to < shown.length() ? "…" : ""),
                    match[begin]));
        }
        return parts;
    }
}
