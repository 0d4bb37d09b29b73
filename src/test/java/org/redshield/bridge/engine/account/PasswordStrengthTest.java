package org.redshield.bridge.engine.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.support.Thorough;

/** What is guessed first is no password, however it is dressed up. */
class PasswordStrengthTest {

    private static final int COMMONEST = 10_000;
    private static final List<String> ORGANISATIONS = List.of("上海市长宁区市场监督管理局", "杭州市余杭区市场监督管理局", "睢宁县市场监督管理局");

    @Test
    void theTenThousandCommonestAreNoneNorAsTheRulesForCharactersMakeThemBe() throws IOException {
        List<String> commonest = StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                .limit(COMMONEST)
                .toList();
        assertThat(commonest).hasSize(COMMONEST).contains("password", "123456", "qwerty");
        assertThat(Thorough.some(1_500, commonest, "commonest").stream()
                        .flatMap(word -> Stream.of(
                                word, word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) + "1!"))
                        .filter(password -> weakness(password).isEmpty()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Password123!, engine.password-common",
        "P@ssw0rd2026!, engine.password-common",
        "Welcome-2026, engine.password-common",
        "Qwertyuiop1!, engine.password-common",
        "上海市长宁区市场监督管理局, engine.password-known",
        "上海市长宁区市场监督管理局Aa1!, engine.password-known",
        "长宁区市场监管局A1!a, engine.password-known",
        "Changning.Wang1, engine.password-known",
        "Scjgj@310105, engine.password-known",
        "Shichangjianguan1!, engine.password-known",
        "Zhangwei@2026, engine.password-known",
        "Zhang.Wei1988!, engine.password-known",
        "张伟张伟Aa1!, engine.password-pattern",
        "Aa1!Aa1!Aa1!, engine.password-pattern"
    })
    void whatEverybodyWouldTryIsNone(String password, String why) {
        assertThat(weakness(password)).hasValue(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Neues-Wort7",
                "Wort-gewechselt7",
                "Erstes-Wort7",
                "Kiesel.7Trommel",
                "竹林7深处Aa-听雨",
                "x8Kq-w3Zp#Lm",
                "correct Horse7 battery-staple"
            })
    void whatNobodyWouldTryIsOne(String password) {
        assertThat(weakness(password)).isEmpty();
    }

    /** The work grows with the square of the length. */
    @Test
    void aLongOneIsJudgedAtOnceByItsBeginning() {
        long begun = System.nanoTime();
        assertThat(weakness("aA1!".repeat(50_000))).isPresent();
        assertThat(weakness("x8Kq-w3Zp#Lm" + "a".repeat(200_000))).isEmpty();
        assertThat(System.nanoTime() - begun).isLessThan(5_000_000_000L);
    }

    private static Optional<String> weakness(String password) {
        UserEntity person = new UserEntity("zhang.wei");
        person.setFirstName("张伟");
        person.setLastName("");
        person.setEmail("wang@changning.example");
        Set<String> known = PasswordStrength.known(person, ORGANISATIONS);
        return PasswordStrength.weakness(password, known);
    }
}
