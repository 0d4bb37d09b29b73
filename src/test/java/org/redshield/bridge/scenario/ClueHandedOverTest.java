package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A clue of one bureau becomes a case of another, and the first sees how it ends. */
class ClueHandedOverTest extends ClueScenario {

    private static final String LINPING = "330113";
    private static final String REPORTER = "欧阳守密";

    private String handedOver(Map<String, Object> proposal) {
        Map<String, Object> reported = clue();
        reported.put("reporterName", REPORTER);
        String caseNo = registered(reported);
        assign(caseNo);
        approved(caseNo, proposal);
        return caseNo;
    }

    private void complete(String caseNo) {
        // As the form shows it, filled in with what the clue knows.
        Map<String, Object> fields = TransferScenario.clue(Map.of("decision", "submit"));
        fields.put("shopId", clue(OFFICER, caseNo).get("shopId").asText());
        does(OFFICER, "completeTransfer", caseNo, fields);
        does(HEAD, "approveTransfer", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
    }

    @Test
    void aClueOfOthersIsFiledThereAndItsSenderSeesHowItEnds() {
        String caseNo = handedOver(proposal("transfer", "articles", "程序规定第十条"));
        assertThat(verification(caseNo)).isEnded();
        assertThat(path(verification(caseNo)))
                .containsExactly(
                        "registerClue",
                        "verifyInTime",
                        "verificationStarts",
                        "assignVerification",
                        "verifyClue",
                        "reviewVerification",
                        "decideFiling",
                        "verificationEnds",
                        "passClueOn",
                        "cluePassedOn");
        complete(caseNo);
        does("officer" + LINPING, "signTransfer", caseNo, Map.of("decision", "sign", "materialsComplete", true));
        does("officer" + LINPING, "reviewTransfer", caseNo, Map.of("decision", "accept"));
        does(
                "unithead" + LINPING,
                "assignVerification",
                caseNo,
                Map.of("decision", "assign", "leadCertificateNo", "33011301001", "secondCertificateNo", "33011301002"));
        assertThat(clue("officer" + LINPING, caseNo).get("source").asText()).isEqualTo("TRANSFERRED");
        assertThat(as("officer" + LINPING)
                        .get("/api/clues/" + caseNo + "/reporter")
                        .text())
                .isEqualTo("{}");
        does("officer" + LINPING, "verifyClue", caseNo, proposal("file", "filingNo", "临市监案〔2026〕" + caseNo + "号"));
        does("unithead" + LINPING, "reviewVerification", caseNo, Map.of("decision", "agree"));
        does("bureauhead" + LINPING, "decideFiling", caseNo, Map.of("decision", "approve"));
        does(
                "officer" + LINPING,
                "conductCase",
                caseNo,
                proposal("decide", "outcome", "PENALTY", "decisionNo", "临市监罚〔2026〕1号"));
        does("unithead" + LINPING, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
        does("bureauhead" + LINPING, "decideCaseMatter", caseNo, Map.of("decision", "approve"));
        does("officer" + LINPING, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "罚款已经缴清"));
        does("bureauhead" + LINPING, "approveClosing", caseNo, Map.of("decision", "approve"));
        eventually("the transfer ends", () -> instance("caseTransfer", CHANGNING, caseNo)
                .isEnded());
        assertThat(clue(OFFICER, caseNo).get("state").asText()).isEqualTo("PASSED_ON");
        assertThat(milestones(OFFICER, caseNo)).contains("TRANSFER_PROGRESS");
        for (String reader : List.of("officer" + LINPING, OFFICER)) {
            assertThat(caseFile(reader, caseNo).toString()).doesNotContain(REPORTER);
        }
    }

    @Test
    void whatIsNotHandedOverGoesOnHere() {
        String caseNo = handedOver(proposal("transfer"));
        does(OFFICER, "completeTransfer", caseNo, Map.of("decision", "abandon", "abandonReason", "本局自行核查"));
        assertThat(clue(OFFICER, caseNo).get("state").asText()).isEqualTo("REGISTERED");
        assign(caseNo);
        approved(caseNo, proposal("file", "filingNo", filingNo(caseNo)));
        does(OFFICER, "conductCase", caseNo, proposal("transfer"));
        does(UNIT_HEAD, "reviewCaseMatter", caseNo, Map.of("decision", "agree"));
        does(HEAD, "decideCaseMatter", caseNo, Map.of("decision", "approve"));
        does(OFFICER, "completeTransfer", caseNo, Map.of("decision", "abandon", "abandonReason", "本局自行查办"));
        waitingTask(OFFICER, "conductCase", caseNo);
        assertThat(clue(OFFICER, caseNo).get("state").asText()).isEqualTo("FILED");
        assertThat(clocks(OFFICER, caseNo)).contains("CASE_HANDLING RUNNING");
    }
}
