package org.redshield.bridge.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation.Level;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.Dataset.Tier;
import org.redshield.bridge.platform.dataset.LegalGround;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.TierDecision;

/** What the packaged table says, that the engine decides the same, and which tables are refused. */
class DataTierTableTest {

    private String xml;

    @BeforeEach
    void read() throws IOException {
        xml = Files.readString(Path.of("processes/data-tiers.dmn"));
    }

    @ParameterizedTest
    @CsvSource({
        "SHOP_SUBJECT, COUNTY, GENERAL, T1, NONE",
        "SHOP_HISTORY, COUNTY, MATERIALS, T1, NONE",
        "ITEM, CITY, GENERAL, T1, NONE",
        "ITEM, CITY, UNFAIR_COMPETITION, T3, CHIEF_HEAD",
        "TRADE, COUNTY, GENERAL, T2, UNIT_HEAD",
        "REFUND, NATION, LIVE_COMMERCE, T2, UNIT_HEAD",
        "LOGISTICS, CITY, GENERAL, T2, UNIT_HEAD",
        "REVIEW, PROVINCE, MATERIALS, T2, UNIT_HEAD",
        "PROMO, COUNTY, UNFAIR_COMPETITION, T3, CHIEF_HEAD",
        "LOGIN, COUNTY, MATERIALS, T3, BUREAU_HEAD",
        "LOGIN, COUNTY, UNFAIR_COMPETITION, T3, CHIEF_HEAD",
        "LOGIN, COUNTY, GENERAL, T3,",
        "LOGIN, PROVINCE, LIVE_COMMERCE, T3,",
        "CHAT, COUNTY, LIVE_COMMERCE, T3, BUREAU_HEAD",
        "CHAT, COUNTY, MATERIALS, T3, BUREAU_HEAD",
        "CHAT, NATION, GENERAL, T3,",
        "PAYMENT, COUNTY, UNFAIR_COMPETITION, T3,",
        "PAYMENT, COUNTY, GENERAL, T3,",
        "PAYMENT, CITY, GENERAL, T3, CHIEF_HEAD",
        "PAYMENT, PROVINCE, MATERIALS, T3, CHIEF_HEAD"
    })
    void saysWhoApproves(Dataset dataset, Level level, LegalGround ground, Tier tier, Approver approver) {
        TierDecision decision = table(xml).decide(dataset, level, ground);

        assertThat(decision.tier()).isEqualTo(tier);
        assertThat(decision.barred().isPresent()).isEqualTo(approver == null);
        assertThat(decision.approver()).isEqualTo(approver == null ? Approver.NONE : approver);
        assertThat(decision.citation()).isNotBlank();
    }

    @Test
    void theEngineDecidesTheSame() {
        DmnEngine engine =
                DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        DmnDecision decision =
                engine.parseDecision(DataTierTable.KEY, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        DataTierTable ours = table(xml);
        for (Dataset dataset : Dataset.values()) {
            for (Level level : List.of(Level.CITY, Level.COUNTY)) {
                for (LegalGround ground : LegalGround.values()) {
                    Map<String, Object> theirs = engine.evaluateDecisionTable(
                                    decision,
                                    Map.of("dataset", dataset.name(), "level", level.name(), "ground", ground.name()))
                            .getSingleResult()
                            .getEntryMap();
                    TierDecision decided = ours.decide(dataset, level, ground);
                    boolean permitted = decided.barred().isEmpty();
                    assertThat(theirs)
                            .as("%s %s %s", dataset, level, ground)
                            .containsEntry("tier", decided.tier().name())
                            .containsEntry("citation", decided.citation())
                            .containsEntry("permitted", permitted);
                    assertThat(theirs.get("approver"))
                            .isEqualTo(permitted ? decided.approver().code() : null);
                    assertThat(theirs.get("reason")).isEqualTo(decided.barred().orElse(null));
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            tradeRule_dataset | "TRADES","REFUND","LOGISTICS","REVIEW","PROMO","TRADE" | 第 7 行（交易类数据）的“数据集”填了“TRADES”，只能填：SHOP_SUBJECT、
            tradeRule_dataset | "REFUND","LOGISTICS","REVIEW","PROMO" | 数据集 TRADE（交易记录）没有适用于各级局、各种依据的行
            tradeRule_level | "CITY" | 数据集 TRADE（交易记录）没有适用于各级局、各种依据的行
            accountOfCountyRule_level | "DISTRICT" | 的“调取单位层级”填了“DISTRICT”，只能填：NATION、PROVINCE、CITY、COUNTY
            loginRule_ground | "RUMOUR" | 的“法律依据”填了“RUMOUR”，只能填：GENERAL、MATERIALS、LIVE_COMMERCE、UNFAIR_COMPETITION
            tradeRule_tier | "T9" | 的“级别”填了“T9”，只能填：T1、T2、T3
            tradeRule_tier | "T1" | 第 7 行（交易类数据）的“级别”填了 T1，而交易记录依法不低于 T2
            tradeRule_approver | "NONE" | 第 7 行（交易类数据）的“批准人”填了 NONE，而交易记录依法至少须由办案机构负责人（unitHead）批准
            tradeRule_approver | "boss" | 的“批准人”填了“boss”，只能填：NONE、unitHead、bureauHead、chiefHead
            tradeRule_approver | '' | 第 7 行（交易类数据）没有填写“批准人”
            tradeRule_approver | x + 1 | 的“批准人”应直接填写文字，现为：x + 1
            tradeRule_tier | "T3" | 第 7 行（交易类数据）的“批准人”填了 unitHead，而交易记录依法至少须由部门负责人（bureauHead）批准
            publishedRule_citation | '' | 第 8 行（主体与商品信息）没有填写“依据”
            publishedRule_permitted | maybe | 的“可以调取”填了“maybe”，只能填：true、false
            loginRule_approver | "NONE" | 第 4 行（登录地址记录）的“批准人”填了 NONE，而登录地址记录依法至少须由部门负责人（bureauHead）批准
            loginRule_tier | "T2" | 第 4 行（登录地址记录）的“级别”填了 T2，而登录地址记录依法不低于 T3
            loginRule_ground | '' | 第 4 行（登录地址记录）的“可以调取”填了 true，而县级局依“网络交易监督管理办法第三十四条等一般规定”依法不能调取登录地址记录
            accountRule_approver | "bureauHead" | 第 2 行（支付记录）的“批准人”填了 bureauHead，而支付记录依法至少须由主要负责人（chiefHead）批准
            accountOfCountyRule_level | "CITY" | 第 2 行（支付记录）的“可以调取”填了 true，而县级局依“网络交易监督管理办法第三十四条等一般规定”依法不能调取支付记录
            accountOfCountyRule_reason | '' | 第 1 行（县级局调取支付记录）没有填写“不准调取的理由”
            accountOfCountyRule_approver | "chiefHead" | 第 1 行（县级局调取支付记录）不准调取，“批准人”应留空
            unfairCompetitionRule_approver | "bureauHead" | 依法至少须由主要负责人（chiefHead）批准
            accountOfCountyRule_level | '' | 第 2 行（支付记录）永远不会用到：第 1 行（县级局调取支付记录）在它之前，条件相同或者更宽
            """)
    void refuses(String cell, String value, String sentence) {
        assertThatThrownBy(() -> table(with(cell, value)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("platform.table-refused"))
                .hasMessageContaining("数据分级表没有部署，发现 ")
                .hasMessageContaining(sentence);
    }

    /** A table may ask for more than the law. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            tradeRule_approver | "chiefHead"
            loginRule_approver | "chiefHead"
            """)
    void acceptsWhatIsStricter(String cell, String value) {
        assertThat(table(with(cell, value)).rows()).hasSize(8);
    }

    @Test
    void refusesWhatIsNoTable() {
        assertThatThrownBy(() -> table("<definitions id=\"dataTiers\"")).hasMessageContaining("文件不是可以读取的决策表");
        assertThatThrownBy(() -> table(xml.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")))
                .hasMessageContaining("命中策略必须是 FIRST");
        assertThatThrownBy(() -> table(xml.replace("name=\"approver\"", "name=\"decider\"")))
                .hasMessageContaining("缺少输出列“approver”");
        assertThat(PlainTable.holds(DataTierTable.KEY, xml.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(PlainTable.holds(
                        DataTierTable.KEY,
                        xml.replace("\"dataTiers\"", "\"others\"").getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    private String with(String cell, String value) {
        String changed = xml.replaceFirst(
                "(Entry id=\"" + cell + "\">\\s*<text>)[^<]*",
                "$1" + Matcher.quoteReplacement(value == null ? "" : value));
        assertThat(changed).isNotEqualTo(xml);
        return changed;
    }

    private static DataTierTable table(String content) {
        return DataTierTable.read(content.getBytes(StandardCharsets.UTF_8));
    }
}
