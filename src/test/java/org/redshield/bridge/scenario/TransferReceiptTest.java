package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instances;

import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.cases.order.Progress.Step;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.springframework.beans.factory.annotation.Autowired;

/** A receipt that does not come, news that does not come, and letters that come twice, too early, or say what is not known. */
class TransferReceiptTest extends TransferScenario {

    @Autowired
    private Correspondence correspondence;

    @Autowired
    private Letters letters;

    @Autowired
    private DataSource database;

    @Test
    void nobodySignsForIt() {
        String caseNo = transferred(clue(Map.of()));
        assertThat(transfer(caseNo)).isWaitingAt("awaitSigning");
        fires("signingLate", caseNo);
        eventually("the delay is on record", () -> milestones("officer310105", caseNo)
                .contains("RECEIPT_LATE"));
        fires("signingMissing", caseNo);
        assertThat(caseFile("officer310105", caseNo).get("milestones").toString())
                .contains("移送函没有回执（签收）");
        does("officer310105", "chaseReceipt", caseNo, Map.of("decision", "noted", "note", "已致电对方，今日签收"));
        acceptTransfer(LINPING, caseNo);
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        "issueTransfer",
                        "awaitDelivery",
                        "recordTransferDelivery",
                        "awaitSigning",
                        "signingLate",
                        "recordSigningLate",
                        "signingLateRecorded",
                        "signingMissing",
                        "recordReceiptMissing",
                        "chaseReceipt",
                        "receiptChased",
                        "recordTransferSigning",
                        "awaitAnswer",
                        ACCEPTED);
    }

    @Test
    void itIsNotDelivered() throws Exception {
        try (Connection hold = database.getConnection()) {
            hold.setAutoCommit(false);
            try (Statement statement = hold.createStatement()) {
                statement.execute("lock table inbox in share mode");
            }
            String caseNo = transferred(clue(Map.of()));
            assertThat(transfer(caseNo)).isWaitingAt("awaitDelivery");
            fires("relayLate", caseNo);
            fires("relayMissing", caseNo);
            assertThat(waitingTask("officer310105", "chaseReceipt", caseNo)).isNotNull();
            assertThat(milestones("officer310105", caseNo)).contains("RECEIPT_LATE", "RECEIPT_MISSING");
            assertThat(caseFile("officer310105", caseNo).get("milestones").toString())
                    .contains("移送函没有回执（转递）");
            hold.rollback();
            assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("signTransfer");
            assertThat(transfer(caseNo)).isWaitingAt("awaitSigning");
        }
    }

    @Test
    void noNewsIsChasedAndThenEscalated() {
        String caseNo = transferred(clue(Map.of()));
        acceptTransfer(LINPING, caseNo);
        assertThat(transfer(caseNo)).isWaitingAt("awaitFeedback");
        fires("feedbackOverdue", caseNo);
        does("unithead330113", "answerTransferReminder", caseNo, Map.of("decision", "noted", "note", "已督促承办人员"));
        fires("feedbackStillMissing", caseNo);
        does("officer310105", "followFeedback", caseNo, Map.of("decision", "noted", "note", "对方答复本周立案"));
        assertThat(letters("officer330113", caseNo))
                .containsExactly("TRANSFER", "TRANSFER_ACCEPTED", "TRANSFER_REMINDER");
        assertThat(milestones("officer310105", caseNo)).contains("FEEDBACK_REMINDED", "FEEDBACK_OVERDUE");
        assertThat(clocks("officer310105", caseNo)).contains("TRANSFER_FEEDBACK MISSED");
        timeIsRealAgain();
        progresses(LINPING, caseNo, Step.FILED, Map.of("filingNo", "余临市监案〔2026〕8号"));
        stands("officer310105", caseNo, "FILED");
        // Who falls silent once more is reminded once more.
        fires("feedbackOverdue", caseNo);
        does("unithead330113", "answerTransferReminder", caseNo, Map.of("decision", "noted", "note", "调查尚未终结"));
        assertThat(letters("officer330113", caseNo))
                .filteredOn("TRANSFER_REMINDER"::equals)
                .hasSize(2);
        timeIsRealAgain();
        progresses(LINPING, caseNo, Step.CLOSED, Map.of());
        assertThat(transfer(caseNo)).isEnded();
        assertThat(transferHandling(LINPING, caseNo)).isEnded();
    }

    @Test
    void whatThisReleaseDoesNotKnowIsKeptAndShown() {
        String caseNo = transferred(clue(Map.of()));
        // Too early by far: nobody waits for news yet.
        UUID early = news(caseNo, "JOINTLY_HANDLED", "并入专项行动");
        acceptTransfer(LINPING, caseNo);
        eventually("the news is there", () -> transferOf("officer310105", caseNo)
                .path("progress")
                .asText()
                .equals("并入专项行动"));
        assertThat(state("officer310105", caseNo)).isEqualTo("ACCEPTED");
        // And once more.
        transaction.executeWithoutResult(status -> correspondence.dispatch(letters.get(early)));
        news(caseNo, "VERIFYING", "核查中");
        stands("officer310105", caseNo, "VERIFYING");
        assertThat(transfer(caseNo))
                .passedExactly(
                        RAISED,
                        SENT,
                        ACCEPTED,
                        "recordTransferFeedback",
                        "awaitFeedback",
                        "recordTransferFeedback",
                        "awaitFeedback");
        lettersAreSentByNobody();
    }

    private UUID news(String caseNo, String milestone, String title) {
        return transaction.execute(status -> correspondence
                .send(new LetterDraft(
                                TransferLetter.TRANSFER_FEEDBACK,
                                caseNo + milestone,
                                caseNo,
                                caseNo + "-T1",
                                LINPING,
                                CHANGNING)
                        .by("officer330113", Optional.empty())
                        .fact("transferId", caseNo + "-T1")
                        .fact("originalLetterNo", "沪长市监案移〔2026〕1号")
                        .fact("milestone", milestone)
                        .fact("milestoneTitle", title)
                        .fact("milestoneAt", clock.instant())
                        .fact("feedback", "MORE")
                        .word("milestoneOn", "2026-03-01"))
                .id());
    }

    @Test
    void theLetterComesTwice() {
        String caseNo = transferred(clue(Map.of()));
        assertThat(transferHandling(LINPING, caseNo)).isWaitingAt("signTransfer");
        UUID id = UUID.fromString(
                letter("officer310105", caseNo, "TRANSFER").get("id").asText());
        transaction.executeWithoutResult(status -> correspondence.dispatch(letters.get(id)));
        acceptTransfer(LINPING, caseNo);
        stands("officer310105", caseNo, "ACCEPTED");
        assertThat(instances("transferHandling", LINPING, caseNo)).hasSize(1);
        assertThat(letters("officer330113", caseNo)).containsExactly("TRANSFER", "TRANSFER_ACCEPTED");
    }
}
