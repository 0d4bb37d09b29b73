package org.redshield.bridge.indicators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Texts that are nearly the same: of all pairs of two characters that stand in either, at least so many stand in both (Jaccard).
 * Two such texts share one of the first few of their pairs in any fixed order; only those that do are compared.
 */
final class NearTexts {

    /** Texts that begin alike in the fixed order: more than that are not looked through, and none is missed that has a nearer one. */
    private static final int MOST_CANDIDATES = 500;

    private final int percent;
    private final List<int[]> texts = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private final Map<Integer, List<Integer>> byFirst = new HashMap<>();

    NearTexts(int percent) {
        this.percent = percent;
    }

    /** Adds a text. @return its group: the number of the first text that is nearly the same, or its own, counted from 0 */
    int add(String text) {
        int[] pairs = pairs(text);
        int own = texts.size();
        int prefix = pairs.length - (pairs.length * percent + 99) / 100 + 1;
        int group = own;
        for (int at = 0; at < prefix && group == own; at++) {
            for (int other : byFirst.getOrDefault(pairs[at], List.of())) {
                if (near(pairs, texts.get(other))) {
                    group = groups.get(other);
                    break;
                }
            }
        }
        texts.add(pairs);
        groups.add(group);
        for (int at = 0; at < prefix; at++) {
            List<Integer> same = byFirst.computeIfAbsent(pairs[at], none -> new ArrayList<>());
            if (same.size() < MOST_CANDIDATES) {
                same.add(own);
            }
        }
        return group;
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

    /** Each pair once, mixed so that rare and common ones come in no order of meaning, and sorted. */
    private static int[] pairs(String text) {
        String letters = text.replaceAll("[\\s\\p{Punct}，。！？、；：“”（）~～…]", "");
        int[] pairs = new int[Math.max(0, letters.length() - 1)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = (letters.charAt(i) << 16 | letters.charAt(i + 1)) * 0x9E3779B1;
        }
        return Arrays.stream(pairs).sorted().distinct().toArray();
    }
}
