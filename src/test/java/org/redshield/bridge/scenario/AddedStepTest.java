package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A modeler puts a legal review before the approval and asks for more in forms that are there, all without Java. */
class AddedStepTest extends AssistanceScenario {

    private static final String PHONE = "13812345678";
    private static final String REVIEW = """
            <bpmn:userTask id="legalReview" name="法制审核" camunda:formRef="legalReview"
                camunda:formRefBinding="%s" camunda:candidateGroups="reviewer"
                camunda:dueDate="${taskDue.inWorkingDays(1)}"/>
            <bpmn:sequenceFlow id="flowReviewed" sourceRef="legalReview" targetRef="approveRequest"/>
            <bpmn:userTask id="approveRequest\"""";
    private static final String[] REVIEW_FIELDS = {"""
        {"type": "textarea", "key": "reason", "label": "审核意见"}""", """
        {"type": "select", "key": "riskLevel", "label": "风险等级",
         "values": [{"label": "一般", "value": "LOW"}, {"label": "重大", "value": "HIGH"}]}""", """
        {"type": "checklist", "key": "points", "label": "审核要点",
         "values": [{"label": "管辖", "value": "A"}, {"label": "程序", "value": "B"}, {"label": "证据", "value": "C"}]}""", """
        {"type": "checkbox", "key": "hearing", "label": "需要听证"}""", """
        {"type": "datetime", "subtype": "date", "key": "meetingOn", "dateLabel": "集体讨论日期"}""", """
        {"type": "number", "key": "pages", "label": "材料页数"}""", """
        {"type": "textfield", "key": "witnessPhone", "label": "证人电话", "properties": {"mask": "PHONE"}}""", """
        {"type": "textfield", "key": "shownOnly", "label": "仅供查看", "disabled": true}""", """
        {"type": "textfield", "key": "leftBlank", "label": "没有填写"}"""};

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    private void deploy(String binding) throws IOException {
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name("added step")
                .addString(
                        "processes/assistance.bpmn",
                        ModelFiles.process("assistance")
                                .replace("targetRef=\"approveRequest\"", "targetRef=\"legalReview\"")
                                .replace("<bpmn:userTask id=\"approveRequest\"", REVIEW.formatted(binding)));
        try (Stream<Path> forms = Files.list(Path.of("forms"))) {
            forms.map(file -> file.getFileName().toString().replace(".form", ""))
                    .map(ModelFiles::form)
                    .forEach(form -> deployment.addString(
                            "forms/" + form.get("id").asText() + ".form",
                            changed(form).toString()));
        }
        ObjectNode review = ModelFiles.form("approveRequest");
        ((ArrayNode) review.get("components")).removeAll();
        review.put("id", "legalReview");
        deployment.addString("forms/legalReview.form", review(review).toString());
        deployment.deploy();
    }

    private static ObjectNode review(ObjectNode form) {
        ModelFiles.with(form, """
                {"type": "radio", "key": "decision", "label": "审核结论", "validate": {"required": true},
                 "values": [{"label": "同意报批", "value": "agree"}, {"label": "建议补充", "value": "supplement"}]}""");
        return ModelFiles.with(form, REVIEW_FIELDS);
    }

    private static ObjectNode changed(ObjectNode form) {
        return switch (form.get("id").asText()) {
            case "raiseRequest" -> ModelFiles.with(form, """
                    {"type": "radio", "key": "urgency", "label": "紧急程度",
                     "values": [{"label": "特急", "value": "URGENT"}, {"label": "平急", "value": "NORMAL"}]}""");
            case "approveRequest" -> ModelFiles.with(form, """
                    {"type": "textfield", "key": "riskNote", "label": "风险提示"}""");
            default -> form;
        };
    }

    @BeforeEach
    void deploy() throws IOException {
        deploy("deployment");
    }

    @AfterEach
    void undeploy() {
        repository
                .createDeploymentQuery()
                .deploymentName("added step")
                .list()
                .forEach(deployment -> repository.deleteDeployment(deployment.getId(), true));
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
        assertThat(item.get("by").asText()).isEqualTo("reviewer310105");
        assertThat(item.get("subjectId").asText()).isEqualTo(caseNo + "-R1");
        assertThat(item.get("form").asText()).isEqualTo("legalReview");
        assertThat(each(caseFile("officer310105", caseNo).get("milestones"))
                        .map(milestone -> milestone.get("title").asText()))
                .contains("法制审核：同意报批");

        does(
                "unithead310105",
                "approveRequest",
                caseNo,
                Map.of("decision", "approve", "reason", "同意协查", "riskNote", "商家可能转移店铺"));
        assertThat(further("officer310105", caseNo)).hasSize(3).last().isEqualTo("审批协查请求 风险提示=商家可能转移店铺");
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
    void theFormMayBeBoundToItsLatestVersion() throws IOException {
        undeploy();
        deploy("latest");
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
