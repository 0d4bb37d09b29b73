package org.redshield.bridge.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;

class EntriesTest {

    private final Entries entries = new Entries("assistance");

    /** As people count them, whatever Java makes of a rare one. */
    @ParameterizedTest
    @CsvSource({
        "不, text-too-short",
        "不同意, text-too-short",
        "。。。。, text-too-short",
        "𠮷𠮷, text-too-short",
        "'   ', field-missing"
    })
    void aReasonOfThreeCharactersIsNone(String text, String code) {
        assertThatThrownBy(() -> entries.reason(Optional.of(text), "理由"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("assistance." + code));
    }

    @Test
    void oneOfFourIs() {
        assertThat(entries.reason(Optional.of(" 材料不足 "), "理由")).isEqualTo("材料不足");
    }
}
