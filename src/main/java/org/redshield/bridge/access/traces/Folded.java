package org.redshield.bridge.access.traces;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * A text as it is compared: compatibility forms, width, case, accents and traditional characters are undone, and what nobody sees is
 * left out. Of it there are strands, each with nothing but what a kind of trace is made of, so that whatever stands between does not
 * count. Every character knows where it stood in the text as written. All of it is done once and in one pass.
 */
public final class Folded {

    /** What nobody sees, or takes for nothing: Hangul fillers, and what is drawn as empty. */
    private static final String UNSEEN = "\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u2800";

    private static final char FIRST_HAN = '\u4e00';
    private static final char LAST_HAN = '\u9fff';
    private static final char FIRST_WIDE = '\uff01';
    private static final char LAST_WIDE = '\uff5e';
    private static final int WIDER = FIRST_WIDE - '!';
    private static final int NONE = -1;
    /** In place of a sign that needs two {@code char}s. */
    private static final char SIGN = '\u25a1';

    /** What is left when everything else is left out. */
    enum Strand {
        HAN,
        /** Latin letters and digits. */
        CODE,
        /** Both of these. */
        WORD,
        /** Digits as figures. */
        FIGURES,
        /** Figures and Chinese numerals, 一 and 壹 and 〇. */
        NUMERALS,
        /** The same, and as they are called over the telephone: 幺 and 洞. */
        CALLED,
        /** Figures and numerals, and letters that look like them: O and l. */
        ALIKE;

        /** The character as this strand has it; {@link #NONE} where it is none of it. */
        private int take(char one) {
            return switch (this) {
                case HAN -> isHan(one) ? one : NONE;
                case CODE -> isCode(one) ? one : NONE;
                case WORD -> isHan(one) || isCode(one) ? one : NONE;
                case FIGURES -> isFigure(one) ? one : NONE;
                case NUMERALS -> digit(one);
                case CALLED -> either(digit(one), called(one));
                case ALIKE -> either(digit(one), alike(one));
            };
        }

        private static int either(int one, int other) {
            return one == NONE ? other : one;
        }
    }

    /** One strand. {@code at} says for each of its characters its place in the folded text. */
    record Line(String text, int[] at) {}

    private final String written;
    /** Folded, with signs and spaces. */
    private char[] chars;
    /** For each folded character where it begins and ends in what is written. */
    private int[] from;

    private int[] to;
    private int size;
    private final Map<Strand, Line> lines = new EnumMap<>(Strand.class);

    /** @param written as people wrote it, of any length */
    public Folded(String written) {
        this.written = written;
        chars = new char[written.length() + 8];
        from = new int[chars.length];
        to = new int[chars.length];
        for (int at = 0; at < written.length(); ) {
            int code = written.codePointAt(at);
            int next = at + Character.charCount(code);
            fold(code, at, next);
            at = next;
        }
    }

    String written() {
        return written;
    }

    int size() {
        return size;
    }

    /** The folded character; a space beyond both ends. */
    char at(int index) {
        return index < 0 || index >= size ? ' ' : chars[index];
    }

    /** Whether the folded text goes on with that there. */
    boolean has(String words, int index) {
        if (index < 0 || index + words.length() > size) {
            return false;
        }
        for (int i = 0; i < words.length(); i++) {
            if (chars[index + i] != words.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** @param first index of its first folded character, {@code last} of its last one */
    Seen seen(Seen.Kind kind, int first, int last) {
        return Seen.of(kind, written, from[first], to[last]);
    }

    Line line(Strand strand) {
        return lines.computeIfAbsent(strand, this::draw);
    }

    private Line draw(Strand strand) {
        char[] taken = new char[size];
        int[] at = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            int one = strand.take(chars[i]);
            if (one != NONE) {
                taken[count] = (char) one;
                at[count++] = i;
            }
        }
        return new Line(new String(taken, 0, count), Arrays.copyOf(at, count));
    }

    private void fold(int code, int start, int end) {
        if (code < 0x80) {
            add((char) (code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code), start, end);
        } else if (code >= FIRST_HAN && code <= LAST_HAN) {
            add(Simplified.of((char) code), start, end);
        } else if (code >= FIRST_WIDE && code <= LAST_WIDE) {
            fold(code - WIDER, start, end);
        } else if (!isUnseen(code)) {
            foldRare(code, start, end);
        }
    }

    private void foldRare(int code, int start, int end) {
        int value = Character.getNumericValue(code);
        if (isNumber(code) && value >= 0 && value <= 9) {
            add((char) ('0' + value), start, end);
            return;
        }
        String plain = Normalizer.normalize(Character.toString(code), Normalizer.Form.NFKD);
        plain.codePoints().filter(one -> !isUnseen(one)).forEach(one -> {
            if (Character.isBmpCodePoint(one)) {
                add(Simplified.of((char) Character.toLowerCase(one)), start, end);
            } else if (Character.isIdeographic(one)) {
                add(Character.highSurrogate(one), start, end);
                add(Character.lowSurrogate(one), start, end);
            } else {
                add(SIGN, start, end);
            }
        });
    }

    /** Of whatever script: ٣, ➂, Ⅲ; Latin letters have a value too and are none. */
    private static boolean isNumber(int code) {
        return switch (Character.getType(code)) {
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> code != '〇';
            default -> false;
        };
    }

    private static boolean isUnseen(int code) {
        return switch (Character.getType(code)) {
            case Character.FORMAT,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.SURROGATE -> true;
            default -> UNSEEN.indexOf(code) >= 0;
        };
    }

    private void add(char one, int start, int end) {
        if (size == chars.length) {
            int more = size * 2;
            chars = Arrays.copyOf(chars, more);
            from = Arrays.copyOf(from, more);
            to = Arrays.copyOf(to, more);
        }
        chars[size] = one;
        from[size] = start;
        to[size++] = end;
    }

    static boolean isHan(char one) {
        return one >= FIRST_HAN && one <= LAST_HAN
                || one == '〇'
                || one >= '\u3400' && one <= '\u4dbf'
                // Of the planes beyond, both halves; signs of those planes have been replaced.
                || Character.isSurrogate(one);
    }

    static boolean isCode(char one) {
        return one >= 'a' && one <= 'z' || isFigure(one);
    }

    static boolean isFigure(char one) {
        return one >= '0' && one <= '9';
    }

    /** The digit that a figure or a Chinese numeral is; {@value #NONE} for anything else. */
    static int digit(char one) {
        return switch (one) {
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> one;
            case '〇', '零', '○', '◯' -> '0';
            case '一', '壹', '弌' -> '1';
            case '二', '贰', '弍' -> '2';
            case '三', '叁', '参', '弎' -> '3';
            case '四', '肆' -> '4';
            case '五', '伍' -> '5';
            case '六', '陆' -> '6';
            case '七', '柒' -> '7';
            case '八', '捌' -> '8';
            case '九', '玖' -> '9';
            default -> NONE;
        };
    }

    private static int called(char one) {
        return switch (one) {
            case '洞' -> '0';
            case '幺', '么', '妖', '腰' -> '1';
            case '两', '俩' -> '2';
            case '拐' -> '7';
            case '勾' -> '9';
            default -> NONE;
        };
    }

    private static int alike(char one) {
        return switch (one) {
            case 'o', '\u043e', '\u03bf', '口', '囗' -> '0';
            case 'l', 'i', '|', '\u0456', '\u04cf', '丨' -> '1';
            default -> NONE;
        };
    }
}
