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
import static org.redshield.bridge.engine.Step.on;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.handling.AssistanceHandlings;
import org.redshield.bridge.assistance.handling.AssistanceHandlings.Arrival;
import org.redshield.bridge.assistance.handling.AssistanceHandlings.ConfirmationClocks;
import org.redshield.bridge.assistance.handling.DelayNotices;
import org.redshield.bridge.assistance.handling.HandlingData;
import org.redshield.bridge.casework.IncomingLetters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code assistanceHandling}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record HandlingSteps(AssistanceHandlings handlings, HandlingData data, DelayNotices delays, IncomingLetters incoming) {

    /** Files the letter and starts the clocks at its delivery receipt. */
    @Bean
    JavaDelegate registerArrival() {
        return e -> {
            Arrival arrival = handlings.registerArrival(REQUEST_ID.in(e), e.getTenantId(), letter(e));
            set(e, arrival.reply());
            ACKNOWLEDGE_DUE_AT.set(e, arrival.acknowledgeDueAt());
            SUPPLEMENT.set(e, false);
        };
    }

    /** Notes that nobody signed for the letter in time. */
    @Bean
    JavaDelegate escalateAcknowledgement() {
        return on(REQUEST_ID, incoming::escalateAcknowledgement);
    }

    /** Orders the data that the letter asks for. */
    @Bean
    JavaDelegate prepareDataRequests() {
        return on(REQUEST_ID, data::orderPlatformData);
    }

    /** Issues and sends the delay notice. */
    @Bean
    JavaDelegate sendDelayNotice() {
        return on(REQUEST_ID, delays::send);
    }

    /** Reminds at half and at four fifths of the time. */
    @Bean
    JavaDelegate remindHandling() {
        return on(REQUEST_ID, handlings::remind);
    }

    /** Notes that the agreed date has passed; without an agreement there is nothing to note. */
    @Bean
    JavaDelegate recordHandlingAgreementMissed() {
        return on(REQUEST_ID, handlings::recordAgreementMissed);
    }

    /** Notes that the handling is overdue; the supervisor's task follows. */
    @Bean
    JavaDelegate escalateOverdueHandling() {
        return on(REQUEST_ID, handlings::escalateOverdue);
    }

    /** Issues and sends the return for correction. */
    @Bean
    JavaDelegate sendReturn() {
        return on(REQUEST_ID, incoming::sendReturn);
    }

    /** Issues and sends the decline. */
    @Bean
    JavaDelegate sendDecline() {
        return on(REQUEST_ID, incoming::sendDecline);
    }

    /** Issues the numbered reply. */
    @Bean
    JavaDelegate issueReply() {
        return on(REQUEST_ID, handlings::issueReply);
    }

    /** Sends the reply and starts waiting for its confirmation. */
    @Bean
    JavaDelegate sendReply() {
        return e -> {
            ConfirmationClocks clocks = handlings.sendReply(REQUEST_ID.in(e), e.getTenantId());
            CONFIRM_REMINDER_AT.set(e, clocks.reminderAt());
            CONFIRM_DUE_AT.set(e, clocks.dueAt());
        };
    }

    /** Reminds the other side to confirm. */
    @Bean
    JavaDelegate sendConfirmationReminder() {
        return on(REQUEST_ID, handlings::remindConfirmation);
    }

    /** Notes that the time to confirm is over. */
    @Bean
    JavaDelegate recordConfirmationExpired() {
        return on(REQUEST_ID, handlings::recordConfirmationExpired);
    }

    /** Tells the other side that the handling was closed unconfirmed. */
    @Bean
    JavaDelegate sendUnconfirmedNotice() {
        return on(REQUEST_ID, handlings::sendUnconfirmedNotice);
    }

    /** The other side has confirmed. */
    @Bean
    JavaDelegate closeHandling() {
        return on(REQUEST_ID, handlings::close);
    }

    /** Files the supplementary letter and starts its clock. */
    @Bean
    JavaDelegate registerSupplement() {
        return e -> {
            set(e, handlings.registerSupplement(REQUEST_ID.in(e), e.getTenantId(), letter(e)));
            SUPPLEMENT.set(e, true);
        };
    }

    /** The other side took its letter back. */
    @Bean
    JavaDelegate recordWithdrawal() {
        return on(REQUEST_ID, data::recordWithdrawal);
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
