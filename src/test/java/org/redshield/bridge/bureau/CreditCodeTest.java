package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.redshield.bridge.Refusal;

class CreditCodeTest {

    private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @ParameterizedTest(name = "{0} {1}")
    @CsvFileSource(resources = "/bureau/credit-codes.csv", numLinesToSkip = 1, quoteCharacter = '"')
    void judgesKnownCodes(String code, String name, String expected) {
        switch (expected) {
            case "VALID" ->
                assertThat(CreditCode.parse(code).organisationDigitPlausible()).isTrue();
            case "ORG_CHECK_ONLY_WRONG" ->
                assertThat(CreditCode.parse(code).organisationDigitPlausible())
                        .as("only a warning")
                        .isFalse();
            case "NORMALISE_LOWER" -> assertThat(CreditCode.parse(code).value()).isEqualTo("9144030071526726XG");
            case "LENGTH" -> refused("length", code, "应为 18 位，实际为 17 位");
            case "BAD_CHAR" -> refused("character", code, "第 17 位的“I”");
            case "WRONG_CHECK" -> refused("check-digit", code, "末位校验码“" + code.substring(17) + "”");
            default -> throw new AssertionError("Unknown expectation " + expected);
        }
    }

    @Test
    void readsFullWidthCharactersAndSpaces() {
        assertThat(CreditCode.parse(" ９１３１０１１５７６２６２７２８０６\u3000").value()).isEqualTo("913101157626272806");
        assertThat(CreditCode.parse("91310115 7626 2728 06").value()).isEqualTo("913101157626272806");
    }

    @Test
    void namesAnOldRegistrationNumberByItsLength() {
        refused("length", "310115400128331", "实际为 15 位");
    }

    @Property
    void noticesEveryMistypedCharacter(@ForAll("characters") char other, @ForAll @IntRange(max = 17) int position) {
        String genuine = "913101157626272806";
        String mistyped = genuine.substring(0, position) + other + genuine.substring(position + 1);

        if (mistyped.equals(genuine)) {
            assertThat(CreditCode.parse(mistyped).value()).isEqualTo(genuine);
        } else {
            refused("check-digit", mistyped, "校验码");
        }
    }

    @Provide
    Arbitrary<Character> characters() {
        return Arbitraries.of(ALPHABET.chars().mapToObj(c -> (char) c).toList());
    }

    private static void refused(String what, String code, String because) {
        assertThatThrownBy(() -> CreditCode.parse(code))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("bureau.credit-code-" + what))
                .hasMessageContaining(because)
                .hasMessageContaining("请对照营业执照核对");
    }
}
