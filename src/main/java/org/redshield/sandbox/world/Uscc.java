package org.redshield.sandbox.world;

import java.util.SplittableRandom;

/**
 * Unified social credit codes (GB 32100-2015) that cannot be real: the six digits of the registering authority's
 * division are zeros. Both check digits are right, the code's own and that of the organisation code inside it
 * (GB 11714).
 */
public final class Uscc {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private Uscc() {}

    /**
     * A code for the {@code number}th subject; different numbers give different codes.
     *
     * @param kind 91 company, 92 individual business, 93 farmers' cooperative
     */
    static String of(String kind, long number, SplittableRandom random) {
        StringBuilder body = new StringBuilder("MA");
        // 29 is coprime with 31, so this walks through all codes before it repeats one.
        long scrambled = Math.floorMod(number * 29L * 29 * 29 * 29 + 7_919, 31L * 31 * 31 * 31);
        for (int i = 0; i < 4; i++) {
            body.append(ALPHABET.charAt((int) (scrambled % 31)));
            scrambled /= 31;
        }
        body.append(ALPHABET.charAt(random.nextInt(31))).append(ALPHABET.charAt(random.nextInt(31)));
        String organisation = body.toString() + organisationCheck(body);
        String unchecked = kind + "000000" + organisation;
        return unchecked + check(unchecked);
    }

    /** Whether {@code code} has 18 characters of the right alphabet and the right check digit. */
    public static boolean isValid(String code) {
        return code.length() == 18
                && code.chars().allMatch(c -> ALPHABET.indexOf(c) >= 0)
                && code.charAt(17) == check(code.substring(0, 17));
    }

    private static char check(String first17) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += ALPHABET.indexOf(first17.charAt(i)) * WEIGHTS[i];
        }
        return ALPHABET.charAt((31 - sum % 31) % 31);
    }

    private static char organisationCheck(CharSequence first8) {
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += Character.digit(first8.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
        }
        int check = 11 - sum % 11;
        return check == 10 ? 'X' : check == 11 ? '0' : (char) ('0' + check);
    }
}
