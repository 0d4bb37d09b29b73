package org.redshield.bridge.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.keys.MacKey;

/** Names by which masked values are told apart. */
class PseudonymsTest {

    private static final MacKey KEY = MacKey.agreed("HmacSHA256", "a key that no person of a bureau reads");

    @Test
    void aValueHasOneNameInACaseAndAnotherInTheNext() {
        assertThat(Pseudonyms.name(KEY, "13812345678"))
                .isEqualTo(Pseudonyms.name(KEY, "13812345678"))
                .matches("[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]\\d{4}")
                .isNotEqualTo(Pseudonyms.name(MacKey.agreed("HmacSHA256", "another"), "13812345678"));
    }

    /** All numbers that look alike behind their mask. */
    @Test
    void valuesOfTheSameMaskHaveDifferentNames() {
        long names = IntStream.range(0, 1000)
                .mapToObj(middle -> Pseudonyms.name(KEY, "138%04d5678".formatted(middle)))
                .collect(Collectors.toSet())
                .size();
        assertThat(names).isGreaterThan(995);
    }
}
