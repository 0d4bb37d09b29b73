package org.redshield.bridge.transfer.jurisdiction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.transfer.jurisdiction.Rule.When;
import org.redshield.bridge.transfer.jurisdiction.Situation.Answer;

/** That the engine reads the packaged table as we do, and which tables are refused. */
class JurisdictionTableTest {

    private static final LocalDate TODAY = LocalDate.parse(Cases.TODAY);

    private String xml;

    @BeforeEach
    void read() throws IOException {
        xml = Files.readString(Path.of("processes/jurisdiction.dmn"));
    }

    @Test
    void theEngineReadsTheSame() {
        DmnEngine engine =
                DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        DmnDecision decision = engine.parseDecision(
                JurisdictionTable.KEY, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        JurisdictionTable ours = table(xml);
        for (Conduct act : Conduct.values()) {
            for (LiableSubject subject : LiableSubject.values()) {
                for (Answer answer : Answer.values()) {
                    Situation situation = new Situation(
                            Optional.of(act),
                            Optional.of(subject),
                            answer,
                            answer,
                            answer == Answer.YES,
                            answer != Answer.NO);
                    Map<String, Object> inputs = new HashMap<>();
                    situation.inputs().forEach((name, value) -> inputs.put(name, value.orElseThrow()));
                    List<Object> theirs = engine.evaluateDecisionTable(decision, inputs).getResultList().stream()
                            .filter(row ->
                                    !When.valueOf((String) row.get("when")).standsAlone())
                            .map(row -> row.get("title"))
                            .toList();
                    assertThat(ours.rules(situation, TODAY))
                            .as("%s", situation)
                            .extracting(Rule::title)
                            .isEqualTo(theirs);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            shopRule_place | "domicile" | 第 7 行（平台内经营者）让登记的住所地的局管辖（FALSE_TRADE，IN_PLATFORM），法律没有这样规定
            shopRule_place | "330110" | 第 7 行（平台内经营者）的“管辖地”填了“330110”，只能填：actualPlace、
            shopRule_place | "filedFirstBy" | 的“管辖地”填了“filedFirstBy”，只能填：
            shopRule_place | '' | 第 7 行（平台内经营者）的“管辖地”和“须先查明”应当填写一个，而且只填一个
            shopRule_ask | "registered" | 第 7 行（平台内经营者）的“管辖地”和“须先查明”应当填写一个，而且只填一个
            shopRule_subject | "LIVE_STREAMER" | FALSE_TRADE，IN_PLATFORM：没有一行说明由谁管辖
            shopRule_subject | "STREET_TRADER" | 的“主体类型”填了“STREET_TRADER”，只能填：IN_PLATFORM、PLATFORM、SELF_BUILT、LIVE_STREAMER
            shopRule_act | '' | 第 7 行（平台内经营者）让实际经营地的局管辖（ADVERTISING，IN_PLATFORM），法律没有这样规定
            shopRule_reach | "CITY" | 第 7 行（平台内经营者）让实际经营地的局管辖（COUNTERFEIT，IN_PLATFORM），法律没有这样规定
            shopRule_from | "2030-01-01" | OTHER，IN_PLATFORM：没有一行说明由谁管辖
            shopRule_from | "2030" | 第 7 行（平台内经营者）的“施行日”填了“2030”，应是 2026-02-01 这样的日期
            shopRule_citation | '' | 第 7 行（平台内经营者）没有填写“依据”
            shopRule_when | "SOMETIMES" | 的“条件”填了“SOMETIMES”，只能填：ALWAYS、FOUND_FIRST、FILED_FIRST、FILED_ABOVE、FILED_WITHOUT
            seatFirstRule_when | "ALWAYS" | 第 12 行（平台住所地先行发现）让平台经营者住所地的局管辖（FALSE_TRADE，IN_PLATFORM），法律没有这样规定
            seatFirstRule_subject | '' | 让平台经营者住所地的局管辖（FALSE_TRADE，PLATFORM），法律没有这样规定
            registeredStreamerRule_registered | '' | 第 9 行（已登记的直播间运营者）让登记的住所地的局管辖
            unregisteredStreamerRule_actualPlaceKnown | '' | 第 10 行（未登记的直播间运营者）让平台经营者住所地的局管辖
            publishedAdRule_selfPublished | '' | 第 2 行（发布者发布的广告）让广告发布者所在地的局管辖
            selfPublishedAdRule_selfPublished | '' | 第 1 行（广告主自行发布的广告）让广告主所在地的局管辖
            unfairWhereHarmingRule_concentrated | '' | 第 14 行（集中举报的不正当竞争（结果地））让违法结果发生地的局管辖（FALSE_TRADE，
            unfairWhereHarmingRule_act | '' | 让违法结果发生地的局管辖（COUNTERFEIT，
            filedFirstRule_when | "FILED_ABOVE" | “条件”为 FILED_FIRST 的行应当有一行，而且不带任何条件和施行日
            filedFirstRule_act | "OTHER" | “条件”为 FILED_FIRST 的行应当有一行，而且不带任何条件和施行日
            filedFirstRule_place | "domicile" | 第 15 行（最先立案）说的是立案，“管辖地”和“须先查明”应留空
            filedFirstRule_reason | x + 1 | 的“规则”应直接填写文字，现为：x + 1
            """)
    void refuses(String cell, String value, String sentence) {
        assertThatThrownBy(() -> table(with(cell, value)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("transfer.table-refused"))
                .hasMessageContaining("管辖规则表没有部署，发现 ")
                .hasMessageContaining(sentence);
    }

    /** What bureaus may decide: the words, the numbers of articles, which of several is proposed, and to act less. */
    @Test
    void acceptsWhatLawLeavesOpen() {
        assertThat(proposed(table(xml))).isEqualTo("320324");
        assertThat(proposed(table(seatFirstMovedUp()))).isEqualTo("330110");
        JurisdictionTable renumbered = table(with("shopRule_citation", "\"程序规定第九条\""));
        assertThat(decide(renumbered).articles()).contains("程序规定第九条");
        JurisdictionTable withoutSeat = table(with("seatFirstRule_from", "\"2030-01-01\""));
        assertThat(decide(withoutSeat).alsoCompetent()).isEmpty();
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> table("<definitions id=\"jurisdiction\"")).hasMessageContaining("文件不是可以读取的决策表");
        assertThatThrownBy(() -> table(xml.replace("hitPolicy=\"RULE ORDER\"", "hitPolicy=\"FIRST\"")))
                .hasMessageContaining("命中策略必须是 RULE ORDER");
        assertThatThrownBy(() -> table(xml.replace("name=\"reach\"", "name=\"level\"")))
                .hasMessageContaining("缺少输出列“reach”");
        assertThat(PlainTable.holds(JurisdictionTable.KEY, xml.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(PlainTable.holds(
                        JurisdictionTable.KEY,
                        xml.replace("id=\"jurisdiction\"", "id=\"o\"").getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private static String proposed(JurisdictionTable table) {
        return decide(table).bureau().orElseThrow();
    }

    private static JurisdictionFinding decide(JurisdictionTable table) {
        JurisdictionFacts facts =
                Cases.facts("IN_PLATFORM OTHER actualPlace=320324 platform=330110 foundFirstBy=330110");
        return new Deliberation(facts, table, Cases.DIVISIONS).conclude();
    }

    private String seatFirstMovedUp() {
        int start = xml.indexOf("<rule id=\"seatFirstRule\">");
        int end = xml.indexOf("</rule>", start) + "</rule>".length();
        String row = xml.substring(start, end);
        return (xml.substring(0, start) + xml.substring(end))
                .replace("<rule id=\"shopRule\">", row + "<rule id=\"shopRule\">");
    }

    private String with(String cell, String value) {
        String changed = xml.replaceFirst(
                "(Entry id=\"" + cell + "\">\\s*<text>)[^<]*",
                "$1" + Matcher.quoteReplacement(value == null ? "" : value));
        assertThat(changed).isNotEqualTo(xml);
        return changed;
    }

    private static JurisdictionTable table(String content) {
        return JurisdictionTable.read(content.getBytes(StandardCharsets.UTF_8));
    }
}
