package org.redshield.bridge.platform.records;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.personal.Mask;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.MacKey;
import org.redshield.bridge.platform.request.Aliases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells persons apart whose data are masked: the same value bears the same name in all records of a case, e.g. 138****1234（甲子0271）,
 * and another one in every other case. The name comes from a hash with a key that no person reads: of a telephone number the mask
 * leaves ten thousand possibilities, and a hash without a key would give them away.
 */
@Component
@RequiredArgsConstructor
class Pseudonyms implements Aliases {

    private static final String STEMS = "甲乙丙丁戊己庚辛壬癸";
    private static final String BRANCHES = "子丑寅卯辰巳午未申酉戌亥";
    private static final int CYCLE = 60;
    private static final int NUMBERS = 10_000;
    /** The name is made of the bytes before. */
    private static final int TAIL = Long.BYTES;

    private final JdbcClient jdbc;
    private final KeyProvider keys;

    /** How values of a column are shown in a case: masked, with the name behind. */
    UnaryOperator<String> of(String caseNo, Mask mask) {
        MacKey key = key(caseNo);
        return value -> value.isEmpty() ? value : mask.shown(value) + "（" + name(key, value) + "）";
    }

    /** With a tail: among a hundred thousand persons some have the short name in common. */
    @Override
    public UnaryOperator<String> ofCase(String caseNo) {
        MacKey key = key(caseNo);
        return value -> "%s-%010d"
                .formatted(
                        name(key, value),
                        Integer.toUnsignedLong(ByteBuffer.wrap(key.of(value)).getInt(TAIL)));
    }

    static String name(MacKey key, String value) {
        long number = ByteBuffer.wrap(key.of(value)).getLong() >>> 1;
        int year = (int) (number % CYCLE);
        return "%c%c%04d"
                .formatted(
                        STEMS.charAt(year % STEMS.length()),
                        BRANCHES.charAt(year % BRANCHES.length()),
                        number / CYCLE % NUMBERS);
    }

    private MacKey key(String caseNo) {
        String about = "pseudonyms of " + caseNo;
        jdbc.sql("insert into record_pseudonym_key (case_no, key) values (?, ?) on conflict (case_no) do nothing")
                .params(caseNo, keys.newMacKey(about))
                .update();
        byte[] stored = jdbc.sql("select key from record_pseudonym_key where case_no = ?")
                .param(caseNo)
                .query(byte[].class)
                .single();
        keys.asToBeStored(about, stored)
                .ifPresent(better -> jdbc.sql("update record_pseudonym_key set key = ? where case_no = ?")
                        .params(better, caseNo)
                        .update());
        return keys.macKey(about, stored);
    }
}
