package org.redshield.bridge.scenario;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;

/** Each user task of a transfer tried by everybody who may not do it. */
@Walks({"caseTransfer", "transferHandling"})
class TransferAuthorityTest extends AuthorityScenario {

    private static final String LINPING = TransferScenario.LINPING;
    private static final Map<String, Object> NOTED = Map.of("decision", "noted", "note", "已经联系对方单位");

    @Test
    void everyTaskIsOnlyForItsRole() {
        Map<String, Object> vague = TransferScenario.clue(Map.of());
        vague.remove("actualPlace");
        raise(vague);
        Map<String, Object> known = TransferScenario.clue(Map.of("decision", "submit"));
        isOnlyFor(CHANGNING, "completeTransfer", known);
        notByAuthor("approveTransfer", "officer310105", "transfer.own-approval", approved());
        isOnlyFor(CHANGNING, "approveTransfer", approved());
        waitingTask("officer330113", "signTransfer", caseNo);
        fires("signingMissing", caseNo);
        isOnlyFor(CHANGNING, "chaseReceipt", NOTED);
        timeIsRealAgain();
        isOnlyFor(LINPING, "signTransfer", Map.of("decision", "sign"));
        isOnlyFor(LINPING, "reviewTransfer", Map.of("decision", "return", "missingMaterials", "缺少购买记录"));
        notByAuthor("approveTransferAnswer", "officer330113", "transfer.own-approval", Map.of("decision", "approve"));
        isOnlyFor(LINPING, "approveTransferAnswer", Map.of("decision", "approve"));
        isOnlyFor(CHANGNING, "completeTransfer", known);
        isOnlyFor(CHANGNING, "approveTransfer", approved());
        isOnlyFor(LINPING, "signTransfer", Map.of("decision", "sign"));
        isOnlyFor(LINPING, "reviewTransfer", Map.of("decision", "accept"));
        eventually(
                "the transfer is accepted", () -> state("officer310105", caseNo).equals("ACCEPTED"));
        fires("feedbackOverdue", caseNo);
        isOnlyFor(LINPING, "answerTransferReminder", NOTED);
        fires("feedbackStillMissing", caseNo);
        isOnlyFor(CHANGNING, "followFeedback", NOTED);
        timeIsRealAgain();
        disputed();

        everyTaskWasTried(Set.of("caseTransfer", "transferHandling"));
    }

    private void disputed() {
        raise(TransferScenario.filedCase(Map.of()));
        isOnlyFor(CHANGNING, "approveTransfer", approved());
        isOnlyFor(LINPING, "signTransfer", Map.of("decision", "sign"));
        isOnlyFor(LINPING, "reviewTransfer", Map.of("decision", "dispute", "objection", "经营地不在临平区"));
        isOnlyFor(LINPING, "approveTransferAnswer", Map.of("decision", "approve"));
        isOnlyFor(CHANGNING, "settleDispute", Map.of("decision", "keep", "settlement", "经协商由本局办理"));
    }

    private void raise(Map<String, Object> fields) {
        caseNo = as("officer310105")
                .post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", variables(fields)))
                .json()
                .get("businessKey")
                .asText();
    }

    private static Map<String, Object> approved() {
        return Map.of("decision", "approve", "opinion", "同意移送，情况属实");
    }
}
