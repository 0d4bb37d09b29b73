package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.path;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.ChinaTime;

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
        does(
                "officer" + LINPING,
                "recordExecution",
                caseNo,
                Map.of(
                        "decision",
                        "executed",
                        "closingGround",
                        "EXECUTED",
                        "executedOn",
                        ChinaTime.day(clock.instant()).toString()));
        does("officer" + LINPING, "proposeClosing", caseNo, Map.of("decision", "close", "reason", "罚款已经缴清"));
        does("bureauhead" + LINPING, "approveClosing", caseNo, Map.of("decision", "approve"));
        eventually("the transfer ends", () -> instance("caseTransfer", CHANGNING, caseNo)
                .isEnded());
        assertThat(clue(OFFICER, caseNo).get("state").asText()).isEqualTo("PASSED_ON");
        assertThat(milestones(OFFICER, caseNo)).contains("TRANSFER_PROGRESS");
        for (String reader : List.of("officer" + LINPING, OFFICER)) {
            assertThat(caseFile(reader, caseNo).toString())
                    .doesNotContain(REPORTER)
                    .as("in the officers' language")
                    .contains("作出决定（", "结果：行政处罚", "结果：已结案")
                    .doesNotContainPattern("结果：[A-Z]|办理期限：[-\\d]+T")
                    .as("who has no certificate is called as his account is")
                    .doesNotContain("\"unithead")
                    .doesNotContain("\"bureauhead")
                    .contains("办案机构负责人\"");
        }
    }

    /** What an officer adds to the draft leaves the house as what the clue said does. */
    @Test
    void theDraftTellsNothingOfTheReporterAndStaysWhatWasOrdered() {
        String caseNo = handedOver(proposal("transfer"));
        for (String field : List.of("content", "reason", "materials")) {
            Map<String, Object> telling =
                    TransferScenario.clue(Map.of("decision", "submit", field, "举报人" + REPORTER + "的购买记录"));
            isRefused(OFFICER, "completeTransfer", caseNo, telling, "含有举报人的姓名");
        }
        isRefused(
                OFFICER,
                "completeTransfer",
                caseNo,
                TransferScenario.filedCase(Map.of("decision", "submit")),
                "这里移送的是线索");
    }

    /** Whether it can still be punished is for the competent bureau to say; why it is sent all the same stands in the draft. */
    @Test
    void whatIsPastItsLimitationIsHandedOverWithAWordOnIt() {
        Map<String, Object> old = clue();
        old.put("actEndedOn", ChinaTime.day(clock.instant()).minusYears(3).toString());
        String caseNo = registered(old);
        assign(caseNo);
        approved(caseNo, proposal("transfer"));
        String passed = ChinaTime.day(clock.instant()).minusYears(1).toString();
        Map<String, Object> draft = TransferScenario.clue(Map.of("decision", "submit", "limitationDate", passed));
        isRefused(OFFICER, "completeTransfer", caseNo, draft, "追究时效已于 " + passed + " 届满");
        draft.put("limitationNote", "违法行为可能处于连续状态");
        does(OFFICER, "completeTransfer", caseNo, draft);
        waitingTask(HEAD, "approveTransfer", caseNo);
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
