package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reply that nobody confirms: the requester's head is reminded after 10 working days, after 20 it is closed. */
class UnconfirmedTest extends AssistanceScenario {

    @Test
    void theHeadIsRemindedThenTheHandlerClosesAndALateConfirmationIsFiled() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        waitingTask("officer310105", "reviewReply", caseNo);
        fires("confirmationReminderDue", caseNo);
        does("unithead310105", "remindConfirmation", caseNo, Map.of("decision", "noted", "note", "已催促承办人确认"));
        fires("confirmationExpired", caseNo);
        does("officer330110", "closeUnconfirmed", caseNo, Map.of("decision", "close", "note", "按未确认办结"));
        ends("assistanceHandling", YUHANG, caseNo);
        eventually("the notice is delivered", () -> letters("officer310105", caseNo)
                .contains("UNCONFIRMED"));

        assertThat(path("assistanceHandling", YUHANG, caseNo))
                .containsExactlyElementsOf(steps(
                        HANDLING_ACCEPTED,
                        HANDLING_REPLIED,
                        "confirmationReminderDue",
                        "remindConfirmationDue",
                        "confirmationReminderSent",
                        "confirmationExpired",
                        "recordConfirmationExpired",
                        "closeUnconfirmed",
                        "sendUnconfirmedNotice",
                        "handlingUnconfirmed"));
        assertThat(clocks("officer330110", caseNo))
                .containsExactlyInAnyOrder(
                        "ACKNOWLEDGEMENT MET",
                        "AGREEMENT_REPLY MET",
                        "STATUTORY_REPLY MET",
                        "CONFIRMATION_REMINDER MISSED",
                        "CONFIRMATION_CLOSE MISSED");
        assertThat(letters("officer310105", caseNo))
                .containsExactly("REQUEST", "REPLY", "CONFIRMATION_REMINDER", "UNCONFIRMED");
        assertThat(letter("officer310105", caseNo, "CONFIRMATION_REMINDER")
                        .get("number")
                        .asText())
                .matches(".+协查催〔\\d{4}〕\\d+号");
        assertThat(letter("officer310105", caseNo, "UNCONFIRMED").get("number").asText())
                .matches(".+协查结〔\\d{4}〕\\d+号");

        List<String> handled = path("assistanceHandling", YUHANG, caseNo);
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        close(caseNo);
        assertThat(path("assistanceRequest", CHANGNING, caseNo))
                .containsExactlyElementsOf(steps(
                        REQUEST_SENT,
                        "recordReply",
                        "reviewReply",
                        "confirmationReminder",
                        "confirmationReminderArrives",
                        "remindConfirmation",
                        "confirmationReminded",
                        REPLY_CONFIRMED.subList(2, REPLY_CONFIRMED.size())));
        assertThat(path("assistanceHandling", YUHANG, caseNo)).containsExactlyElementsOf(handled);
        assertThat(state("officer330110", caseNo)).isEqualTo("UNCONFIRMED");
    }

    @Test
    void theDatesAreTenAndTwentyWorkingDaysAfterTheReply() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        waitingTask("officer310105", "reviewReply", caseNo);
        var sent = deliveredAt(letter("officer310105", caseNo, "REPLY"));

        assertThat(timerJob("confirmationReminderDue", caseNo).getDuedate()).isEqualTo(workingDaysAfter(sent, 10));
        assertThat(timerJob("confirmationExpired", caseNo).getDuedate()).isEqualTo(workingDaysAfter(sent, 20));
    }
}
