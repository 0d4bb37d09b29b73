package org.redshield.bridge.letter;

import java.util.regex.Pattern;

/** Writes a number as the organisation's pattern says, see {@link LetterSettings#pattern}. */
final class LetterNumber {

    private static final Pattern SERIAL = Pattern.compile("\\{serial(?::(\\d))?}");

    private LetterNumber() {}

    static String of(String pattern, String prefix, String typeCode, int year, int serial) {
        String number = SERIAL.matcher(pattern)
                .replaceAll(match -> match.group(1) == null
                        ? Integer.toString(serial)
                        : String.format("%0" + match.group(1) + "d", serial));
        return number.replace("{year}", Integer.toString(year))
                .replace("{type}", typeCode)
                .replace("{prefix}", prefix);
    }
}
