package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.timer;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Late: reminders before it, a record and a supervisor after it, on each side of its own. */
class OverdueTest extends AssistanceScenario {

    @Test
    void remindersThenTheAgreedDateThenTheSupervisorsOfBothSides() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");
        fires("handlingHalfway", caseNo);
        fires("handlingFourFifths", caseNo);
        fires("handlingAgreementOverdue", caseNo);
        fires("agreementOverdue", caseNo);
        fires("handlingOverdue", caseNo);
        fires("replyOverdue", caseNo);
        does("supervisor330110", "superviseOverdueHandling", caseNo, Map.of("decision", "noted", "note", "已约谈承办人"));
        does("supervisor310105", "superviseOverdueReply", caseNo, Map.of("decision", "noted", "note", "已致电对方督办"));
        reply(caseNo);
        confirmAndClose(caseNo);

        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "agreementOverdue",
                        "recordAgreementMissed",
                        "agreementMissRecorded",
                        "replyOverdue",
                        "escalateOverdueReply",
                        "superviseOverdueReply",
                        "overdueReplySupervised",
                        REPLY_CONFIRMED);
        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        "investigate",
                        "handlingHalfway",
                        "remindHandling",
                        "handlingReminded",
                        "handlingFourFifths",
                        "remindHandling",
                        "handlingReminded",
                        "handlingAgreementOverdue",
                        "recordHandlingAgreementMissed",
                        "handlingAgreementMissRecorded",
                        "handlingOverdue",
                        "escalateOverdueHandling",
                        "superviseOverdueHandling",
                        "overdueHandlingSupervised",
                        HANDLING_REPLIED.subList(1, HANDLING_REPLIED.size()),
                        HANDLING_CONFIRMED);
        assertThat(clocks("officer310105", caseNo))
                .containsExactlyInAnyOrder("AGREEMENT_REPLY MISSED", "STATUTORY_REPLY MISSED");
        assertThat(clocks("officer330110", caseNo))
                .contains("AGREEMENT_REPLY MISSED", "STATUTORY_REPLY MISSED", "ACKNOWLEDGEMENT MET");
        assertThat(milestones("officer330110", caseNo))
                .containsSubsequence(
                        "HANDLING_REMINDED",
                        "HANDLING_REMINDED",
                        "AGREED_DATE_MISSED",
                        "HANDLING_OVERDUE",
                        "SUPERVISION_NOTED");
        assertThat(milestones("officer310105", caseNo))
                .containsSubsequence("AGREED_DATE_MISSED", "REPLY_OVERDUE", "SUPERVISION_NOTED");
    }

    @Test
    void theRemindersStandAtHalfAndFourFifthsOfTheTime() {
        String caseNo = approved(Requests.question());
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        var half = timer("handlingHalfway", caseNo).getDuedate();
        var fourFifths = timer("handlingFourFifths", caseNo).getDuedate();
        var due = timer("handlingAgreementOverdue", caseNo).getDuedate();

        assertThat(due).isEqualTo(dueAt("officer330110", caseNo, "AGREEMENT_REPLY"));
        assertThat(half).isBefore(fourFifths);
        assertThat(fourFifths).isBefore(due);
    }

    @Test
    void aLetterNotSignedForIsReportedAndCanStillBeSignedFor() {
        String caseNo = approved(Requests.question());
        assertThat(handling(caseNo)).isWaitingAt("acknowledgeLetter");
        fires("acknowledgementOverdue", caseNo);
        assertThat(clocks("officer330110", caseNo)).contains("ACKNOWLEDGEMENT MISSED");
        assertThat(milestones("officer330110", caseNo)).contains("ACKNOWLEDGEMENT_OVERDUE");
        acknowledge(caseNo);
        acceptAcknowledged(caseNo);
        assertThat(handling(caseNo)).isWaitingAt("investigate");

        assertThat(handling(caseNo))
                .passedExactly(
                        "letterArrives",
                        "registerArrival",
                        "prepareReply",
                        "handlingStarts",
                        "acknowledgeLetter",
                        "acknowledgementOverdue",
                        "escalateAcknowledgement",
                        "acknowledgementEscalated",
                        "reviewLetter",
                        "assignOfficers",
                        "prepareDataRequests",
                        "investigate");
        assertThat(clocks("officer330110", caseNo)).contains("ACKNOWLEDGEMENT MISSED");
        assertThat(receipts(letter("officer310105", caseNo, "REQUEST"))).contains("ACKNOWLEDGED");
    }

    @Test
    @Tag("thorough")
    void aPlatformThatDoesNotAnswerInTimeIsOnRecordAndMayStillAnswer() {
        String caseNo = raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        platformFault(caseNo, "NEW_DATE", Map.of("hold", "PT7S"));
        approve(caseNo);
        // What the platform proposes is asked beside the wait; nobody need answer it.
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("decideNewDate");
        fires("answerOverdue", caseNo);
        timeIsRealAgain();
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        "dataRequestStarts",
                        "classifyDataset",
                        "submitDataRequest",
                        "awaitAnswer",
                        "answeringNewDate",
                        "platformProposesDate",
                        "decideNewDate",
                        "answerOverdue",
                        "recordAnswerOverdue",
                        "answerOverdueRecorded",
                        "recordAnswer",
                        "answeredInFull");
        assertThat(clocks("officer310105", caseNo)).containsExactly("SHOP_IDENTITY MISSED");
        assertThat(dataset("officer310105", caseNo).get("overdue").asBoolean()).isTrue();
    }
}
