package org.redshield.bridge.bureau;

import java.text.Normalizer;
import java.util.Locale;
import org.redshield.bridge.Refusal;

/**
 * A unified social credit code 统一社会信用代码 (GB 32100-2015): 18 characters, the last one a check digit.
 *
 * <p>Positions 3–8 name the division that registered the business. They never say where it trades, and many name a
 * division that no longer exists, so nothing here reads them.
 */
public record CreditCode(String value) {

    private static final int LENGTH = 18;
    /** I, O, S, V and Z are left out, because they are easily mistaken. */
    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final String ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    public CreditCode {
        if (value.length() != LENGTH) {
            throw new Refusal("bureau.credit-code-length", value, value.length());
        }
        for (int i = 0; i < LENGTH; i++) {
            if (ALPHABET.indexOf(value.charAt(i)) < 0) {
                throw new Refusal("bureau.credit-code-character", value, i + 1, value.charAt(i));
            }
        }
        if (value.charAt(LENGTH - 1) != checkDigit(value)) {
            throw new Refusal("bureau.credit-code-check-digit", value, value.charAt(LENGTH - 1));
        }
    }

    /**
     * Reads a code as people and registers write it: lower case, full-width characters and spaces are put right.
     *
     * @throws Refusal {@code bureau.credit-code-length}, {@code bureau.credit-code-character} (one that codes do not
     *     use), {@code bureau.credit-code-check-digit}
     */
    public static CreditCode parse(String text) {
        String normalised = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return new CreditCode(normalised.replaceAll("\\s", "").toUpperCase(Locale.ROOT));
    }

    /**
     * Whether the check digit of the organisation code inside (positions 9–17, GB 11714) is right. Some genuine codes
     * fail it: show it as a warning, never refuse for it.
     */
    public boolean organisationDigitPlausible() {
        int sum = 0;
        for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
            sum += ORGANISATION_WEIGHTS[i] * ORGANISATION_ALPHABET.indexOf(value.charAt(8 + i));
        }
        int check = (11 - sum % 11) % 11;
        return value.charAt(16) == (check == 10 ? 'X' : (char) ('0' + check));
    }

    @Override
    public String toString() {
        return value;
    }

    private static char checkDigit(String code) {
        int sum = 0;
        int weight = 1;
        for (int i = 0; i < LENGTH - 1; i++) {
            sum += weight * ALPHABET.indexOf(code.charAt(i));
            weight = weight * 3 % ALPHABET.length();
        }
        return ALPHABET.charAt((ALPHABET.length() - sum % ALPHABET.length()) % ALPHABET.length());
    }
}
