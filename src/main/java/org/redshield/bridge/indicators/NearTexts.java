package org.redshield.bridge.indicators;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Texts that are nearly the same: of all pairs of two characters that stand in either, at least so many stand in both (Jaccard).
 * Two such texts share one of the first few of their pairs in any fixed order; only those that do are compared. The order is from
 * the rarest on, so that few share one. Texts come one by one and are gone again; of those that can still be met stays what is
 * needed to compare them.
 */
final class NearTexts {

    /** Texts that share a pair so common that nothing rarer is among their first: more are not looked through. */
    private static final int MOST_CANDIDATES = 500;

    private static final boolean[] PASSED_OVER = new boolean[Character.MAX_VALUE + 1];

    static {
        Pattern marks = Pattern.compile("[\\s\\p{Punct}，。！？、；：“”（）~～…]");
        for (int letter = 0; letter < PASSED_OVER.length; letter++) {
            PASSED_OVER[letter] = marks.matcher(String.valueOf((char) letter)).matches();
        }
    }

    private final int percent;
    private final PairNumbers numbers = new PairNumbers();
    /** By the number of a pair the texts that have it among their first. */
    private Candidates[] byFirst;
    /** Pairs that only one text has stand before this number. */
    private int shared;

    private int[] pairs = new int[64];
    private int[] others = new int[64];
    private int[] groups = new int[64];
    private byte[][] kept = new byte[64][];
    private int texts;

    private NearTexts(int percent) {
        this.percent = percent;
    }

    /** Texts that can be gone through twice, in the same order. */
    interface Texts {
        void each(Consumer<String> take);
    }

    /** Of each text its group: the number of the first text that is nearly the same, or its own, counted from 0. */
    static int[] groups(Texts texts, int percent) {
        NearTexts near = new NearTexts(percent);
        texts.each(near::count);
        near.number();
        texts.each(near::add);
        return Arrays.copyOf(near.groups, near.texts);
    }

    private void count(String text) {
        int size = pairs(text);
        for (int i = 0; i < size; i++) {
            numbers.add(pairs[i]);
        }
    }

    /** In place of how often a pair occurs stands its number from now on, that of the rarest first. */
    private void number() {
        long[] byRarity = numbers.byRarity();
        for (int number = 0; number < byRarity.length; number++) {
            numbers.put(PairNumbers.pair(byRarity[number]), number);
            shared += PairNumbers.times(byRarity[number]) == 1 ? 1 : 0;
        }
        byFirst = new Candidates[byRarity.length];
    }

    private void add(String text) {
        int size = pairs(text);
        long sign = 0;
        for (int i = 0; i < size; i++) {
            pairs[i] = numbers.get(pairs[i]);
            sign ^= 1L << pairs[i];
        }
        Arrays.sort(pairs, 0, size);
        if (texts == groups.length) {
            groups = Arrays.copyOf(groups, 2 * texts);
            kept = Arrays.copyOf(kept, 2 * texts);
        }
        int first = Math.min(size, size - (size * percent + 99) / 100 + 1);
        groups[texts] = group(size, first, sign);
        boolean met = false;
        for (int i = 0; i < first; i++) {
            if (pairs[i] >= shared) {
                if (byFirst[pairs[i]] == null) {
                    byFirst[pairs[i]] = new Candidates();
                }
                met |= byFirst[pairs[i]].add(texts, sign);
            }
        }
        if (met) {
            kept[texts] = Steps.write(pairs, size);
        }
        texts++;
    }

    /**
     * Each bit of a sign says whether an odd number of a text's pairs fall on it, so that two texts differ in at least as many pairs as
     * their signs in bits; and near ones differ in few. What passes is compared pair by pair, so that nothing is lost or added.
     */
    private int group(int size, int first, long sign) {
        long most = (100L - percent) * size;
        for (int i = 0; i < first; i++) {
            Candidates candidates = byFirst[pairs[i]];
            if (candidates != null) {
                int[] numbers = candidates.texts;
                long[] signs = candidates.signs;
                int count = candidates.size;
                for (int at = 0; at < count; at++) {
                    if ((long) Long.bitCount(sign ^ signs[at]) * percent <= most && near(size, kept[numbers[at]])) {
                        return groups[numbers[at]];
                    }
                }
            }
        }
        return texts;
    }

    /** Ends as soon as so many are in one alone that what is left cannot be enough: most candidates differ early. */
    private boolean near(int size, byte[] other) {
        if (others.length < other.length) {
            others = new int[other.length];
        }
        int otherSize = Steps.read(other, others);
        int needed = (percent * (size + otherSize) + 99 + percent) / (100 + percent);
        int both = 0;
        int i = 0;
        int j = 0;
        while (both < needed) {
            if (i - both > size - needed || j - both > otherSize - needed) {
                return false;
            }
            if (pairs[i] == others[j]) {
                both++;
                i++;
                j++;
            } else if (pairs[i] < others[j]) {
                i++;
            } else {
                j++;
            }
        }
        return true;
    }

    /** Puts each pair of a text once where the pairs stand. @return how many */
    private int pairs(String text) {
        if (pairs.length < text.length()) {
            pairs = new int[text.length()];
        }
        int size = 0;
        int before = -1;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            if (!PASSED_OVER[letter]) {
                if (before >= 0) {
                    pairs[size++] = before << 16 | letter;
                }
                before = letter;
            }
        }
        Arrays.sort(pairs, 0, size);
        int different = 0;
        for (int i = 0; i < size; i++) {
            if (i == 0 || pairs[i] != pairs[i - 1]) {
                pairs[different++] = pairs[i];
            }
        }
        return different;
    }

    /** The first texts that have a pair among their first, and their signs side by side. */
    private static final class Candidates {

        private int[] texts = new int[2];
        private long[] signs = new long[2];
        private int size;

        boolean add(int text, long sign) {
            if (size == MOST_CANDIDATES) {
                return false;
            }
            if (size == texts.length) {
                texts = Arrays.copyOf(texts, 2 * size);
                signs = Arrays.copyOf(signs, 2 * size);
            }
            texts[size] = text;
            signs[size++] = sign;
            return true;
        }
    }

    /** Rising numbers as the steps between them, seven bits a byte. */
    private static final class Steps {

        static byte[] write(int[] numbers, int size) {
            byte[] steps = new byte[5 * size];
            int length = 0;
            for (int i = 0; i < size; i++) {
                int step = i == 0 ? numbers[0] : numbers[i] - numbers[i - 1];
                for (; step > 0x7F; step >>>= 7) {
                    steps[length++] = (byte) (step | 0x80);
                }
                steps[length++] = (byte) step;
            }
            return Arrays.copyOf(steps, length);
        }

        static int read(byte[] steps, int[] numbers) {
            int size = 0;
            int number = 0;
            int shift = 0;
            for (byte step : steps) {
                number += (step & 0x7F) << shift;
                shift += 7;
                if (step >= 0) {
                    numbers[size++] = number;
                    shift = 0;
                }
            }
            return size;
        }
    }

    /** Numbers of pairs, in open addresses: a million of them would not fit as objects. No pair is 0. */
    private static final class PairNumbers {

        private int[] pairs = new int[1 << 12];
        private int[] numbers = new int[1 << 12];
        private int size;

        private int place(int pair) {
            int place = pair * 0x9E3779B9 >>> Integer.numberOfLeadingZeros(pairs.length - 1);
            while (pairs[place] != 0 && pairs[place] != pair) {
                place = place + 1 & pairs.length - 1;
            }
            return place;
        }

        int get(int pair) {
            return numbers[place(pair)];
        }

        void put(int pair, int number) {
            numbers[place(pair)] = number;
        }

        /** Counts one more of a pair. */
        void add(int pair) {
            int place = place(pair);
            if (pairs[place] == 0) {
                pairs[place] = pair;
                size++;
            }
            numbers[place]++;
            if (2 * size > pairs.length) {
                grow();
            }
        }

        private void grow() {
            int[] oldPairs = pairs;
            int[] oldNumbers = numbers;
            pairs = new int[2 * oldPairs.length];
            numbers = new int[pairs.length];
            for (int old = 0; old < oldPairs.length; old++) {
                if (oldPairs[old] != 0) {
                    int place = place(oldPairs[old]);
                    pairs[place] = oldPairs[old];
                    numbers[place] = oldNumbers[old];
                }
            }
        }

        /** How often each pair occurs, the rarest first, and of those that are as rare the least. */
        long[] byRarity() {
            long[] all = new long[size];
            int at = 0;
            for (int place = 0; place < pairs.length; place++) {
                if (pairs[place] != 0) {
                    all[at++] = (long) numbers[place] << 32 | (pairs[place] ^ 0x80000000) & 0xFFFFFFFFL;
                }
            }
            Arrays.sort(all);
            return all;
        }

        static int pair(long counted) {
            return (int) counted ^ 0x80000000;
        }

        static int times(long counted) {
            return (int) (counted >>> 32);
        }
    }
}
