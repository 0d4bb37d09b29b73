package org.redshield.bridge.platform.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names by which masked values are told apart. */
class PseudonymsTest {

    private static final byte[] KEY = "a key that no person of a bureau reads".getBytes(StandardCharsets.UTF_8);

    @Test
    void aValueHasOneNameInACaseAndAnotherInTheNext() {
        assertThat(Pseudonyms.name(KEY, "13812345678"))
                .isEqualTo(Pseudonyms.name(KEY, "13812345678"))
                .matches("[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]\\d{4}")
                .isNotEqualTo(Pseudonyms.name(new byte[32], "13812345678"));
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
