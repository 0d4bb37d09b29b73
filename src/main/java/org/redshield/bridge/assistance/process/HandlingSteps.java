package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.CONFIRM_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.CONFIRM_REMINDER_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.FOUR_FIFTHS_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.HALF_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.SUPPLEMENT;
import static org.redshield.bridge.casework.process.IncomingVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.assistance.handling.AssistanceHandlings.Arrival;
import org.redshield.bridge.assistance.handling.AssistanceHandlings.ConfirmationClocks;
import org.redshield.bridge.assistance.handling.DelayNotices;
import org.redshield.bridge.assistance.handling.HandlingData;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code assistanceHandling}, in the order of its diagram. */
@Component
record HandlingSteps(AssistanceHandlings handlings, HandlingData data, DelayNotices delays, IncomingLetters incoming)
        implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(REQUEST_ID, LETTER_ID)
                // Files the letter and starts the clocks at its delivery receipt.
                .setting("registerArrival", HandlingSteps::arrived, handlings::registerArrival)
                // Notes that nobody signed for the letter in time.
                .step("escalateAcknowledgement", incoming::escalateAcknowledgement)
                // Orders the data that the letter asks for.
                .step("prepareDataRequests", data::orderPlatformData)
                // Issues and sends the delay notice.
                .step("sendDelayNotice", delays::send)
                // Reminds at half and at four fifths of the time.
                .step("remindHandling", handlings::remind)
                // Notes that the agreed date has passed; without an agreement there is nothing to note.
                .step("recordHandlingAgreementMissed", handlings::recordAgreementMissed)
                // Notes that the handling is overdue; the supervisor's task follows.
                .step("escalateOverdueHandling", handlings::escalateOverdue)
                // Issues and sends the return for correction.
                .step("sendReturn", incoming::sendReturn)
                // Issues and sends the decline.
                .step("sendDecline", incoming::sendDecline)
                // Issues the numbered reply.
                .step("issueReply", handlings::issueReply)
                // Sends the reply and starts waiting for its confirmation.
                .setting("sendReply", HandlingSteps::replied, handlings::sendReply)
                // Reminds the other side to confirm.
                .step("sendConfirmationReminder", handlings::remindConfirmation)
                // Notes that the time to confirm is over.
                .step("recordConfirmationExpired", handlings::recordConfirmationExpired)
                // Tells the other side that the handling was closed unconfirmed.
                .step("sendUnconfirmedNotice", handlings::sendUnconfirmedNotice)
                // The other side has confirmed.
                .step("closeHandling", handlings::close)
                // Files the supplementary letter and starts its clock.
                .setting("registerSupplement", HandlingSteps::supplemented, handlings::registerSupplement)
                // The other side took its letter back.
                .step("recordWithdrawal", data::recordWithdrawal);
    }

    private static void arrived(VariableScope scope, Arrival arrival) {
        set(scope, arrival.reply());
        ACKNOWLEDGE_DUE_AT.set(scope, arrival.acknowledgeDueAt());
        SUPPLEMENT.set(scope, false);
    }

    private static void replied(VariableScope scope, ConfirmationClocks clocks) {
        CONFIRM_REMINDER_AT.set(scope, clocks.reminderAt());
        CONFIRM_DUE_AT.set(scope, clocks.dueAt());
    }

    private static void supplemented(VariableScope scope, ReplyClocks clocks) {
        set(scope, clocks);
        SUPPLEMENT.set(scope, true);
    }

    private static void set(VariableScope scope, ReplyClocks clocks) {
        AGREEMENT_DUE_AT.set(scope, clocks.agreementDueAt());
        REPLY_DUE_AT.set(scope, clocks.replyDueAt());
        HALF_AT.set(scope, clocks.halfAt());
        FOUR_FIFTHS_AT.set(scope, clocks.fourFifthsAt());
    }
}
