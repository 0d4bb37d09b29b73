package org.redshield.bridge.reconciliation.match.words;

import java.text.Normalizer;
import java.util.Locale;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.CreditCode;

/**
 * A code as somebody wrote it: a unified social credit code (GB 32100), or a registration number of 15 digits
 * (工商行政管理市场主体注册号编制规则, check digit by GB/T 17710 MOD 11,10).
 *
 * @param text without spaces, in capital letters; empty where none was written
 * @param isValid whether it is one of the two by its length, characters and check digit
 */
public record ShownCode(String text, boolean isValid) {

    private static final int LENGTH = 18;
    private static final int OLD_LENGTH = 15;
    private static final int MODULUS = 10;

    public static ShownCode of(String written) {
        String text = text(written);
        return new ShownCode(text, isOldNumber(text) || isCreditCode(text));
    }

    /** As it is compared. */
    public static String text(String written) {
        boolean isPlain = true;
        for (int at = 0; at < written.length() && isPlain; at++) {
            char character = written.charAt(at);
            isPlain = character >= '0' && character <= '9' || character >= 'A' && character <= 'Z';
        }
        return isPlain
                ? written
                : Normalizer.normalize(written, Normalizer.Form.NFKC)
                        .replaceAll("\\s", "")
                        .toUpperCase(Locale.ROOT);
    }

    public boolean isShown() {
        return !text.isEmpty();
    }

    private static boolean isCreditCode(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        try {
            return !new CreditCode(text).value().isEmpty();
        } catch (Refusal e) {
            return false;
        }
    }

    private static boolean isOldNumber(String text) {
        if (text.length() != OLD_LENGTH || !text.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return false;
        }
        int product = MODULUS;
        for (int i = 0; i < OLD_LENGTH - 1; i++) {
            int sum = (product + text.charAt(i) - '0') % MODULUS;
            product = (sum == 0 ? MODULUS : sum) * 2 % (MODULUS + 1);
        }
        return (product + text.charAt(OLD_LENGTH - 1) - '0') % MODULUS == 1;
    }
}
