package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known is not typed again, what has one answer is not asked, and what was typed is kept. */
class TypedOnceTest extends DispositionScenario {

    private static final String RULE = "《浙江省网络交易管理条例》第二十条";

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    private People people;

    @AfterEach
    void dismiss() {
        jdbc.sql("delete from officer where certificate_no = '31010599'").update();
        if (people != null) {
            people.dismissAll();
        }
    }

    @Test
    void theBureauAtThePlatformsSeatIsAskedUnlessAnotherIsChosen() {
        Map<String, Object> request = Requests.question();
        request.remove("requestedBureauCode");
        assertThat(asked(approved(request))).isEqualTo("杭州市余杭区市场监督管理局");

        request.put("requestedBureauCode", "321300");
        assertThat(asked(approved(request))).isEqualTo("宿迁市市场监督管理局");

        request.remove("requestedBureauCode");
        request.put("requestRoute", "DIRECT");
        request.put("datasets", List.of("SHOP_SUBJECT"));
        assertThat(asked(approved(request), "DATA_NOTICE")).isEqualTo("淘宝网");
    }

    /** Who gets the letter of a request. */
    private String asked(String caseNo) {
        return asked(caseNo, "REQUEST");
    }

    private String asked(String caseNo, String kind) {
        eventually(
                "the letter is issued", () -> letters("officer310105", caseNo).contains(kind));
        return letter("officer310105", caseNo, kind).get("receiverName").asText();
    }

    @Test
    void aBasisThatTheListHasNotGotIsSaidInWordsAndStandsInTheLetter() {
        Map<String, Object> request = Requests.question();
        request.put("legalBasis", "OTHER");
        assertThat(raise("officer310105", request).text()).contains("没有填写“其他依据”");
        request.put("otherBasis", "浙江省的条例");
        assertThat(raise("officer310105", request).text()).contains("没有写明条款：浙江省的条例");
        request.put("legalBasis", "ECOMMERCE_36");
        assertThat(raise("officer310105", request).text()).contains("没有“ECOMMERCE_36”这个选项");
        request.put("legalBasis", "OTHER");
        request.put("otherBasis", RULE);
        String caseNo = raised("officer310105", request);
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "return", "reason", "请核对依据"));

        JsonNode form = fields("officer310105", "completeRequest", caseNo);
        assertThat(form.at("/legalBasis/value").asText()).isEqualTo("OTHER");
        assertThat(form.at("/otherBasis/value").asText()).isEqualTo(RULE);
        does("officer310105", "completeRequest", caseNo, Map.of("decision", "resubmit"));
        approve(caseNo);
        asked(caseNo);

        assertThat(page("officer310105", caseNo, letter("officer310105", caseNo, "REQUEST")))
                .contains(RULE);
    }

    @Test
    void measuresStandOnArticlesOfTheListAndTheNextBureauHasThemInItsDraft() {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        Map<String, Object> wanted = Map.of(
                "decision",
                "both",
                "measures",
                List.of("WARNING"),
                "legalBases",
                List.of("NET_TRADE_30", "OTHER"),
                "legalHook",
                RULE,
                "note",
                "刷单事实清楚");
        isRefused(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of("decision", "both", "measures", List.of("WARNING"), "legalBases", List.of("OTHER")),
                "没有填写“其他依据”");
        does("officer310105", "decideOutcome", caseNo, wanted);
        does("unithead310105", "approveDispositionRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));

        JsonNode form = fields("officer330110", "draftDisposition", caseNo);
        assertThat(form.at("/legalBases/value").asText()).contains("NET_TRADE_30", "OTHER");
        assertThat(form.at("/legalHook/value").asText()).isEqualTo(RULE);
        assertThat(page("officer310105", caseNo, letter("officer310105", caseNo, "DISPOSITION_REQUEST")))
                .contains("《网络交易监督管理办法》第三十条、" + RULE);
    }

    @Test
    void aFormWithOneDecisionIsSentWithoutIt() {
        String caseNo = approved(Requests.question());
        String id = waitingTask("officer330110", "acknowledgeLetter", caseNo)
                .get("id")
                .asText();
        assertThat(as("officer330110")
                        .get("/engine-rest/task/" + id + "/deployed-form")
                        .text())
                .contains("提交即表示：签收来函。")
                .doesNotContain("\"radio\"");
        does("officer330110", "acknowledgeLetter", caseNo, Map.of("copies", true));
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        isRefused("unithead330110", "assignOfficers", caseNo, Map.of("decision", "unknown"), "");
    }

    @Test
    void whatTheReviewerWroteToWhatHeConfirmsStandsInTheRecord() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        does("officer330110", "investigate", caseNo, Requests.findings());
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm", "reason", "与现场笔录一致。"));
        assertThat(each(caseFile("officer330110", caseNo).get("milestones"))
                        .filter(act -> act.get("what").asText().equals("FINDINGS_CONFIRMED"))
                        .map(JsonNode::toString))
                .singleElement()
                .asString()
                .contains("与现场笔录一致。");
        assertThat(caseFile("officer330110", caseNo).get("further").toString()).doesNotContain("与现场笔录一致");
    }

    @Test
    void aTransferComesBackToItsAuthorAsHeTypedItAndToHisColleaguesWhenHeHasLeft() {
        people = new People(identity);
        String author = people.hire("author310105", "officer", "310105");
        Map<String, Object> typed = typedTransfer();
        // Whom the letter names has a certificate, whoever wrote the draft before.
        String caseNo = transfer(typed);
        sentBack(caseNo);
        JsonNode task = waitingTask("officer310105", "completeTransfer", caseNo);
        assertThat(task.get("assignee").asText()).isEqualTo("officer310105");
        JsonNode form = fields("officer310105", "completeTransfer", caseNo);
        typed.forEach((field, value) ->
                assertThat(form.at("/" + field + "/value").asText()).as(field).isEqualTo(value.toString()));

        returned("officer310105", task);
        isRefused(author, "completeTransfer", caseNo, with(typed, "decision", "submit"), "您不在本局执法人员名录中");
        jdbc.sql("""
                        insert into officer (certificate_no, bureau_code, user_id, name, unit, phone, certificate_expires_on)
                        values ('31010599', '310105', ?, '王小明', '执法大队', '021-22050000', '2099-01-01')
                        """).param(author).update();
        does(author, "completeTransfer", caseNo, with(typed, "decision", "submit"));
        identity.deleteMembership(author, "officer");
        sentBack(caseNo);
        assertThat(waitingTask("officer310105", "completeTransfer", caseNo)
                        .get("assignee")
                        .isNull())
                .isTrue();
    }

    private static Map<String, Object> typedTransfer() {
        Map<String, Object> typed = new java.util.HashMap<>(TransferScenario.clue(Map.of()));
        typed.put("what", "CASE");
        typed.put("filedAt", "2026-03-02");
        typed.put("filingNo", "沪长市监案〔2026〕31号");
        typed.put("firstFoundAt", "2026-02-20");
        typed.put("limitationDate", "2028-02-20");
        typed.put("shopName", "宿迁家具店");
        typed.put("subjectName", "宿迁某家具有限公司");
        typed.put("address", "宿迁市宿城区");
        typed.put("registered", "true");
        typed.put("distributed", true);
        typed.put("concentrated", true);
        typed.put("harmPlace", "310105");
        return typed;
    }

    private String transfer(Map<String, Object> fields) {
        Http.Answer answer = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", variables(fields)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("businessKey").asText();
    }

    private void sentBack(String caseNo) {
        does("bureauhead310105", "approveTransfer", caseNo, Map.of("decision", "return", "opinion", "请补充核对事实"));
    }

    private void returned(String user, JsonNode task) {
        Http.Answer answer =
                as(user).post("/api/tasks/" + task.get("id").asText() + "/return", Map.of("reason", "明日起外出培训"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static Map<String, Object> with(Map<String, Object> fields, String name, Object value) {
        Map<String, Object> all = new java.util.HashMap<>(fields);
        all.put(name, value);
        return all;
    }

    /** What a task's form comes filled with. */
    private JsonNode fields(String user, String task, String caseNo) {
        return Stream.of(waitingTask(user, task, caseNo).get("id").asText())
                .map(id -> as(user).get("/engine-rest/task/" + id + "/form-variables")
                        .json())
                .findFirst()
                .orElseThrow();
    }
}
