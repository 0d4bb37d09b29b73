package org.redshield.sandbox.world;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsccTest {

    @ParameterizedTest
    @CsvSource({
        "91350000611528672E,true",
        "91320500628396530U,true",
        "91350000611528672F,false",
        "91350000611528672,false",
        "9135000061152867IE,false"
    })
    void knowsRealCodesFromBrokenOnes(String code, boolean valid) {
        assertThat(Uscc.isValid(code)).isEqualTo(valid);
    }
}
