package org.redshield.bridge.reconciliation.match.words;

import java.util.regex.Pattern;

/**
 * An address in its parts.
 *
 * @param division the lowest that it names, six digits; empty where it names none
 * @param road what follows up to the first digit: street, village, park
 * @param number the rest
 */
public record Address(String division, String road, String number) {

    private static final String COUNTRY = "中国(";
    private static final Pattern FREE_TRADE_ZONE = Pattern.compile("^中国\\(([^()]+)\\)自由贸易试验区");

    public static Address of(String text, DivisionWords places) {
        String rest = Words.normalised(text);
        if (rest.startsWith(COUNTRY)) {
            rest = FREE_TRADE_ZONE.matcher(rest).replaceFirst("$1");
        }
        DivisionWords.Found found = places.ofAddress(rest, "");
        String division = "";
        while (!found.code().isEmpty()) {
            division = found.code();
            found = places.ofAddress(found.rest(), division);
        }
        rest = found.rest();
        int digit = 0;
        while (digit < rest.length() && !Character.isDigit(rest.charAt(digit))) {
            digit++;
        }
        return new Address(division, rest.substring(0, digit), rest.substring(digit));
    }

    /** As much of the text as names divisions, as it is compared. */
    public static String divisions(String text, DivisionWords places) {
        String all = Words.normalised(text);
        Address read = of(text, places);
        return all.substring(
                0,
                Math.max(0, all.length() - read.road().length() - read.number().length()));
    }

    /** Whether both name divisions of which neither contains the other. */
    public boolean liesElsewhere(Address other) {
        String mine = DivisionWords.stem(division);
        String its = DivisionWords.stem(other.division);
        return !mine.isEmpty() && !its.isEmpty() && !mine.startsWith(its) && !its.startsWith(mine);
    }
}
