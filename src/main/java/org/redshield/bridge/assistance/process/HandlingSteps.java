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

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
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
        return Steps.about(REQUEST_ID)
                // Files the letter and starts the clocks at its delivery receipt.
                .doing("registerArrival", this::registerArrival)
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
                .doing("sendReply", this::sendReply)
                // Reminds the other side to confirm.
                .step("sendConfirmationReminder", handlings::remindConfirmation)
                // Notes that the time to confirm is over.
                .step("recordConfirmationExpired", handlings::recordConfirmationExpired)
                // Tells the other side that the handling was closed unconfirmed.
                .step("sendUnconfirmedNotice", handlings::sendUnconfirmedNotice)
                // The other side has confirmed.
                .step("closeHandling", handlings::close)
                // Files the supplementary letter and starts its clock.
                .doing("registerSupplement", this::registerSupplement)
                // The other side took its letter back.
                .step("recordWithdrawal", data::recordWithdrawal);
    }

    private void registerArrival(DelegateExecution e) {
        Arrival arrival = handlings.registerArrival(REQUEST_ID.in(e), e.getTenantId(), letter(e));
        set(e, arrival.reply());
        ACKNOWLEDGE_DUE_AT.set(e, arrival.acknowledgeDueAt());
        SUPPLEMENT.set(e, false);
    }

    private void sendReply(DelegateExecution e) {
        ConfirmationClocks clocks = handlings.sendReply(REQUEST_ID.in(e), e.getTenantId());
        CONFIRM_REMINDER_AT.set(e, clocks.reminderAt());
        CONFIRM_DUE_AT.set(e, clocks.dueAt());
    }

    private void registerSupplement(DelegateExecution e) {
        set(e, handlings.registerSupplement(REQUEST_ID.in(e), e.getTenantId(), letter(e)));
        SUPPLEMENT.set(e, true);
    }

    /** The letter that woke the process. */
    private static UUID letter(VariableScope scope) {
        return UUID.fromString(LETTER_ID.in(scope));
    }

    private static void set(VariableScope scope, ReplyClocks clocks) {
        AGREEMENT_DUE_AT.set(scope, clocks.agreementDueAt());
        REPLY_DUE_AT.set(scope, clocks.replyDueAt());
        HALF_AT.set(scope, clocks.halfAt());
        FOUR_FIFTHS_AT.set(scope, clocks.fourFifthsAt());
    }
}
