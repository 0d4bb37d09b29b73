package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reply that is not enough. */
class SupplementTest extends AssistanceScenario {

    @Test
    void aSupplementStartsANewAgreedClockAndGetsAReplyOfItsOwn() {
        String caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
        accept(caseNo);
        reply(caseNo);
        isRefused(
                "officer310105",
                "reviewReply",
                caseNo,
                Map.of("decision", "supplement"),
                "没有填写“需要补充的内容”。请补填后再提交，已填写的内容都保留着。");
        String[] wordings = {"请补充仓库地址", "请补充仓库的实际地址"};
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "supplement", "supplementText", wordings[0]));
        does("unithead310105", "approveSupplement", caseNo, Map.of("decision", "return", "reason", "请写明是实际地址"));
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "REPLY");
        String review =
                waitingTask("officer310105", "reviewReply", caseNo).get("id").asText();
        assertThat(as("officer310105")
                        .get("/engine-rest/task/" + review + "/form-variables")
                        .json()
                        .at("/supplementText/value")
                        .asText())
                .isEqualTo(wordings[0]);
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "supplement", "supplementText", wordings[1]));
        sendsWhatItShows("unithead310105", "approveSupplement", caseNo, Map.of("decision", "approve"));
        assertThat(handling(caseNo)).isWaitingAt("investigate");
        var supplement = letter("officer330110", caseNo, "SUPPLEMENT");
        assertThat(dueAt("officer330110", caseNo, "AGREEMENT_REPLY"))
                .isEqualTo(workingDaysAfter(deliveredAt(supplement), 3));
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET",
                        "SHOP_IDENTITY MET",
                        "AGREEMENT_REPLY MET",
                        "STATUTORY_REPLY MET",
                        "CONFIRMATION_REMINDER MET",
                        "CONFIRMATION_CLOSE MET",
                        "AGREEMENT_REPLY RUNNING");
        eventually(
                "Changning's clock runs", () -> clocks("officer310105", caseNo).contains("AGREEMENT_REPLY RUNNING"));
        isRefused(
                "officer330110",
                "investigate",
                caseNo,
                Map.of(
                        "decision", "delay",
                        "delayUntil", Requests.today().plusDays(60).toString(),
                        "delayReason", "需要到仓库现场核查"),
                "补充协查只受双方约定的期限约束，延期告知只能延长法定期限。请尽快提交核查结论；逾期会如实记录。");
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "recordReply",
                        "reviewReply",
                        "approveSupplement",
                        "reviewReply",
                        "approveSupplement",
                        "issueSupplement",
                        "startSupplementClock",
                        "awaitReply",
                        REPLY_CONFIRMED);
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "requestPlatformData",
                        HANDLING_REPLIED,
                        "registerSupplement",
                        "prepareReply",
                        "handlingStarts",
                        "prepareDataRequests",
                        HANDLING_REPLIED,
                        HANDLING_CONFIRMED);
        assertThat(letters("officer310105", caseNo)).containsExactly("REQUEST", "REPLY", "SUPPLEMENT", "REPLY");
        assertThat(supplement.get("number").asText()).matches("沪长市监协查补〔\\d{4}〕\\d+号");
        assertThat(letter("officer310105", caseNo, "REPLY").get("paragraphs").toString())
                .contains("请补充仓库的实际地址");
        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY MET", "STATUTORY_REPLY MET", "AGREEMENT_REPLY MET");
    }
}
