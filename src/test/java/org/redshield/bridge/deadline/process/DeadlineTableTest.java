package org.redshield.bridge.deadline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.deadline.rule.Basis;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRefusal;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.deadline.rule.DeadlineUnit;
import org.redshield.bridge.deadline.rule.KindRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.deadline.rule.StopEvent;
import org.redshield.bridge.engine.model.PlainTable;
import org.redshield.bridge.model.Contracts;

/** The packaged table says what the law says, and a broken one is refused with a sentence that names the row. */
class DeadlineTableTest {

    private static String xml;

    @BeforeAll
    static void read() throws IOException {
        xml = Files.readString(Path.of("processes/deadlines.dmn"));
    }

    @Test
    void everyKindThatTheProcessesStartHasAGeneralRow() {
        assertThat(Contracts.read().kinds())
                .isNotEmpty()
                .allSatisfy(kind -> assertThat(table(xml).find(Query.of(kind))).isPresent());
    }

    @ParameterizedTest
    @CsvSource({
        "CASE_FILING,15,WORKING_DAYS,程序规定第十八条",
        "MATERIALS,5,CALENDAR_DAYS,程序规定第三十条",
        "CASE_DECISION,90,CALENDAR_DAYS,程序规定第六十四条、行政处罚法第六十条",
        "REGISTERED_PRESERVATION,7,WORKING_DAYS,程序规定第三十五条",
        "ON_THE_SPOT_APPROVAL,24,HOURS,程序规定第三十三条、第三十六条",
        "SEIZURE,30,CALENDAR_DAYS,程序规定第三十八条、行政强制法第二十五条",
        "CASE_REVIEW,10,WORKING_DAYS,程序规定第五十五条",
        "FINE_PAYMENT,15,CALENDAR_DAYS,程序规定第七十二条",
        "COURT_ENFORCEMENT,3,MONTHS,程序规定第七十六条",
        "CASE_CLOSING,15,WORKING_DAYS,程序规定第七十七条",
        "STATUTORY_REPLY,15,WORKING_DAYS,程序规定第四十五条"
    })
    void saysWhatTheLawSays(String kind, int amount, DeadlineUnit unit, String citation) {
        KindRule rule = table(xml).find(Query.of(kind)).orElseThrow();
        assertThat(rule.rule().period()).isEqualTo(new Period(amount, unit));
        assertThat(rule.rule().citation()).isEqualTo(citation);
        assertThat(rule.basis()).isEqualTo(Basis.LAW);
    }

    @Test
    void namesTheEventsThatStopAClock() {
        assertThat(rule("CASE_FILING").stopEvents()).containsExactly(StopEvent.TESTING, StopEvent.IDENTIFICATION);
        assertThat(rule("CASE_DECISION").stopEvents()).containsExactly(StopEvent.values());
        assertThat(rule("SEIZURE").stopEvents()).containsExactly(StopEvent.TESTING);
        assertThat(rule("STATUTORY_REPLY").stopEvents()).isEmpty();
    }

    @Test
    void anAgreementComesBeforeTheGeneralRuleWhoeverAsks() {
        Query reply = Query.of(ClockKind.AGREEMENT_REPLY);
        assertThat(table(xml)
                        .find(reply.between("310105", "330110"))
                        .orElseThrow()
                        .basis())
                .isEqualTo(Basis.AGREEMENT);
        assertThat(table(xml)
                        .find(reply.between("330110", "310105"))
                        .orElseThrow()
                        .basis())
                .isEqualTo(Basis.AGREEMENT);
        assertThat(table(xml)
                        .find(reply.between("310105", "321300"))
                        .orElseThrow()
                        .basis())
                .isEqualTo(Basis.INTERNAL);
        Query item = Query.of(ClockKind.AUTOMATIC_ITEM).between("310105", "taobao");
        assertThat(table(xml).find(item.dataset("ITEM")).orElseThrow().basis()).isEqualTo(Basis.AGREEMENT);
        assertThat(table(xml).find(item.dataset("TRADE")).orElseThrow().basis()).isEqualTo(Basis.INTERNAL);
    }

    /** Ours finds the same row as the engine, for the conditions of every row and for the general case of each kind. */
    @Test
    @Tag("thorough")
    void theEngineDecidesTheSame() {
        DmnEngine engine =
                DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
        DmnDecision decision =
                engine.parseDecision(DeadlineTable.KEY, new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        for (DeadlineTable.Row row : table(xml).rows()) {
            Query query = new Query(
                    row.kind().orElseThrow(), one(row, "requester"), one(row, "requested"), one(row, "dataset"));
            KindRule ours = table(xml).find(query).orElseThrow();
            DmnDecisionRuleResult theirs = engine.evaluateDecisionTable(
                            decision,
                            Variables.createVariables()
                                    .putValue("kind", query.kind())
                                    .putValue("requester", query.requester().orElse(null))
                                    .putValue("requested", query.requested().orElse(null))
                                    .putValue("dataset", query.dataset().orElse(null)))
                    .getFirstResult();
            assertThat(theirs.<String>getEntry("title")).isEqualTo(ours.title());
            assertThat(theirs.<String>getEntry("citation"))
                    .isEqualTo(ours.rule().citation());
            assertThat(((Number) theirs.getEntry("amount")).intValue())
                    .isEqualTo(ours.rule().period().amount());
            assertThat(theirs.<String>getEntry("unit"))
                    .isEqualTo(ours.rule().period().unit().name());
        }
    }

    private static Optional<String> one(DeadlineTable.Row row, String input) {
        return row.conditions().get(input).stream().sorted().findFirst();
    }

    @Test
    void aKindThatNobodyKnowsHasNoRow() {
        assertThat(table(xml).find(Query.of("NO_SUCH_KIND"))).isEqualTo(Optional.empty());
    }

    /** Every broken table names its row. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            statutoryReplyRule_unit        | "WORKDAYS"     | （法定答复）的“单位”填了“WORKDAYS”
            statutoryReplyRule_amount      | 0              | （法定答复）的“数量”应为 1 至 2500 的整数，现为“0”
            statutoryReplyRule_amount      | -3             | （法定答复）的“数量”应为 1 至 2500 的整数，现为“-3”
            statutoryReplyRule_amount      | 1.5            | （法定答复）的“数量”应为 1 至 2500 的整数，现为“1.5”
            caseFilingRule_stopEvents      | "HOLIDAY"      | （核查与立案）的“中止事由”填了“HOLIDAY”
            caseFilingRule_citation        | ''             | （核查与立案）没有填写“依据”
            caseFilingRule_extensionTimes  | ''             | （核查与立案）的延长数量、单位、次数、批准人、理由应同时
            caseFilingRule_extensionApprover | "officer"    | （核查与立案）的“延长批准人”填了“officer”
            caseFilingRule_reminders       | "80,50"        | （核查与立案）的“提醒点”应为两个由小到大的百分数
            caseFilingRule_title           | upper("x")     | 的“名称”应直接填写文字或数字
            caseFilingRule_kind            | "CASE_DECISION"  | （作出处理决定）永远不会用到：第
            statutoryReplyRule_kind        | "REPLY_BY_LAW" | 缺少流程需要的“STATUTORY_REPLY”
            shopIdentityRule_unit          | "HOURS"        |
            shopIdentityRule_amount        | 2              | （店铺主体信息）的单位是当日（SAME_DAY），数量只能是 1
            materialsRule_unit             | "HOURS"        | （限期提供材料）由通知书载明天数
            caseClosingRule_requester      | "310105"       | （结案审批）的适用是案件（CASE）
            agreementReplyRule_requester   | ''             |
            agreementReplyRule_requester   | "31010"        | （约定答复）的“请求单位”填了“31010”，应为六位区划代码
            agreementReplyRule_kind        | "AGREEMENT_REPLYY" | （约定答复）的“期限”填了“AGREEMENT_REPLYY”，只能填：
            caseFilingRule_kind            | "PUBLICITY"    | （核查与立案）的“期限”填了“PUBLICITY”，这是流程使用的期限
            """)
    void aBrokenRowIsNamed(String cell, String value, String expected) {
        String broken = with(xml, cell, value == null ? "" : value);
        if (expected == null) {
            table(broken);
            return;
        }
        assertThatThrownBy(() -> table(broken))
                .isInstanceOf(DeadlineRefusal.class)
                .hasMessageContaining(expected)
                .hasMessageContaining("原有的期限表继续有效");
    }

    @Test
    void theRowIsCountedAsAModelerCounts() {
        assertThatThrownBy(() -> table(with(xml, "agreementReplyRule2_amount", "\"drei\"")))
                .hasMessageContaining("第 2 行（约定答复）的“数量”");
    }

    @Test
    void anotherHitPolicyIsRefused() {
        assertThatThrownBy(() -> table(xml.replace("hitPolicy=\"FIRST\"", "hitPolicy=\"UNIQUE\"")))
                .hasMessageContaining("命中策略必须是 FIRST");
    }

    @Test
    void aMissingColumnIsRefused() {
        assertThatThrownBy(() -> table(xml.replace("name=\"citation\"", "name=\"source\"")))
                .hasMessageContaining("缺少输出列“citation”");
    }

    @Test
    void whatIsNoTableIsRefused() {
        assertThatThrownBy(() -> table("<definitions id=\"deadlineRule\"")).hasMessageContaining("文件不是可以读取的决策表");
    }

    /** However its id is written, what the engine reads as the table is checked as the table. */
    @Test
    void theTableIsKnownByWhatTheEngineReads() {
        String entity = xml.replace("id=\"deadlineRule\"", "id=\"deadline&#82;ule\"");
        assertThat(PlainTable.holds(DeadlineTable.KEY, entity.getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        String utf16 = xml.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
        assertThat(PlainTable.holds(DeadlineTable.KEY, utf16.getBytes(StandardCharsets.UTF_16)))
                .isTrue();
        String other = xml.replace("id=\"deadlineRule\"", "id=\"another\"");
        assertThat(PlainTable.holds(DeadlineTable.KEY, other.getBytes(StandardCharsets.UTF_8)))
                .isFalse();
    }

    @Test
    void everyProblemIsTold() {
        String broken = with(with(xml, "caseFilingRule_unit", "\"x\""), "seizureRule_amount", "0");
        assertThatThrownBy(() -> table(broken)).hasMessageContaining("发现 2 处问题");
    }

    private static KindRule rule(String kind) {
        return table(xml).find(Query.of(kind)).orElseThrow();
    }

    private static DeadlineTable table(String content) {
        return DeadlineTable.read(
                content.getBytes(StandardCharsets.UTF_8), Contracts.read().kinds());
    }

    /** The table with another text in one cell. */
    static String with(String table, String cell, String value) {
        String[] parts = table.split("(?<=Entry id=\"" + cell + "\">)", 2);
        assertThat(Arrays.asList(parts)).as("cell %s", cell).hasSize(2);
        return parts[0] + parts[1].replaceFirst("<text>[^<]*</text>", "<text>" + value + "</text>");
    }
}
