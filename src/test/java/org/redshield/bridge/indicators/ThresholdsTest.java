package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;

/** What the packaged table of thresholds says, which tables are refused, and which texts are nearly the same. */
class ThresholdsTest {

    private String xml;

    @BeforeEach
    void read() throws IOException {
        xml = Files.readString(Path.of("processes/brushing.dmn"));
    }

    private static Thresholds table(String xml) {
        return Thresholds.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyIndicatorHasItsPointsAndNoneMakesAnOrderSuspiciousByItself() {
        Thresholds table = table(xml);
        for (Indicator indicator : Indicator.values()) {
            assertThat(table.points(indicator)).isBetween(0, table.whole("suspicious.points") - 1);
        }
        assertThat(table.words()).contains("补单", "S");
        // Others' attacks are not the shop's doing.
        assertThat(table.points(Indicator.B10)).isZero();
    }

    @Test
    void aTableWithoutARowOrWithAWordForANumberIsRefused() {
        assertThatThrownBy(() -> table(xml.replaceAll("(?s)<rule id=\"b3DaysRule\">.*?</rule>", "")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("缺少参数“B3.days”");
        assertThatThrownBy(() -> table(xml.replace("<text>\"60\"</text>", "<text>\"六十\"</text>")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("六十");
        assertThatThrownBy(() -> table(xml.replace("\"B3.days\"", "\"B3.weeks\"")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("B3.weeks");
    }

    @Test
    void textsThatDifferInAFewCharactersAreNearlyTheSame() {
        NearTexts texts = new NearTexts(80);
        assertThat(texts.add("宝贝收到了非常满意，做工精细没有味道，物流也快，五星好评！")).isZero();
        assertThat(texts.add("柜子很结实，师傅安装也很耐心，就是送货晚了两天。")).isEqualTo(1);
        assertThat(texts.add("宝贝收到了非常满意 做工精细没有味道，物流也快，五星好评")).isZero();
        assertThat(texts.add("宝贝收到了非常满意，做工精细没有味道，物流也快，五星好评哦！")).isZero();
        assertThat(texts.add("宝贝收到了，做工一般，味道很大，物流也慢，给差评！")).isEqualTo(4);
    }
}
