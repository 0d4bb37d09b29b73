package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the platform's interface cannot answer, its liaison does, knowing only the letter. */
class LiaisonTest extends AssistanceScenario {

    private static final List<String> ASKED = List.of(
            "dataRequestStarts", "classifyDataset", "submitDataRequest", "awaitAnswer", "askLiaison", "awaitLiaison");

    private static final List<String> LIAISON = List.of(
            "liaisonRequestArrives",
            "registerLiaisonRequest",
            "answerLiaisonRequest",
            "sendLiaisonAnswer",
            "liaisonAnswered");

    private String withLiaison(String fault, Map<String, Object> parameters) {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, fault, parameters);
        approve(caseNo);
        waitingTask("liaisontaobao", "answerLiaisonRequest", caseNo);
        return caseNo;
    }

    private void assertPath(String caseNo, String end) {
        assertThat(path("assistanceRequest", CHANGNING, caseNo))
                .containsExactlyElementsOf(steps(DIRECT_ANSWERED, CLOSED));
        assertThat(path("platformDataRequest", CHANGNING, caseNo))
                .containsExactlyElementsOf(steps(ASKED, "recordAnswer", end));
        assertThat(path("liaisonHandling", "taobao", caseNo)).containsExactlyElementsOf(LIAISON);
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "LIAISON_REQUEST", "LIAISON_ANSWER");
    }

    @Test
    void aTechnicalImpossibilityIsAnsweredByTheLiaisonWithAFile() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY", "text", "系统升级"));
        assertThat(letter("liaisontaobao", caseNo, "LIAISON_REQUEST")
                        .get("paragraphs")
                        .toString())
                .contains("系统升级");
        isRefused(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "answer"),
                "答复为“提供数据”时，至少要有一个文件。请先在“案卷”页签上传文件，再提交；已填写的内容没有丢失。");
        var uploaded = as("liaisontaobao")
                .upload(
                        "/api/cases/" + caseNo + "/evidence",
                        Map.of("subjectId", caseNo + "-R1-SHOP_SUBJECT", "note", "店铺主体信息"),
                        "shop.csv",
                        "sid,title\r\nS1000001,测试\r\n");
        assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "answer"));
        close(caseNo);

        assertPath(caseNo, "answeredInFull");
        JsonNode answer = letter("officer310105", caseNo, "LIAISON_ANSWER");
        assertThat(answer.get("evidence")).hasSize(1);
        assertThat(as("officer310105")
                        .get("/api/evidence/" + answer.get("evidence").get(0).asText() + "/content")
                        .text())
                .isEqualTo("sid,title\r\nS1000001,测试\r\n");
        JsonNode subject = dataset("officer310105", caseNo);
        assertThat(subject.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(subject.hasNonNull("refusalTitle"))
                .as("the interface's refusal is no longer the answer")
                .isFalse();
        assertThat(subject.hasNonNull("explanation")).isFalse();
    }

    @Test
    void aQuestionIsAnsweredByTheLiaisonAsNoRecord() {
        String caseNo = withLiaison("CLARIFY", Map.of("text", "请说明是哪一家店铺"));
        assertThat(letter("liaisontaobao", caseNo, "LIAISON_REQUEST")
                        .get("paragraphs")
                        .toString())
                .contains("请说明是哪一家店铺");
        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "noRecord", "note", "查无此店"));
        close(caseNo);

        assertPath(caseNo, "noRecordFound");
        assertThat(dataset("officer310105", caseNo).get("explanation").asText()).isEqualTo("查无此店");
    }

    @Test
    void theLiaisonRefusesWithAReasonFromTheList() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY"));
        isRefused(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "refuse"),
                "答复为“不予提供”时，必须选择理由。请选择理由后再提交；已填写的内容没有丢失。");
        does(
                "liaisontaobao",
                "answerLiaisonRequest",
                caseNo,
                Map.of("decision", "refuse", "refusalReason", "RETENTION_EXPIRED"));
        close(caseNo);

        assertPath(caseNo, "requestRefused");
        assertThat(dataset("officer310105", caseNo).get("refusalTitle").asText())
                .isEqualTo("已超过法定保存期限");
        assertThat(letter("officer310105", caseNo, "LIAISON_ANSWER")
                        .get("number")
                        .asText())
                .matches(".+数复〔\\d{4}〕\\d+号");
    }

    @Test
    void aLiaisonWhoIsLateIsOnRecordAndMayStillAnswer() {
        String caseNo = withLiaison("REFUSE", Map.of("reason", "TECHNICAL_IMPOSSIBILITY"));
        fires("liaisonOverdue", caseNo);
        timeIsRealAgain();
        assertThat(dataset("officer310105", caseNo).get("overdue").asBoolean()).isTrue();
        assertThat(clocks("officer310105", caseNo)).containsExactly("SHOP_IDENTITY MISSED");

        does("liaisontaobao", "answerLiaisonRequest", caseNo, Map.of("decision", "noRecord", "note", "查无此店"));
        close(caseNo);

        assertThat(path("platformDataRequest", CHANGNING, caseNo))
                .containsExactlyElementsOf(steps(
                        ASKED,
                        "liaisonOverdue",
                        "recordLiaisonOverdue",
                        "liaisonOverdueRecorded",
                        "recordAnswer",
                        "noRecordFound"));
    }
}
