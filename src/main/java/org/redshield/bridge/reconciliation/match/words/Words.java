package org.redshield.bridge.reconciliation.match.words;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.redshield.bridge.access.traces.Simplified;

/** One way of writing for what can be written in several: width, case, traditional characters, brackets, spaces. */
public final class Words {

    /** What becomes of a character whatever stands beside it; 0 where that is not known beforehand. */
    private static final char[] ALONE = new char[Character.MAX_VALUE + 1];

    private static final char NOTHING = Character.MAX_VALUE;
    private static final char FIRST_HAN = '\u4e00';
    private static final char LAST_HAN = '\u9fff';
    private static final char FIRST_WIDE = '\uff01';
    private static final char LAST_WIDE = '\uff5e';

    private static final Pattern NOISE = Pattern.compile("[\\s\\p{Cf}\\p{Cntrl}·•]+");
    /** What a platform or a shop adds to a name in brackets. */
    private static final Pattern ADDED = Pattern.compile("\\((?:官方|授权|自营|自主申报|正品|旗舰)\\)");

    static {
        // Letters, digits and signs of two widths, and Han: none of them joins with another.
        for (char one = 0; one < Byte.MAX_VALUE; one++) {
            know(one);
        }
        for (char one = FIRST_WIDE; one <= LAST_WIDE; one++) {
            know(one);
        }
        for (char one = FIRST_HAN; one <= LAST_HAN; one++) {
            know(one);
        }
        List.of('\u3000', '【', '】', '〔', '〕').forEach(Words::know);
    }

    private Words() {}

    private static void know(char one) {
        String becomes = written(String.valueOf(one));
        if (becomes.length() <= 1) {
            ALONE[one] = becomes.isEmpty() ? NOTHING : becomes.charAt(0);
        }
    }

    /** The text as it is compared: NFKC, simplified, capital letters, half-width brackets, nothing between, nothing added. */
    public static String normalised(String text) {
        char[] known = new char[text.length()];
        int size = 0;
        boolean isKnown = true;
        boolean hasBracket = false;
        for (int at = 0; at < text.length() && isKnown; at++) {
            char one = ALONE[text.charAt(at)];
            isKnown = one != 0;
            hasBracket |= one == '(';
            known[size] = one;
            size += one == NOTHING ? 0 : 1;
        }
        if (!isKnown) {
            return ADDED.matcher(written(text)).replaceAll("");
        }
        String one = new String(known, 0, size);
        return hasBracket ? ADDED.matcher(one).replaceAll("") : one;
    }

    /** But for what is added. */
    private static String written(String text) {
        String one =
                NOISE.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
        char[] chars = one.toUpperCase(Locale.ROOT)
                .replace('【', '(')
                .replace('】', ')')
                .replace('〔', '(')
                .replace('〕', ')')
                .toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = Simplified.of(chars[i]);
        }
        return new String(chars);
    }

    /** The words of a resource of this package. */
    public static Set<String> of(String resource) {
        return Set.of(text(resource).strip().split("\\s+"));
    }

    /** Whether the texts are at most so many edits apart: a character put in, left out, changed, or two that changed places. */
    public static boolean within(int most, String a, String b) {
        return edits(a, b, most) <= most;
    }

    /** How many edits lie between the texts; {@code most + 1} for more than that. */
    public static int edits(String a, String b, int most) {
        if (a.equals(b)) {
            return 0;
        }
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        if (isNear(a.toCharArray(), b.toCharArray(), 0, b.length())) {
            return 1;
        }
        if (most == 1) {
            return 2;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
                least = Math.min(least, row[j]);
            }
            if (least > most) {
                return most + 1;
            }
            int[] free = before;
            before = last;
            last = row;
            row = free;
        }
        return Math.min(last[b.length()], most + 1);
    }

    /** Whether the one is at most one edit from the other, which lies between the two places: what is the same before and behind is taken away. */
    public static boolean isNear(char[] a, char[] b, int from, int to) {
        int more = a.length - (to - from);
        if (more < -1 || more > 1) {
            return false;
        }
        int shorter = Math.min(a.length, to - from);
        int before = 0;
        while (before < shorter && a[before] == b[from + before]) {
            before++;
        }
        int behind = 0;
        while (behind < shorter - before && a[a.length - 1 - behind] == b[to - 1 - behind]) {
            behind++;
        }
        int left = shorter - before - behind;
        int at = from + before;
        return more == 0 ? left <= 1 || left == 2 && a[before] == b[at + 1] && a[before + 1] == b[at] : left == 0;
    }

    private static String text(String resource) {
        try (InputStream in = Words.class.getResourceAsStream("/reconciliation/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
