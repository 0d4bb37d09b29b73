package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.AGREEMENT_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BEFORE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.COMPLETE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPOSITION_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REPLY_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.request.ApprovedBefore;
import org.redshield.bridge.assistance.request.AssistanceRequests;
import org.redshield.bridge.assistance.request.RequestDispatch;
import org.redshield.bridge.assistance.request.RequestReplies;
import org.redshield.bridge.assistance.request.RequestSupplements;
import org.redshield.bridge.assistance.request.RequestWithdrawals;
import org.redshield.bridge.assistance.request.RequestedMeasures;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code assistanceRequest}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record RequestSteps(
        AssistanceRequests requests,
        RequestDispatch dispatch,
        RequestReplies replies,
        RequestedMeasures measures,
        RequestSupplements supplements,
        RequestWithdrawals withdrawals,
        ApprovedBefore approved) {

    /** Decides whether the request can be put up for approval, or goes on because it has one. */
    @Bean
    JavaDelegate checkCompleteness() {
        return e -> {
            String id = REQUEST_ID.in(e);
            COMPLETE.set(e, requests.checkCompleteness(id, e.getTenantId()));
            APPROVED_BEFORE.set(e, approved.isApproved(id, e.getTenantId()));
        };
    }

    /** Orders the data from the platform itself. */
    @Bean
    JavaDelegate prepareDirectData() {
        return on(REQUEST_ID, dispatch::orderDirectData);
    }

    /** All data requests to the platform have ended. */
    @Bean
    JavaDelegate recordDirectData() {
        return on(REQUEST_ID, replies::recordDirectData);
    }

    /** Issues the numbered request letter. */
    @Bean
    JavaDelegate issueRequestLetter() {
        return e -> {
            LETTER_ID.set(
                    e, dispatch.issueLetter(REQUEST_ID.in(e), e.getTenantId()).toString());
            DISPATCHED.set(e, false);
        };
    }

    /** Puts the request letter into the outbox. */
    @Bean
    JavaDelegate dispatchRequest() {
        return e -> {
            dispatch.dispatchLetter(REQUEST_ID.in(e), e.getTenantId());
            DISPATCHED.set(e, true);
        };
    }

    /** Starts the clocks at the delivery receipt. */
    @Bean
    JavaDelegate startReplyClocks() {
        return e -> set(e, replies.startReplyClocks(REQUEST_ID.in(e), e.getTenantId()));
    }

    /** Notes that the agreed date has passed; without an agreement there is nothing to note. */
    @Bean
    JavaDelegate recordAgreementMissed() {
        return on(REQUEST_ID, replies::recordAgreementMissed);
    }

    /** Notes that the reply is overdue; the supervisor's task follows. */
    @Bean
    JavaDelegate escalateOverdueReply() {
        return on(REQUEST_ID, replies::escalateOverdueReply);
    }

    /** Files the delay notice; the statutory clock moves, and with it everything that waits for it. */
    @Bean
    JavaDelegate recordDelay() {
        return e -> replies.recordDelay(REQUEST_ID.in(e), e.getTenantId(), letter(e));
    }

    /** Files the decline. */
    @Bean
    JavaDelegate recordDecline() {
        return e -> replies.recordDecline(REQUEST_ID.in(e), e.getTenantId(), letter(e));
    }

    /** Files the return for correction. */
    @Bean
    JavaDelegate recordReturn() {
        return e -> replies.recordReturn(REQUEST_ID.in(e), e.getTenantId(), letter(e));
    }

    /** Files the reply and ends the clocks. */
    @Bean
    JavaDelegate recordReply() {
        return e -> replies.recordReply(REQUEST_ID.in(e), e.getTenantId(), letter(e));
    }

    /** Issues and sends the supplementary letter. */
    @Bean
    JavaDelegate issueSupplement() {
        return on(REQUEST_ID, supplements::issue);
    }

    /** Starts the clock of the supplement. */
    @Bean
    JavaDelegate startSupplementClock() {
        return e -> set(e, supplements.startClocks(REQUEST_ID.in(e), e.getTenantId()));
    }

    /** Tells the other side that its reply is enough. */
    @Bean
    JavaDelegate sendConfirmation() {
        return on(REQUEST_ID, dispatch::tellConfirmed);
    }

    /** Asks the bureau at the platform's seat for measures against the shop. */
    @Bean
    JavaDelegate requestDisposition() {
        return e -> DISPOSITION_ID.set(
                e, measures.place(REQUEST_ID.in(e), e.getTenantId(), APPROVED_BY.find(e), AWAIT_REPORT.in(e)));
    }

    /** Closes the request and its case. */
    @Bean
    JavaDelegate closeRequest() {
        return on(REQUEST_ID, requests::close);
    }

    /** Withdraws the request everywhere it has gone. */
    @Bean
    JavaDelegate withdrawRequest() {
        return e -> withdrawals.withdraw(
                REQUEST_ID.in(e), e.getTenantId(), DISPATCHED.find(e).orElse(false));
    }

    /** The letter that woke the process. */
    private static UUID letter(VariableScope scope) {
        return UUID.fromString(LETTER_ID.in(scope));
    }

    private static void set(VariableScope scope, ReplyClocks clocks) {
        AGREEMENT_DUE_AT.set(scope, clocks.agreementDueAt());
        REPLY_DUE_AT.set(scope, clocks.replyDueAt());
    }
}
