package org.redshield.bridge.bureau;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is a telephone by which another bureau or a platform reaches a person: one number, of a mobile or a landline. The one rule for
 * files of people, forms and whatever goes out. Whether somebody answers it, nobody can tell.
 */
public final class Telephone {

    private static final String CHINA = "(?:(?:\\+|00)?86-?)?";
    /** Eleven digits, also parted as people part them. */
    private static final String MOBILE = "1[3-9]\\d-?\\d{4}-?\\d{4}";
    /** Area code, without its 0 after +86. */
    private static final String AREA = "0?[1-9]\\d{1,2}-?";

    private static final String LOCAL = "\\d{3,4}-?\\d{4}";
    private static final String EXTENSION = "(?:(?:-|转|分机|ext\\.?|x|#|,)\\d{1,6})?";

    private static final Pattern ONE = Pattern.compile(
            CHINA + MOBILE
                    + "|(?:0[1-9]\\d{1,2}-?|(?:\\+|00)86-?" + AREA + ")" + LOCAL + EXTENSION
                    // A number of the bureau's own place; the place stands beside it.
                    + "|[2-9]\\d{2,3}-?\\d{4}" + EXTENSION
                    + "|[48]00(?:-?\\d){7}" + EXTENSION,
            Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern DASHES = Pattern.compile("[‐-―−ー﹣]");
    private static final Pattern BRACKETS = Pattern.compile("^\\((0\\d{2,3})\\)-?");

    private Telephone() {}

    /** Whether somebody can be reached by what is written there. */
    public static boolean isOne(String text) {
        return of(text).isPresent();
    }

    /** The number as it is kept: no blanks, plain digits and dashes; empty where it is no telephone. @param text may be null */
    public static Optional<String> of(String text) {
        if (text == null || text.length() > 100) {
            return Optional.empty();
        }
        String plain =
                BLANKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll("");
        String number = BRACKETS.matcher(DASHES.matcher(plain).replaceAll("-")).replaceFirst("$1-");
        return Optional.of(number).filter(one -> ONE.matcher(one).matches());
    }
}
