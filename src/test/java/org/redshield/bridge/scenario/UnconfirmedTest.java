package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.path;
import static org.redshield.bridge.support.Flow.timer;

import java.util.Date;
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
        assertThat(request(caseNo)).isWaitingAt("reviewReply");
        fires("confirmationReminderDue", caseNo);
        does("unithead310105", "remindConfirmation", caseNo, Map.of("decision", "noted", "note", "已催促承办人确认"));
        fires("confirmationExpired", caseNo);
        does("officer330110", "closeUnconfirmed", caseNo, Map.of("decision", "close", "note", "按未确认办结"));
        assertThat(handling(caseNo)).isEnded();
        eventually("the notice is delivered", () -> letters("officer310105", caseNo)
                .contains("UNCONFIRMED"));

        assertThat(handling(caseNo))
                .passedExactly(
                        HANDLING_ACCEPTED,
                        HANDLING_REPLIED,
                        "confirmationReminderDue",
                        "remindConfirmationDue",
                        "confirmationReminderSent",
                        "confirmationExpired",
                        "recordConfirmationExpired",
                        "closeUnconfirmed",
                        "sendUnconfirmedNotice",
                        "handlingUnconfirmed");
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

        List<String> handled = path(handling(caseNo));
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        close(caseNo);
        assertThat(request(caseNo))
                .passedExactly(
                        REQUEST_SENT,
                        "recordReply",
                        "reviewReply",
                        "confirmationReminder",
                        "confirmationReminderArrives",
                        "remindConfirmation",
                        "confirmationReminded",
                        REPLY_CONFIRMED.subList(2, REPLY_CONFIRMED.size()));
        assertThat(handling(caseNo)).passedExactly(handled);
        assertThat(state("officer330110", caseNo)).isEqualTo("UNCONFIRMED");
    }

    @Test
    void theDatesAreTenAndTwentyWorkingDaysAfterTheReply() {
        String caseNo = approved(Requests.question());
        accept(caseNo);
        reply(caseNo);
        assertThat(request(caseNo)).isWaitingAt("reviewReply");
        var sent = deliveredAt(letter("officer310105", caseNo, "REPLY"));

        assertThat(timer("confirmationReminderDue", caseNo)).hasDueDate(Date.from(workingDaysAfter(sent, 10)));
        assertThat(timer("confirmationExpired", caseNo)).hasDueDate(Date.from(workingDaysAfter(sent, 20)));
    }
}
