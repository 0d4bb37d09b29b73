package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.managementService;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.management.JobDefinition;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.order.Progress.Step;

/** The receiver of a filed case disputes it: negotiated, or designated by the common superior. */
class DisputeTest extends TransferScenario {

    private static final List<String> DISPUTED = List.of("recordTransferDispute", "negotiateJurisdiction");
    private static final List<String> SETTLED = List.of("recordSettlement");
    private static final List<String> NEGOTIATED =
            List.of("disputeIsRegistered", "negotiation", "negotiationStarts", "settleDispute");
    private static final List<String> APPROVED = List.of("approveSettlement", "settlementApproved");
    private static final List<String> REPORTED =
            List.of("requestDesignation", "awaitDesignation", "recordDesignation", "designationRecorded");
    private static final List<String> OBJECTED =
            List.of("approveTransferAnswer", "sendTransferAnswer", "reconsiderTransfer");

    private static final Map<String, Object> AGREES = Map.of("decision", "accept", "negotiation", "经协商由本局办理");

    private String disputed(String sender, String receiver) {
        String caseNo = transferred(sender, filedCase(Map.of("actualPlace", receiver)));
        sendBack(receiver, caseNo, Map.of("decision", "dispute", "objection", "经核实经营地不在本局辖区"));
        stands("officer" + sender, caseNo, "DISPUTED");
        return caseNo;
    }

    /** Meanwhile no job of the step runs. */
    private static void held(String step, Runnable meanwhile) {
        List<String> definitions = managementService().createJobDefinitionQuery().activityIdIn(step).list().stream()
                .map(JobDefinition::getId)
                .toList();
        definitions.forEach(id -> managementService().suspendJobDefinitionById(id, true));
        try {
            meanwhile.run();
        } finally {
            definitions.forEach(id -> managementService().activateJobDefinitionById(id, true));
        }
    }

    private void report(String sender, String caseNo) {
        settle(sender, caseNo, "report", "当事人的仓库在对方辖区");
    }

    private void keep(String caseNo) {
        settle(CHANGNING, caseNo, "keep", "经协商由本局继续办理");
    }

    private void proposes(String caseNo, String how) {
        does("officer310105", "settleDispute", caseNo, Map.of("decision", how, "ownView", "当事人的仓库在对方辖区"));
        waitingTask("bureauhead310105", "approveSettlement", caseNo);
    }

    private void designate(String superior, String caseNo, String bureau) {
        does(
                "officer" + superior,
                "designateJurisdiction",
                caseNo,
                Map.of("decision", "designate", "designatedBureau", bureau, "designationReason", "当事人实际经营地在其辖区"));
        sendsWhatItShows("bureauhead" + superior, "approveDesignation", caseNo, Map.of("decision", "approve"));
    }

    @Test
    void acrossProvincesTheCaseGoesToWhomTheNationSays() {
        String caseNo = disputed(CHANGNING, LINPING);
        report(CHANGNING, caseNo);
        var task = waitingTask("officer100000", "designateJurisdiction", caseNo);
        String shown = as("officer100000")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .text();
        assertThat(shown).contains("当事人的仓库在对方辖区", "经核实经营地不在本局辖区");
        Instant arrived = deliveredAt(letter("officer100000", caseNo, "DESIGNATION_REQUEST"));
        assertThat(dueAt("officer100000", caseNo, "TRANSFER_DESIGNATION")).isEqualTo(workingDaysAfter(arrived, 7));
        isRefused(
                "officer100000",
                "designateJurisdiction",
                caseNo,
                Map.of("decision", "designate", "designatedBureau", YUHANG, "designationReason", "平台住所地在余杭"),
                "没有“330110”这个选项");
        designate("100000", caseNo, LINPING);
        assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("awaitVerification");
        stands("officer310105", caseNo, "ACCEPTED");
        progresses(LINPING, caseNo, Step.CLOSED, Map.of());

        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        SENT,
                        DISPUTED,
                        SETTLED,
                        "awaitAnswer",
                        ACCEPTED,
                        "recordTransferFeedback",
                        "closeTransfer",
                        "transferClosed");
        assertThat(negotiation(CHANGNING, caseNo)).passedExactly(NEGOTIATED, APPROVED, REPORTED);
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(
                        ARRIVED,
                        OBJECTED,
                        "settlementArrives",
                        "recordTransferSettlement",
                        TAKEN,
                        "closeTransferHandling",
                        "transferHandled");
        assertThat(instance("jurisdictionDispute", "100000", caseNo))
                .passedExactly(
                        "reportArrives",
                        "registerDispute",
                        "designateJurisdiction",
                        "approveDesignation",
                        "issueDesignation",
                        "jurisdictionDesignated");
        assertThat(letter("officer330113", caseNo, "DESIGNATION").get("number").asText())
                .matches("国市监指定〔\\d{4}〕\\d+号");
        assertThat(state("officer100000", caseNo)).isEqualTo("DESIGNATED");
        assertThat(clocks("officer100000", caseNo)).containsExactly("TRANSFER_DESIGNATION MET");
        assertThat(clocks("officer310105", caseNo)).contains("TRANSFER_NEGOTIATION MET");
    }

    @Test
    void ofTwoDistrictsOfOneCityTheCitySaysThatTheSenderGoesOn() {
        String caseNo = disputed(YUHANG, LINPING);
        fires("negotiationOverdue", caseNo);
        eventually(
                "seven days are over", () -> milestones("officer330110", caseNo).contains("NEGOTIATION_OVERDUE"));
        timeIsRealAgain();
        report(YUHANG, caseNo);
        designate("330100", caseNo, YUHANG);
        assertThat(transfer(YUHANG, caseNo)).isEnded();
        assertThat(transferHandling(LINPING, caseNo)).isEnded();
        assertThat(transfer(YUHANG, caseNo)).passedExactly(RAISED, SENT, DISPUTED, SETTLED, "designatedToUs");
        assertThat(negotiation(YUHANG, caseNo))
                .passedExactly(
                        NEGOTIATED,
                        "negotiationOverdue",
                        "recordNegotiationOverdue",
                        "negotiationOverdueRecorded",
                        APPROVED,
                        REPORTED);
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(
                        ARRIVED,
                        OBJECTED,
                        "settlementArrives",
                        "recordTransferSettlement",
                        "closeTransferHandling",
                        "transferHandled");
    }

    @Test
    void ofTwoCitiesOfOneProvinceTheProvinceSays() {
        String caseNo = disputed("320324", "321300");
        report("320324", caseNo);
        assertThat(waitingTask("officer320000", "designateJurisdiction", caseNo))
                .isNotNull();
    }

    @Test
    void negotiatedTheReceiverAcceptsAfterAll() {
        String caseNo = disputed(CHANGNING, LINPING);
        does("officer330113", "reconsiderTransfer", caseNo, AGREES);
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(transfer(caseNo)).passedExactly(RAISED, SENT, DISPUTED, SETTLED, "awaitAnswer", ACCEPTED);
        assertThat(negotiation(CHANGNING, caseNo))
                .passedExactly(NEGOTIATED, "acceptedAfterAll", "confirmAgreement", "agreedToThem");
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(
                        ARRIVED, OBJECTED, "agreeToTransfer", "awaitSettlement", "recordTransferSettlement", TAKEN);
        assertThat(letters("officer330113", caseNo))
                .containsExactly(
                        "TRANSFER", "TRANSFER_DISPUTE", "TRANSFER_AGREED", "TRANSFER_CONFIRMED", "TRANSFER_ACCEPTED");
        assertThat(tasks("officer310105", "settleDispute", caseNo)).isEmpty();
    }

    /** Else both bureaus could have the case: the one by its acceptance, the other by what the superior designates. */
    @Test
    void onceTheSuperiorIsAskedTheReceiverCannotAcceptByItself() {
        String caseNo = disputed(CHANGNING, LINPING);
        report(CHANGNING, caseNo);
        eventually(
                "the receiver is told", () -> letters("officer330113", caseNo).contains("DESIGNATION_SOUGHT"));
        isRefused("officer330113", "reconsiderTransfer", caseNo, AGREES, "协商已经结束");
        designate("100000", caseNo, CHANGNING);
        assertThat(transfer(caseNo)).isEnded();
        assertThat(transferHandling(LINPING, caseNo)).isEnded();
        assertThat(state("officer310105", caseNo)).isEqualTo("ABANDONED");
        assertThat(state("officer330113", caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void whateverTheTwoDoAtTheSameMomentOneOfThemHasIt() {
        for (int i = 0; i < 4; i++) {
            String caseNo = disputed(CHANGNING, LINPING);
            proposes(caseNo, "keep");
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(
                                    () -> does("officer330113", "reconsiderTransfer", caseNo, AGREES)),
                            CompletableFuture.runAsync(() -> does(
                                    "bureauhead310105", "approveSettlement", caseNo, Map.of("decision", "approve"))))
                    .exceptionally(late -> null)
                    .join();
            eventually("one of them has it, and both say so", () -> {
                String sender = state("officer310105", caseNo);
                String receiver = state("officer330113", caseNo);
                return sender.equals("ABANDONED") && receiver.equals("CLOSED")
                        || sender.equals("ACCEPTED") && receiver.equals("ACCEPTED");
            });
        }
    }

    @Test
    void anAgreementThatCrossesTheReportLeavesItToTheSuperior() {
        String caseNo = disputed(CHANGNING, LINPING);
        held("agreeToTransfer", () -> {
            does("officer330113", "reconsiderTransfer", caseNo, AGREES);
            report(CHANGNING, caseNo);
            stands("officer310105", caseNo, "REPORTED");
        });
        eventually("it has crossed", () -> letters("officer310105", caseNo).contains("TRANSFER_AGREED"));
        assertThat(negotiation(CHANGNING, caseNo)).isWaitingAt("awaitDesignation");
        assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("awaitSettlement");
        designate("100000", caseNo, LINPING);
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(transferHandling(LINPING, caseNo))
                .passedExactly(
                        ARRIVED, OBJECTED, "agreeToTransfer", "awaitSettlement", "recordTransferSettlement", TAKEN);
    }

    @Test
    void negotiatedTheSenderTakesItBack() {
        String caseNo = disputed(CHANGNING, LINPING);
        keep(caseNo);
        assertThat(transfer(caseNo)).isEnded();
        assertThat(transferHandling(LINPING, caseNo)).isEnded();
        assertThat(transfer(caseNo)).passedExactly(RAISED, SENT, DISPUTED, SETTLED, "designatedToUs");
        assertThat(negotiation(CHANGNING, caseNo))
                .passedExactly(NEGOTIATED, APPROVED, "sendTransferKept", "transferKept");
        assertThat(letters("officer330113", caseNo)).containsExactly("TRANSFER", "TRANSFER_DISPUTE", "TRANSFER_KEPT");
        assertThat(state("officer330113", caseNo)).isEqualTo("CLOSED");
    }

    @Test
    void nothingGoesOutBeforeTheHeadHasApprovedIt() {
        String caseNo = disputed(CHANGNING, LINPING);
        proposes(caseNo, "report");
        assertThat(pending("bureauhead310105", "approveSettlement", caseNo).text())
                .contains("报请指定管辖", "当事人的仓库在对方辖区", "经核实经营地不在本局辖区");
        isRefused("bureauhead310105", "approveSettlement", caseNo, Map.of("decision", "return"), "“审批意见”");
        does(
                "bureauhead310105",
                "approveSettlement",
                caseNo,
                Map.of("decision", "return", "opinion", "对方的理由成立，由本局继续办理"));
        waitingTask("officer310105", "settleDispute", caseNo);
        stands("officer310105", caseNo, "DISPUTED");
        assertThat(letters("officer310105", caseNo)).containsExactly("TRANSFER", "TRANSFER_DISPUTE");
        keep(caseNo);
        assertThat(transfer(caseNo)).isEnded();
        assertThat(letters("officer310105", caseNo)).containsExactly("TRANSFER", "TRANSFER_DISPUTE", "TRANSFER_KEPT");
        assertThat(milestones("officer310105", caseNo))
                .containsSubsequence(
                        "DESIGNATION_REQUEST_DRAFTED",
                        "SETTLEMENT_SENT_BACK",
                        "RECALL_DRAFTED",
                        "SETTLEMENT_APPROVED",
                        "TRANSFER_KEPT");
    }

    @Test
    void anAgreementThatComesWhileTheHeadDecidesIsTheEndOfIt() {
        String caseNo = disputed(CHANGNING, LINPING);
        proposes(caseNo, "report");
        does("officer330113", "reconsiderTransfer", caseNo, AGREES);
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(tasks("bureauhead310105", "approveSettlement", caseNo)).isEmpty();
        assertThat(negotiation(CHANGNING, caseNo))
                .passedExactly(NEGOTIATED, "approveSettlement", "acceptedAfterAll", "confirmAgreement", "agreedToThem");
    }

    @Test
    void thePeriodOfTheNegotiationRunsOutBeforeTheHeadToo() {
        String caseNo = disputed(CHANGNING, LINPING);
        proposes(caseNo, "report");
        fires("negotiationOverdue", caseNo);
        eventually(
                "seven days are over", () -> milestones("officer310105", caseNo).contains("NEGOTIATION_OVERDUE"));
        timeIsRealAgain();
        does("bureauhead310105", "approveSettlement", caseNo, Map.of("decision", "approve"));
        stands("officer310105", caseNo, "REPORTED");
    }
}
