package org.redshield.bridge.disposition.severity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.engine.model.TableProblems;

/** How harsh the packaged table says that measures are, and which tables are refused. */
class MeasureOrderTest {

    private String xml;

    @BeforeEach
    void read() throws IOException {
        xml = Files.readString(Path.of("processes/measure-order.dmn"));
    }

    private static MeasureOrder table(String xml) {
        return MeasureOrder.read(xml.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void measuresStandInTheOrderOfTheLaw() {
        MeasureOrder order = table(xml);

        assertThat(Degree.titles()).containsExactly("警示", "限制", "下架", "暂停", "关店", "黑名单");
        assertThat(List.of(
                        Measure.WARNING,
                        Measure.FEATURE_LIMIT,
                        Measure.ITEM_TAKEDOWN,
                        Measure.SHOP_SUSPEND,
                        Measure.SHOP_CLOSE,
                        Measure.BLACKLIST))
                .extracting(order::of)
                .containsExactly(Degree.values());
        assertThat(order.highest(List.of(Measure.SHOP_SUSPEND, Measure.WARNING)))
                .contains(Degree.SUSPENSION);
        assertThat(order.highest(List.of())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTableThatLacksAMeasureIsRefused(Measure measure) {
        assertThat(table(xml).of(measure)).isNotNull();
        refused(
                xml.replaceAll(
                        "(?s)<rule id=\"[A-Za-z]*\">\\s*<inputEntry[^>]*>\\s*<text>\"" + measure + "\".*?</rule>", ""),
                "缺少措施 " + measure + "（" + measure.title() + "）");
    }

    @Test
    void aTableWithAMeasureTwiceOrWithNonsenseIsRefused() {
        refused(
                xml.replace("\"SHOP_CLOSE\"", "\"SHOP_CLOSE\",\"WARNING\""),
                "第 12 行（终止服务、关闭网店）又列了措施 WARNING（警示），它已经在第 1 行（警示）");
        refused(xml.replace("\"SHOP_CLOSE\"", "\"SHOP_BURN\""), "填了“SHOP_BURN”");
        refused(xml.replace("<text>\"关店\"</text>", "<text>\"关门\"</text>"), "的“档次”填了“关门”，只能填：警示、限制、下架、暂停、关店、黑名单");
        refused(xml.replace("<text>\"关店\"</text>", "<text></text>"), "没有填写“档次”");
        refused(xml.replace("\"SHOP_CLOSE\"", ""), "没有填写“处置措施”");
    }

    /** Whatever is called a warning is a unit head's to approve. */
    @Test
    void onlyWhatTakesNothingFromAMerchantIsAWarning() {
        refused(xml.replace("<text>\"关店\"</text>", "<text>\"警示\"</text>"), "而“终止服务、关闭网店”会限制商家的经营或者权益，不能作为警示");
    }

    @Test
    void aModelerMayRaiseAMeasure() {
        MeasureOrder changed = table(xml.replace("<text>\"暂停\"</text>", "<text>\"关店\"</text>"));
        assertThat(changed.of(Measure.SHOP_SUSPEND)).isEqualTo(Degree.CLOSURE);
        MeasureOrder stricter =
                table(xml.replaceFirst("<text>\"警示\"</text>(\\s*</outputEntry>\\s*</rule>)", "<text>\"限制\"</text>$1"));
        assertThat(stricter.of(Measure.WARNING)).isEqualTo(Degree.LIMIT);
    }

    private static void refused(String xml, String sentence) {
        TableProblems problems = new MeasureOrderCheck().problems(xml.getBytes(StandardCharsets.UTF_8), null, false);
        assertThat(problems.joined()).contains(sentence);
        assertThatThrownBy(() -> table(xml)).isInstanceOf(Refusal.class).hasMessageContaining(sentence);
    }
}
