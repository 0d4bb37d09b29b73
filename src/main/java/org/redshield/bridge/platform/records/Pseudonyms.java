package org.redshield.bridge.platform.records;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.redshield.bridge.access.personal.Mask;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells persons apart whose data are masked: the same value bears the same name in all records of a case, e.g. 138****1234（甲子0271）,
 * and another one in every other case. The name comes from a hash with a key that no person reads: of a telephone number the mask
 * leaves ten thousand possibilities, and a hash without a key would give them away.
 */
class Pseudonyms {

    private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
    private static final String BRANCHES = "子丑寅卯辰巳午未申酉戌亥";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY = 32;
    private static final int CYCLE = 60;
    private static final int NUMBERS = 10_000;

    private final JdbcClient jdbc;
    private final SecureRandom random = new SecureRandom();

    Pseudonyms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How values of a column are shown in a case: masked, with the name behind. */
    UnaryOperator<String> of(String caseNo, Mask mask) {
        byte[] key = key(caseNo);
        return value -> value.isEmpty() ? value : mask.shown(value) + "（" + name(key, value) + "）";
    }

    static String name(byte[] key, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            long number = ByteBuffer.wrap(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)))
                            .getLong()
                    >>> 1;
            int year = (int) (number % CYCLE);
            return "%c%c%04d"
                    .formatted(
                            STEMS.charAt(year % STEMS.length()),
                            BRANCHES.charAt(year % BRANCHES.length()),
                            number / CYCLE % NUMBERS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] key(String caseNo) {
        byte[] fresh = new byte[KEY];
        random.nextBytes(fresh);
        jdbc.sql("insert into record_pseudonym_key (case_no, key) values (?, ?) on conflict (case_no) do nothing")
                .params(caseNo, fresh)
                .update();
        return jdbc.sql("select key from record_pseudonym_key where case_no = ?")
                .param(caseNo)
                .query(byte[].class)
                .single();
    }
}
