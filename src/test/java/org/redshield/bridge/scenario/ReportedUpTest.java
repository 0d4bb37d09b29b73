package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.order.Progress.Step;

/** A bureau reports what is too difficult for it to its superior (程序规定 art. 15). */
class ReportedUpTest extends TransferScenario {

    private static final String HANGZHOU = "330100";

    private static Map<String, Object> reportedUp(Map<String, ?> changes) {
        Map<String, Object> fields = clue(Map.of("reportedUp", true, "reason", "当事人在多个区设有仓库，本局难以单独核查"));
        fields.remove("actualPlace");
        fields.putAll(changes);
        return fields;
    }

    @Test
    void theSuperiorTakesItAndTheReporterHearsHowItEnds() {
        String caseNo = transferred(LINPING, reportedUp(Map.of()));
        acceptTransfer(HANGZHOU, caseNo);
        stands("officer330113", caseNo, "ACCEPTED");
        progresses(HANGZHOU, caseNo, Step.CLOSED, Map.of());
        assertThat(transfer(LINPING, caseNo)).isEnded();
        assertThat(transfer(LINPING, caseNo))
                .passedExactly(RAISED, SENT, ACCEPTED, "recordTransferFeedback", "closeTransfer", "transferClosed");
        var letter = letter("officer330100", caseNo, "REPORT_UP");
        assertThat(letter.get("number").asText()).matches(".+报请〔\\d{4}〕\\d+号");
        assertThat(letter.toString()).contains("第十五条", "难以单独核查");
    }

    @Test
    void theSuperiorLeavesItWithTheBureau() {
        String caseNo = transferred(LINPING, reportedUp(Map.of()));
        signTransfer(HANGZHOU, caseNo);
        isRefused(
                "officer330100",
                "reviewTransfer",
                caseNo,
                Map.of("decision", "notOurs", "objection", "经营地不在本市", "competentBureau", YUHANG),
                "只能接收，或者答复由其继续办理");
        does("officer330100", "reviewTransfer", caseNo, Map.of("decision", "stays", "objection", "两个仓库同在一个镇，可以自行核查"));
        does("bureauhead330100", "approveTransferAnswer", caseNo, Map.of("decision", "approve"));
        String shown = as("officer330113")
                .get("/engine-rest/task/"
                        + waitingTask("officer330113", "completeTransfer", caseNo)
                                .get("id")
                                .asText() + "/form-variables")
                .text();
        assertThat(shown).contains("由本局继续办理：两个仓库同在一个镇");
        does("officer330113", "completeTransfer", caseNo, Map.of("decision", "abandon", "abandonReason", "由本局继续办理"));
        assertThat(transfer(LINPING, caseNo)).isEnded();
    }

    @Test
    void refusedWithASentence() {
        assertRefused("officer330113", reportedUp(Map.of("receiverCode", YUHANG)), "不是本局的上一级，只能报请");
        assertRefused("officer100000", reportedUp(Map.of()), "没有上一级");
        Map<String, Object> both = new HashMap<>(reportedUp(Map.of()));
        both.putAll(Map.of("handedDown", true, "answerBy", "2030-01-04", "receiverCode", HANGZHOU));
        assertRefused("officer330113", both, "不能同时选择");
    }

    private void assertRefused(String user, Map<String, Object> fields, String sentence) {
        var answer = raiseTransfer(user, fields);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("message").asText()).contains(sentence);
    }
}
