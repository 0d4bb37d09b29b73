package org.redshield.bridge.indicators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that are nearly the same: of all pairs of two characters that stand in either, at least so many stand in both (Jaccard).
 * Two such texts share one of the first few of their pairs in any fixed order; only those that do are compared. The order is from
 * the rarest on, so that few share one.
 */
final class NearTexts {

    /** Texts that share a pair so common that nothing rarer is among their first: more are not looked through. */
    private static final int MOST_CANDIDATES = 500;

    private final int percent;
    private final int[][] texts;
    private final int[] groups;
    private final Map<Integer, List<Integer>> byFirst = new HashMap<>();

    private NearTexts(List<String> texts, int percent) {
        this.percent = percent;
        this.texts = byRarity(texts.stream().map(NearTexts::pairs).toArray(int[][]::new));
        this.groups = new int[texts.size()];
    }

    /** Of each text its group: the number of the first text that is nearly the same, or its own, counted from 0. */
    static int[] groups(List<String> texts, int percent) {
        NearTexts near = new NearTexts(texts, percent);
        for (int text = 0; text < near.texts.length; text++) {
            near.add(text);
        }
        return near.groups;
    }

    private void add(int own) {
        int[] pairs = texts[own];
        int[] first =
                Arrays.copyOf(pairs, Math.min(pairs.length, pairs.length - (pairs.length * percent + 99) / 100 + 1));
        groups[own] = group(own, first);
        for (int pair : first) {
            List<Integer> same = byFirst.computeIfAbsent(pair, none -> new ArrayList<>());
            if (same.size() < MOST_CANDIDATES) {
                same.add(own);
            }
        }
    }

    private int group(int own, int[] first) {
        for (int pair : first) {
            for (int other : byFirst.getOrDefault(pair, List.of())) {
                if (near(texts[own], texts[other])) {
                    return groups[other];
                }
            }
        }
        return own;
    }

    /** Ends as soon as so many are in one alone that what is left cannot be enough: most candidates differ early. */
    private boolean near(int[] one, int[] other) {
        int needed = (percent * (one.length + other.length) + 99 + percent) / (100 + percent);
        int both = 0;
        int i = 0;
        int j = 0;
        while (both < needed) {
            if (i - both > one.length - needed || j - both > other.length - needed) {
                return false;
            }
            if (one[i] == other[j]) {
                both++;
                i++;
                j++;
            } else if (one[i] < other[j]) {
                i++;
            } else {
                j++;
            }
        }
        return true;
    }

    /** Each pair of a text once. */
    private static int[] pairs(String text) {
        String letters = text.replaceAll("[\\s\\p{Punct}，。！？、；：“”（）~～…]", "");
        int[] pairs = new int[Math.max(0, letters.length() - 1)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = letters.charAt(i) << 16 | letters.charAt(i + 1);
        }
        return Arrays.stream(pairs).distinct().toArray();
    }

    /** In place of each pair its number, the rarest first, and sorted by them. */
    private static int[][] byRarity(int[][] texts) {
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int[] pairs : texts) {
            for (int pair : pairs) {
                numbers.merge(pair, 1, Integer::sum);
            }
        }
        List<Integer> all = new ArrayList<>(numbers.keySet());
        all.sort(Comparator.<Integer>comparingInt(numbers::get).thenComparing(Comparator.naturalOrder()));
        for (int number = 0; number < all.size(); number++) {
            numbers.put(all.get(number), number);
        }
        for (int[] pairs : texts) {
            for (int at = 0; at < pairs.length; at++) {
                pairs[at] = numbers.get(pairs[at]);
            }
            Arrays.sort(pairs);
        }
        return texts;
    }
}
