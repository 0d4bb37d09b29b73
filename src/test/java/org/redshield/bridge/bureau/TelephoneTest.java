package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TelephoneTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "13800138000",
                "199-0000-1234",
                "+8613800138000",
                "86-13800138000",
                "021-22050000",
                "02122050000",
                "0516-3001001",
                "0571-00001001",
                "021-22050000-801",
                "021-22050000转801",
                "021-22050000分机8",
                "021-22050000x801",
                "+86-21-22050000",
                "22050000",
                "2205000-12",
                "400-820-8820",
                "4008208820"
            })
    void isOne(String text) {
        assertThat(Telephone.of(text)).contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "' 021 - 2205 0000 ', 021-22050000",
        "０２１－２２０５００００, 021-22050000",
        "(021)22050000, 021-22050000",
        "（021）2205 0000, 021-22050000",
        "021—22050000, 021-22050000",
        "138 0013 8000, 13800138000",
        "138\u200013800138\u00a0, 13813800138"
    })
    void isKeptWithoutWhatOnlyPartsIt(String text, String kept) {
        assertThat(Telephone.of(text)).contains(kept);
        assertThat(Telephone.of(kept)).as("once more").contains(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-",
                "—",
                "无",
                "暂无",
                "/",
                "abc",
                "N/A",
                "随时联系",
                "021-1",
                "021",
                "0",
                "00000000000",
                "12345678901",
                "1380013800",
                "138001380001",
                "021-2205000A",
                "021-22050000转",
                "021-22050000-1234567",
                "13800138000/021-22050000",
                "13800138000、13900139000",
                "wei@bureau.example",
                "+1 212 555 0100",
                "110",
                "张伟 13800138000"
            })
    void isNone(String text) {
        assertThat(Telephone.of(text)).isEmpty();
        assertThat(Telephone.isOne(text)).isFalse();
    }

    @Test
    void nothingAndTooMuchIsNone() {
        assertThat(Telephone.isOne(null)).isFalse();
        assertThat(Telephone.isOne("1".repeat(100_000))).isFalse();
    }
}
