package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.ModelFiles;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people write stays in our tables and never in the engine's, and a form sets nothing that it does not offer. */
class FormInputGuardTest extends Scenario {

    private static final String SECRET = "SECRET-7f3a";
    private static final String FIELD_AS_VARIABLE = "field as variable";

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void whatAPersonWritesLeavesNoTraceInTheEngine() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.put("purpose", SECRET + "-short 查明经营主体");
        request.put("questions", (SECRET + "-long ").repeat(200));
        String caseNo = raised("officer310105", request);
        String approval = task("unithead310105", "approveRequest", caseNo);
        claim("unithead310105", approval);

        refused("unithead310105", approval, "resolve", Map.of("variables", written("resolve")));
        refused(
                "unithead310105",
                approval,
                "bpmnError",
                Map.of("errorCode", "WITHDRAWN", "errorMessage", SECRET, "variables", written("error")));
        refused(
                "unithead310105",
                approval,
                "bpmnEscalation",
                Map.of("escalationCode", "LATE", "variables", written("escalation")));
        refused("supervisor310105", approval, "comment/create", Map.of("message", SECRET + "-comment"));
        Http.Answer completed = as("unithead310105")
                .post(
                        "/engine-rest/task/" + approval + "/complete",
                        Map.of("variables", variables(Map.of("decision", "approve", "reason", SECRET + "-opinion"))));
        assertThat(completed.status()).as(completed.text()).isEqualTo(204);
        does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        does(
                "officer330110",
                "reviewLetter",
                caseNo,
                Map.of("decision", "return", "missingItems", SECRET + "-missing 请写明期间"));

        assertThat(traces()).isEmpty();
        assertThat(jdbc.sql("select count(*) from assistance_request where assistance_request::text like ?")
                        .param("%" + SECRET + "-short%")
                        .query(Long.class)
                        .single())
                .as("the bridge's own table has it")
                .isEqualTo(1);
    }

    @Test
    void startInstructionsAreRefused() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        long before = instances();
        Http.Answer answer = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/assistanceRequest/start",
                        Map.of(
                                "variables",
                                variables(request),
                                "startInstructions",
                                List.of(Map.of(
                                        "type",
                                        "startBeforeActivity",
                                        "activityId",
                                        "issueRequestLetter",
                                        "variables",
                                        Map.of("note", Map.of("value", SECRET + "-local", "local", true))))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).isEqualTo(new Refusal("engine.only-by-form").getMessage());
        assertThat(instances()).isEqualTo(before);
        assertThat(traces()).isEmpty();
    }

    @Test
    void notEvenTheAdministratorStoresAnUndeclaredVariable() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = task("unithead310105", "approveRequest", caseNo);
        String instance = as("admin")
                .get("/engine-rest/task/" + task)
                .json()
                .get("processInstanceId")
                .asText();
        Map<String, Object> value = Map.of("value", SECRET, "type", "String");
        for (String path : List.of(
                "process-instance/" + instance + "/variables/note",
                "execution/" + instance + "/localVariables/note",
                "task/" + task + "/variables/note",
                "task/" + task + "/localVariables/note")) {
            Http.Answer answer = as("admin").put("/engine-rest/" + path, value);
            assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(400);
            assertThat(answer.text()).doesNotContain(SECRET);
        }
        assertThat(traces()).isEmpty();
    }

    @Test
    void aFormSetsNoDeclaredVariableThatItDoesNotOffer() {
        long before = instances();
        for (Map<String, Object> forged : List.<Map<String, Object>>of(
                Map.of("raisedBy", "officer2310105"),
                Map.of("dispatched", true),
                Map.of("leadOfficer", "officer310105"))) {
            Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
            request.putAll(forged);
            assertUnknownField(raise("officer310105", request), forged);
            assertUnknownField(
                    as("officer310105")
                            .post(
                                    "/engine-rest/process-definition/key/assistanceRequest/start",
                                    Map.of("variables", variables(request))),
                    forged);
        }
        assertThat(instances()).isEqualTo(before);

        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = task("unithead310105", "approveRequest", caseNo);
        claim("unithead310105", task);
        for (Map<String, Object> forged : List.<Map<String, Object>>of(
                Map.of("replyDueAt", "2030-01-01T00:00:00"),
                Map.of("leadOfficer", "unithead310105"),
                Map.of("raisedBy", "officer2310105"),
                Map.of("dispatched", true))) {
            Map<String, Object> fields = new java.util.HashMap<>(Map.of("decision", "approve"));
            fields.putAll(forged);
            for (String way : List.of("submit-form", "complete")) {
                assertUnknownField(
                        as("unithead310105")
                                .post("/engine-rest/task/" + task + "/" + way, Map.of("variables", variables(fields))),
                        forged);
            }
        }
    }

    /** A model of an earlier version may still have such a field, or one that came in under the gate. */
    @Test
    void noFormSaysWhichCaseItDecides() {
        DeploymentBuilder deployment = repository
                .createDeployment()
                .name(FIELD_AS_VARIABLE)
                .addString("processes/assistance.bpmn", ModelFiles.process("assistance"));
        ModelFiles.forms()
                .forEach(form -> deployment.addString(
                        "forms/" + form + ".form",
                        (form.equals("approveRequest")
                                        ? ModelFiles.with(ModelFiles.form(form), """
                                        {"type": "textfield", "key": "requestId", "id": "requestId", "label": "请求编号"}""")
                                        : ModelFiles.form(form))
                                .toString()));
        deployment.deploy();
        try {
            String other = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
            String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
            isRefused(
                    "unithead310105",
                    "approveRequest",
                    caseNo,
                    Map.of("decision", "approve", "requestId", other + "-R1"),
                    new Refusal("engine.field-is-variable", "请求编号").getMessage());
            assertThat(jdbc.sql(
                                    "select count(*) from assistance_request where case_no in (?, ?) and approved_by is not null")
                            .params(other, caseNo)
                            .query(Long.class)
                            .single())
                    .isZero();
        } finally {
            repository
                    .createDeploymentQuery()
                    .deploymentName(FIELD_AS_VARIABLE)
                    .list()
                    .forEach(one -> repository.deleteDeployment(one.getId(), true));
        }
    }

    @Test
    void aDecisionThatTheFormDoesNotOfferIsRefused() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        JsonNode task = waitingTask("unithead310105", "approveRequest", caseNo);
        String sentence =
                new Refusal("engine.decision-missing", task.get("name").asText()).getMessage();
        for (Map<String, Object> fields : List.<Map<String, Object>>of(
                Map.of("decision", "issue"),
                Map.of("decision", "APPROVE"),
                Map.of("decision", 1),
                Map.of("reason", "没有选择"))) {
            isRefused("unithead310105", "approveRequest", caseNo, fields, sentence);
        }
    }

    @Test
    void aFileIsRefused() {
        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = task("unithead310105", "approveRequest", caseNo);
        claim("unithead310105", task);
        Map<String, Object> file = Map.of(
                "value",
                Base64.getEncoder().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)),
                "type",
                "File",
                "valueInfo",
                Map.of("filename", "a.txt"));
        Http.Answer answer = as("unithead310105")
                .post(
                        "/engine-rest/task/" + task + "/submit-form",
                        Map.of("variables", Map.of("decision", Map.of("value", "approve"), "reason", file)));
        assertThat(answer.json().get("message").asText()).isEqualTo(new Refusal("engine.file-in-form").getMessage());
        assertThat(traces()).isEmpty();
    }

    @Test
    void aRefusalArrivesAsItsBareSentence() {
        Map<String, Object> request = Requests.throughHomeBureau("SHOP_SUBJECT");
        request.put("requestedBureauCode", "310105");
        Http.Answer atStart = raise("officer310105", request);
        assertThat(atStart.status()).isEqualTo(400);
        assertThat(atStart.json().get("message").asText()).isEqualTo(new Refusal("assistance.own-bureau").getMessage());

        String caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        String task = task("unithead310105", "approveRequest", caseNo);
        claim("unithead310105", task);
        assertThat(as("unithead310105")
                        .post(
                                "/engine-rest/task/" + task + "/submit-form",
                                Map.of("variables", variables(Map.of("decision", "reject", "reason", "不"))))
                        .json()
                        .get("message")
                        .asText())
                .doesNotContain("ENGINE-", "Exception", "TaskListener")
                .contains("不能少于");
    }

    private static Map<String, Object> written(String how) {
        return Map.of("reason", Map.of("value", SECRET + "-" + how), "decision", Map.of("value", "approve"));
    }

    /** What Java prints of a list or a number is not what anybody wrote. */
    @Test
    void onlyTextIsTakenWhereTextIsAskedFor() {
        for (Map<String, Object> odd : List.<Map<String, Object>>of(
                Map.of("value", 12345678),
                Map.of("value", true),
                Map.of("value", List.of("查明", "经营主体")),
                Map.of("value", Map.of("查明", "经营主体")),
                Map.of("value", "[\"查明\",\"经营主体\"]", "type", "Json"),
                Map.of("value", "YWJjZGVm", "type", "Bytes"))) {
            assertThat(refused(body(odd))).as(odd.toString()).contains("只能填写文字");
        }
    }

    @Test
    void charactersThatCannotBeStoredAreRefusedInASentence() {
        for (String odd : List.of("\\u0000", "\\u0007", "\\ud800")) {
            // As an escape: no client of ours would put half a character on the wire.
            assertThat(refused(body(Map.of("value", "查明◆经营主体")).replace("◆", odd)))
                    .as(odd)
                    .contains("无法保存的特殊字符");
        }
    }

    private static String body(Map<String, Object> purpose) {
        Map<String, Object> fields = new HashMap<>(variables(Requests.question()));
        fields.put("purpose", purpose);
        try {
            return new ObjectMapper().writeValueAsString(Map.of("variables", fields));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private String refused(String body) {
        Http.Answer answer =
                as("officer310105").post("/engine-rest/process-definition/key/assistanceRequest/submit-form", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().get("message").asText();
    }

    private void refused(String user, String task, String way, Map<String, Object> body) {
        Http.Answer answer = as(user).post("/engine-rest/task/" + task + "/" + way, body);
        assertThat(answer.status()).as(way + ": " + answer.text()).isEqualTo(400);
        assertThat(answer.json().get("message").asText())
                .as(way)
                .isEqualTo(new Refusal("engine.only-by-form").getMessage());
    }

    private static void assertUnknownField(Http.Answer answer, Map<String, Object> forged) {
        String name = forged.keySet().iterator().next();
        assertThat(answer.status()).as(name + ": " + answer.text()).isEqualTo(400);
        assertThat(answer.json().get("message").asText())
                .isEqualTo(new Refusal("engine.unknown-field", name).getMessage());
    }

    private String task(String user, String task, String caseNo) {
        return waitingTask(user, task, caseNo).get("id").asText();
    }

    private void claim(String user, String task) {
        assertThat(as(user).post("/engine-rest/task/" + task + "/claim", Map.of("userId", user))
                        .status())
                .isEqualTo(204);
    }

    private long instances() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey("assistanceRequest")
                .count();
    }

    /** The engine's tables in which the secret stands, as text or as bytes. */
    private List<String> traces() {
        List<String> tables = jdbc.sql(
                        "select table_name from information_schema.tables where table_name like 'act\\_%' and table_schema = 'public'")
                .query(String.class)
                .list();
        assertThat(tables).contains("act_ru_variable", "act_hi_varinst", "act_ge_bytearray", "act_hi_comment");
        String bytes = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));
        return tables.stream()
                .filter(table -> jdbc.sql("select count(*) from " + table + " t where t::text like ? or t::text like ?")
                                .params("%" + SECRET + "%", "%" + bytes + "%")
                                .query(Long.class)
                                .single()
                        > 0)
                .toList();
    }
}
