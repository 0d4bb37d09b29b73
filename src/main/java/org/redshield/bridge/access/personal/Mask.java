package org.redshield.bridge.access.personal;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What of a personal value may be shown where the whole is not needed. Lengths are not given away. */
public enum Mask {
    NONE {
        @Override
        public String apply(String value) {
            return value;
        }
    },
    /** 张** */
    NAME {
        @Override
        public String apply(String value) {
            return first(value, 1) + "**";
        }
    },
    /** 138****1234 */
    PHONE {
        @Override
        public String apply(String value) {
            return value.length() < 9 ? "****" : first(value, 3) + "****" + last(value, 4);
        }
    },
    /** The division stays, the door does not: 上海市长宁区**** */
    ADDRESS {
        @Override
        public String apply(String value) {
            return value.length() < 10 ? "****" : first(value, 6) + "****";
        }
    },
    /** 3101**********1234 */
    CERTIFICATE {
        @Override
        public String apply(String value) {
            return value.length() < 12 ? "****" : first(value, 4) + "**********" + last(value, 4);
        }
    },
    /** Free text, account numbers: only that there is something. */
    HIDDEN {
        @Override
        public String apply(String value) {
            return "****";
        }
    };

    private static final int MOBILE = 11;

    private static final Pattern PERSONAL_NUMBER =
            Pattern.compile("(?<!\\d)(?:1[3-9]\\d{9}|[1-9]\\d{5}(?:19|20)\\d{2}[01]\\d[0-3]\\d{4}[0-9Xx])(?!\\d)");

    /** The mask of that name; one that nobody knows hides all. */
    public static Mask named(String name) {
        return Arrays.stream(values())
                .filter(mask -> mask.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElse(HIDDEN);
    }

    /** Free text with the numbers masked that belong to a person: telephone and identity card. */
    public static String numbersIn(String text) {
        return PERSONAL_NUMBER
                .matcher(text)
                .replaceAll(found -> (found.group().length() == MOBILE ? PHONE : CERTIFICATE).apply(found.group()));
    }

    /** The part of {@code value} that may be shown; where there is nothing, nothing is hidden. */
    public String shown(String value) {
        return value == null || value.isEmpty() ? value : apply(value);
    }

    /** The same; {@code value} is neither null nor empty. */
    public abstract String apply(String value);

    /** Counted in characters as people see them, so that a rare name of two code units is not cut in half. */
    private static String first(String value, int characters) {
        return value.codePointCount(0, value.length()) <= characters
                ? ""
                : value.substring(0, value.offsetByCodePoints(0, characters));
    }

    private static String last(String value, int characters) {
        return value.substring(value.offsetByCodePoints(value.length(), -characters));
    }
}
