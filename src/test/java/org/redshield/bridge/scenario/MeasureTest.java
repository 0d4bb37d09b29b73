package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.measures.Measures;
import org.redshield.bridge.support.ForcedModel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Measures under 反不正当竞争法 art. 16, each with its exact path in both bureaus. */
class MeasureTest extends ClueScenario {

    private static final String CHIEF = "chiefhead310105";
    private static final String SUPERIOR = "310000";
    private static final String ABOVE = "chiefhead310000";

    @Autowired
    private Measures measures;

    @Autowired
    private IdentityService identity;

    @Autowired
    private ProcessEngine engine;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void anInspectionIsApprovedByTheOwnChiefHead() {
        String caseNo = wanted("INSPECTION", "长宁区某路 1 号仓库");
        isRefused(HEAD, "approveMeasure", caseNo);
        does(CHIEF, "approveMeasure", caseNo, Map.of("decision", "approve", "opinion", "同意检查"));
        stands(caseNo, "APPROVED");
        assertThat(path(measure(caseNo)))
                .containsExactly(
                        "measureOrdered", "prepareMeasure", "approveMeasure", "permitMeasure", "measurePermitted");
        assertThat(measure(caseNo)).isEnded();
        JsonNode item = item(OFFICER, caseNo);
        assertThat(item.get("citation").asText()).isEqualTo("反不正当竞争法第十六条第一款第一项");
        assertThat(each(item.get("officers"))).hasSize(2);
        assertThat(item.get("approvedBy").asText()).isNotBlank();
        waitingTask(OFFICER, "conductCase", caseNo);
    }

    @Test
    void aSeizureOfACountyBureauAlsoNeedsTheSuperiorSChiefHead() {
        String caseNo = wanted("SEIZURE", "某仓库内的库存商品");
        sendsWhatItShows(CHIEF, "approveMeasure", caseNo, Map.of("decision", "approve", "opinion", "同意报请"));
        stands(caseNo, "AT_SUPERIOR");
        assertThat(clocks(OFFICER, caseNo)).contains("MEASURE_ANSWER RUNNING");
        does(ABOVE, "decideMeasure", caseNo, Map.of("decision", "approve", "opinion", "情况属实，同意查封"));
        stands(caseNo, "APPROVED");
        assertThat(path(measure(caseNo)))
                .containsExactly(
                        "measureOrdered",
                        "prepareMeasure",
                        "approveMeasure",
                        "askMeasureSuperior",
                        "awaitMeasureAnswer",
                        "recordMeasureAnswer",
                        "permitMeasure",
                        "measurePermitted");
        assertThat(path(approval(caseNo)))
                .containsExactly(
                        "measureRequestArrives",
                        "registerMeasureRequest",
                        "decideMeasure",
                        "answerMeasureRequest",
                        "measureAnswered");
        assertThat(letters(OFFICER, caseNo)).contains("MEASURE_REQUEST", "MEASURE_APPROVAL");
        assertThat(each(item(OFFICER, caseNo).get("letterNos")).map(JsonNode::asText))
                .hasSize(2)
                .allMatch(number -> number.contains("〔"));
        assertThat(clocks(OFFICER, caseNo)).contains("MEASURE_ANSWER MET");
        assertThat(clocks("officer310000", caseNo)).containsExactly("MEASURE_DECISION MET");
        JsonNode theirs = item("officer310000", caseNo);
        assertThat(theirs.get("ours").asBoolean()).isFalse();
        assertThat(theirs.get("target").asText()).isEqualTo("某仓库内的库存商品");
    }

    @Test
    void theSuperiorRefusesWithReasonsAndTheMeasureMustNotBeTaken() {
        String caseNo = wanted("BANK_ACCOUNT", "某银行长宁支行，户名某某商贸有限公司");
        does(CHIEF, "approveMeasure", caseNo, Map.of("decision", "approve"));
        waitingTask(ABOVE, "decideMeasure", caseNo);
        isRefused(ABOVE, "decideMeasure", caseNo, Map.of("decision", "refuse"), "没有填写“审批意见”");
        does(ABOVE, "decideMeasure", caseNo, Map.of("decision", "refuse", "opinion", "现有证据不足以说明查询的必要"));
        stands(caseNo, "REFUSED");
        assertThat(path(measure(caseNo))).endsWith("recordMeasureAnswer", "barMeasure", "measureBarred");
        assertThat(letter(OFFICER, caseNo, "MEASURE_REFUSAL").get("paragraphs").toString())
                .contains("现有证据不足以说明查询的必要");
    }

    @Test
    void theOwnChiefHeadRefuses() {
        String caseNo = wanted("COPIES", "当事人 2026 年的账簿和单据");
        isRefused(CHIEF, "approveMeasure", caseNo, Map.of("decision", "refuse"), "没有填写“审批意见”");
        does(CHIEF, "approveMeasure", caseNo, Map.of("decision", "refuse", "opinion", "范围过大，请缩小后再报"));
        stands(caseNo, "REFUSED");
        assertThat(path(measure(caseNo))).endsWith("approveMeasure", "recordMeasureRefused", "measureRefused");
        assertThat(as("officer330110").get("/api/cases/" + caseNo).status())
                .as("for a bureau that has nothing to do with it")
                .isEqualTo(404);
    }

    @Test
    void bothBureausAreRemindedWhenTheSuperiorIsLate() {
        String caseNo = wanted("SEIZURE", "某仓库内的快递面单");
        does(CHIEF, "approveMeasure", caseNo, Map.of("decision", "approve"));
        waitingTask(ABOVE, "decideMeasure", caseNo);
        fires("measureDecisionOverdue", caseNo);
        does("supervisor310000", "superviseMeasureDecision", caseNo, Map.of("decision", "noted", "note", "已提请尽快审批"));
        fires("measureAnswerOverdue", caseNo);
        does("supervisor310105", "superviseMeasureAnswer", caseNo, Map.of("decision", "noted", "note", "已电话联系上级局"));
        does(ABOVE, "decideMeasure", caseNo, Map.of("decision", "approve"));
        stands(caseNo, "APPROVED");
        assertThat(clocks(OFFICER, caseNo)).contains("MEASURE_ANSWER MISSED");
    }

    @Test
    void whereTheChiefHeadHandlesTheCaseTheSuperiorDecidesInHisPlace() {
        String caseNo = filed();
        identity.createMembership(CHIEF, "officer");
        String lead = leads(caseNo, CHIEF);
        try {
            does(OFFICER, "conductCase", caseNo, measure("INSPECTION", "某经营场所"));
            does(ABOVE, "decideMeasure", caseNo, Map.of("decision", "approve"));
            stands(caseNo, "APPROVED");
            assertThat(path(measure(caseNo)))
                    .startsWith("measureOrdered", "prepareMeasure", "askMeasureSuperior", "awaitMeasureAnswer");
        } finally {
            leads(caseNo, lead);
            identity.deleteMembership(CHIEF, "officer");
        }
    }

    /** Whatever a model says: the letter stops at its door, the case waits, and goes on when the model is mended. */
    @Test
    void anArrowPastTheHeadLetsNothingOut() {
        String caseNo = filed();
        try (ForcedModel past = new ForcedModel(
                engine,
                jdbc,
                "investigativeMeasure",
                "sourceRef=\"doesOwnHeadDecide\" targetRef=\"approveMeasure\"",
                "sourceRef=\"doesOwnHeadDecide\" targetRef=\"askMeasureSuperior\"")) {
            does(OFFICER, "conductCase", caseNo, measure("SEIZURE", "某仓库内的库存商品"));
            eventually("the step waits as a fault", () -> !faults(caseNo).isEmpty());
            assertThat(faults(caseNo)).allSatisfy(fault -> assertThat(fault)
                    .contains("案件 " + caseNo + " 的报请批准调查措施函须经批准才能发出", "没有取号，也没有发出"));
            assertThat(letters(OFFICER, caseNo)).doesNotContain("MEASURE_REQUEST");
            assertThat(jdbc.sql("select count(*) from outbox where kind = 'MEASURE_REQUEST' and case_no = ?")
                            .param(caseNo)
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        ForcedModel.goesOn(engine, measure(caseNo), "askMeasureSuperior", "approveMeasure");
        does(CHIEF, "approveMeasure", caseNo, Map.of("decision", "approve", "opinion", "同意报请"));
        does(ABOVE, "decideMeasure", caseNo, Map.of("decision", "approve", "opinion", "情况属实，同意查封"));
        stands(caseNo, "APPROVED");
    }

    private List<String> faults(String caseNo) {
        return ForcedModel.faults(jdbc, caseNo);
    }

    @Test
    void whatIsIncompleteIsRefusedAndNothingIsPermittedBehindTheHeads() {
        String caseNo = filed();
        isRefused(OFFICER, "conductCase", caseNo, proposal("measure"), "没有填写“调查措施”");
        isRefused(OFFICER, "conductCase", caseNo, measure("ARREST", "某人"), "没有“ARREST”这个选项");
        isRefused(OFFICER, "conductCase", caseNo, measure("INQUIRY", ""), "没有填写“措施的对象”");
        does(OFFICER, "conductCase", caseNo, measure("INQUIRY", "仓库管理员"));
        waitingTask(CHIEF, "approveMeasure", caseNo);
        assertThatThrownBy(() -> measures.permit(item(OFFICER, caseNo).get("id").asText(), CHANGNING))
                .hasMessage(new Refusal("measures.not-approved", "询问有关单位和个人，要求其说明情况或者提供资料").getMessage());
    }

    /** Makes somebody the second officer of the case. @return who was it before */
    private String leads(String caseNo, String user) {
        String before = jdbc.sql("select second_user from assignment where tenant = ? and subject_id like ?")
                .params(CHANGNING, caseNo + "-C%")
                .query(String.class)
                .single();
        jdbc.sql("update assignment set second_user = ? where tenant = ? and subject_id like ?")
                .params(user, CHANGNING, caseNo + "-C%")
                .update();
        return before;
    }

    private String wanted(String kind, String target) {
        String caseNo = filed();
        does(OFFICER, "conductCase", caseNo, measure(kind, target));
        waitingTask(CHIEF, "approveMeasure", caseNo);
        return caseNo;
    }

    private static Map<String, Object> measure(String kind, String target) {
        return proposal("measure", "measureKind", kind, "measureTarget", target);
    }

    private void isRefused(String user, String task, String caseNo) {
        String id = waitingTask(CHIEF, task, caseNo).get("id").asText();
        assertThat(as(user).post("/engine-rest/task/" + id + "/claim", Map.of("userId", user))
                        .text())
                .contains("岗位不能办理");
    }

    private static ProcessInstance measure(String caseNo) {
        return instance("investigativeMeasure", CHANGNING, caseNo);
    }

    private static ProcessInstance approval(String caseNo) {
        return instance("measureApproval", SUPERIOR, caseNo);
    }

    private JsonNode item(String user, String caseNo) {
        return caseFile(user, caseNo).at("/measures/0");
    }

    private void stands(String caseNo, String state) {
        eventually(
                "the measure of " + caseNo + " is " + state,
                () -> item(OFFICER, caseNo).get("state").asText().equals(state));
    }
}
