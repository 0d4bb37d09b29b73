package org.redshield.bridge.scenario;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.scenario.AuthorityScenario.Walks;

/** Each user task of a transfer tried by everybody who may not do it. */
@Walks({"caseTransfer", "jurisdictionNegotiation", "transferHandling", "jurisdictionDispute"})
class TransferAuthorityTest extends AuthorityScenario {

    private static final String LINPING = TransferScenario.LINPING;
    private static final String SAMR = "100000";
    private static final Map<String, Object> NOTED = Map.of("decision", "noted", "note", "已经联系对方单位");

    @Override
    void walk() {
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
        notByAuthor("approveTransferReturn", "officer330113", "transfer.own-approval", Map.of("decision", "approve"));
        isOnlyFor(LINPING, "approveTransferReturn", Map.of("decision", "approve"));
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

        everyTaskWasTried(Set.of("caseTransfer", "jurisdictionNegotiation", "transferHandling", "jurisdictionDispute"));
    }

    private void disputed() {
        raise(TransferScenario.filedCase(Map.of()));
        isOnlyFor(CHANGNING, "approveTransfer", approved());
        isOnlyFor(LINPING, "signTransfer", Map.of("decision", "sign"));
        isOnlyFor(LINPING, "reviewTransfer", Map.of("decision", "dispute", "objection", "经营地不在临平区"));
        notByAuthor("approveTransferAnswer", "officer330113", "transfer.own-approval", Map.of("decision", "approve"));
        isOnlyFor(LINPING, "approveTransferAnswer", Map.of("decision", "return", "opinion", "请写明经营地"));
        isOnlyFor(LINPING, "reviewTransfer", Map.of("decision", "dispute", "objection", "经营地在余杭区良渚街道"));
        isOnlyFor(LINPING, "approveTransferAnswer", Map.of("decision", "approve"));
        onlyTried(LINPING, "reconsiderTransfer", "officer330113", "accept");
        isOnlyFor(CHANGNING, "settleDispute", Map.of("decision", "report", "ownView", "当事人的仓库在临平"));
        notByAuthor("approveSettlement", "officer310105", "transfer.own-approval", Map.of("decision", "approve"));
        isOnlyFor(CHANGNING, "approveSettlement", Map.of("decision", "approve"));
        waitingTask("officer100000", "designateJurisdiction", caseNo);
        fires("designationOverdue", caseNo);
        isOnlyFor(SAMR, "superviseDesignation", NOTED);
        timeIsRealAgain();
        isOnlyFor(SAMR, "designateJurisdiction", designation());
        notByAuthor("approveDesignation", "officer100000", "transfer.own-approval", Map.of("decision", "approve"));
        isOnlyFor(SAMR, "approveDesignation", Map.of("decision", "return", "opinion", "请补充理由"));
        isOnlyFor(SAMR, "designateJurisdiction", designation());
        isOnlyFor(SAMR, "approveDesignation", Map.of("decision", "approve"));
    }

    private static Map<String, Object> designation() {
        return Map.of(
                "decision", "designate",
                "designatedBureau", LINPING,
                "designationReason", "当事人实际经营地在临平");
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
