package org.redshield.bridge.indicators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        List<String> texts = List.of(
                "宝贝收到了非常满意，做工精细没有味道，物流也快，五星好评！",
                "柜子很结实，师傅安装也很耐心，就是送货晚了两天。",
                "宝贝收到了非常满意 做工精细没有味道，物流也快，五星好评",
                "宝贝收到了非常满意，做工精细没有味道，物流也快，五星好评哦！",
                "宝贝收到了，做工一般，味道很大，物流也慢，给差评！",
                "！");

        assertThat(NearTexts.groups(texts::forEach, 80)).containsExactly(0, 1, 0, 0, 4, 5);
    }

    /** However common or rare what they share is, whoever has a nearly same one before him is found: held against all with all. */
    @Test
    void noTextIsMissed() {
        String[] words = "物流很快 质量不错 颜色好看 送货上门 客服耐心".split(" ");
        Random random = new Random(6);
        List<String> texts = Stream.generate(() -> random.ints(7, 0, words.length)
                        .mapToObj(word -> words[word])
                        .collect(Collectors.joining()))
                .limit(400)
                .distinct()
                .toList();

        int[] groups = NearTexts.groups(texts::forEach, 80);

        for (int text = 0; text < texts.size(); text++) {
            Set<String> own = pairs(texts.get(text));
            boolean hasBefore = texts.subList(0, text).stream().anyMatch(other -> isNear(own, pairs(other)));
            assertThat(groups[text] != text).as(texts.get(text)).isEqualTo(hasBefore);
        }
        assertThat(Arrays.stream(groups).distinct().count()).isBetween(5L, 380L);
    }

    /** Of a text that more copy than are looked through, every copy is still in one group, and so are those of another. */
    @Test
    void copiesBeyondTheCapAreInTheirGroup() {
        String one = "卖家服务态度很好发货速度快包装完整无损物有所值推荐大家购买下次还来";
        String other = "穿了几天掉色严重尺码偏小联系客服一直没人理会非常失望请各位谨慎下单";
        List<String> texts = IntStream.range(0, 1_300)
                .mapToObj(n -> (n % 2 == 0 ? one : other) + (char) ('\u3400' + n) + (char) ('\ua000' + n % 1_000))
                .toList();

        int[] groups = NearTexts.groups(texts::forEach, 80);

        assertThat(IntStream.range(0, groups.length).filter(text -> groups[text] != text % 2))
                .isEmpty();
    }

    private static Set<String> pairs(String text) {
        return IntStream.range(1, text.length())
                .mapToObj(at -> text.substring(at - 1, at + 1))
                .collect(Collectors.toSet());
    }

    private static boolean isNear(Set<String> one, Set<String> other) {
        long both = one.stream().filter(other::contains).count();
        return both * 100 >= 80 * (one.size() + other.size() - both);
    }
}
