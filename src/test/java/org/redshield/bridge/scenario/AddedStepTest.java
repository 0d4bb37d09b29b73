package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.AddedStep;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A modeler puts a legal review before the approval and asks for more in forms that are there, all without Java. */
class AddedStepTest extends AssistanceScenario {

    private static final String PHONE = "13812345678";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void deploy() {
        AddedStep.deploy(repository, "deployment");
    }

    @AfterEach
    void undeploy() {
        AddedStep.undeploy(repository);
    }

    private static Map<String, Object> review() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("decision", "agree");
        fields.put("reason", "管辖明确，程序合法。");
        fields.put("riskLevel", "HIGH");
        fields.put("points", List.of("A", "C"));
        fields.put("hearing", false);
        fields.put("meetingOn", "2026-06-30");
        fields.put("pages", 12);
        fields.put("witnessPhone", PHONE);
        fields.put("shownOnly", "不应保存");
        fields.put("leftBlank", "  ");
        return fields;
    }

    @Test
    void theStepIsDoneAndWhatItAskedForIsInTheCaseFile() {
        String caseNo = raised("officer310105", request());
        does("reviewer310105", "legalReview", caseNo, review());

        assertThat(further("officer310105", caseNo)).containsExactly("协查请求 紧急程度=特急", """
                        法制审核 审核结论=同意报批；审核意见=管辖明确，程序合法。；风险等级=重大；审核要点=管辖、证据；需要听证=否；\
                        集体讨论日期=2026-06-30；材料页数=12；证人电话=138****5678＊""");
        JsonNode item = caseFile("officer310105", caseNo).get("further").get(1);
        assertThat(item.get("by").asText()).isEqualTo("上海市长宁区市场监督管理局法制审核人员");
        assertThat(item.get("subjectId").asText()).isEqualTo(caseNo + "-R1");
        assertThat(item.get("form").asText()).isEqualTo("legalReview");
        assertThat(each(caseFile("officer310105", caseNo).get("milestones"))
                        .map(milestone -> milestone.get("title").asText()))
                .contains("审核（法制审核：同意报批）");

        does(
                "unithead310105",
                "approveRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意协查", "riskNote", "商家可能转移店铺，" + PHONE));
        assertThat(further("officer310105", caseNo)).hasSize(3).last().isEqualTo("审批协查请求 风险提示=商家可能转移店铺，138****5678＊");
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
        assertThat(further("officer330110", caseNo))
                .as("the other side sees none of it")
                .isEmpty();
        assertThat(jdbc.sql("""
                        select (select count(*) from act_ru_variable where name_ = any(:names))
                             + (select count(*) from act_hi_varinst where name_ = any(:names))
                        """)
                        .param("names", new String[] {"witnessPhone", "riskNote", "urgency", "reason", "points"})
                        .query(Long.class)
                        .single())
                .as("in the engine")
                .isZero();
    }

    @Test
    void theStepKeepsToItsFormAndItsGroup() {
        String caseNo = raised("officer310105", request());
        JsonNode task = waitingTask("reviewer310105", "legalReview", caseNo);
        Http.Answer claimed = as("unithead310105")
                .post("/engine-rest/task/" + task.get("id").asText() + "/claim", Map.of("userId", "unithead310105"));
        assertThat(claimed.status()).isEqualTo(400);
        assertThat(claimed.json().get("message").asText())
                .isEqualTo(new Refusal("engine.wrong-role", "法制审核").getMessage());
        List<String> before = further("officer310105", caseNo);

        refuses(caseNo, "decision", "approve", new Refusal("engine.decision-missing", "法制审核"));
        refuses(caseNo, "riskLevel", "NONE", new Refusal("engine.not-an-option", "风险等级", "NONE"));
        refuses(caseNo, "measures", "WARNING", new Refusal("engine.unknown-field", "measures"));
        refuses(caseNo, "requestId", "R2", new Refusal("engine.unknown-field", "requestId"));
        refuses(caseNo, "reason", "长".repeat(10_001), new Refusal("engine.text-too-long", "审核意见", 10_000));

        assertThat(further("officer310105", caseNo)).isEqualTo(before);
        does("reviewer310105", "legalReview", caseNo, Map.of("decision", "supplement"));
        assertThat(further("officer310105", caseNo)).last().isEqualTo("法制审核 审核结论=建议补充");
    }

    /** Camunda Modeler binds a form so unless it is told otherwise. */
    @Test
    void theFormMayBeBoundToItsLatestVersion() {
        undeploy();
        AddedStep.deploy(repository, "latest");
        String caseNo = raised("officer310105", request());
        does("reviewer310105", "legalReview", caseNo, Map.of("decision", "agree", "pages", 3));
        assertThat(further("officer310105", caseNo)).last().isEqualTo("法制审核 审核结论=同意报批；材料页数=3");
    }

    private void refuses(String caseNo, String field, Object value, Refusal refusal) {
        Map<String, Object> fields = review();
        fields.put(field, value);
        isRefused("reviewer310105", "legalReview", caseNo, fields, refusal.getMessage());
    }

    private static Map<String, Object> request() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.put("urgency", "URGENT");
        return request;
    }

    /** Each submission as the step and its fields. */
    private List<String> further(String user, String caseNo) {
        return each(caseFile(user, caseNo).get("further"))
                .map(item -> item.get("step").asText() + " "
                        + String.join(
                                "；",
                                each(item.get("fields"))
                                        .map(field -> field.get("label").asText() + "="
                                                + field.get("value").asText()
                                                + (field.get("masked").asBoolean() ? "＊" : ""))
                                        .toList()))
                .toList();
    }
}
