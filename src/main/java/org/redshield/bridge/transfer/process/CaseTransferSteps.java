package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.transfer.process.TransferVariables.NEGOTIATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLEMENT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_READY;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.transfer.sending.TransferDispatch;
import org.redshield.bridge.transfer.sending.TransferFeedback;
import org.redshield.bridge.transfer.sending.TransferNegotiation;
import org.redshield.bridge.transfer.sending.TransferReceipts;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code caseTransfer}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record CaseTransferSteps(
        Transfers transfers,
        TransferDispatch dispatch,
        TransferReceipts receipts,
        TransferNegotiation negotiation,
        TransferFeedback feedback) {

    /** Decides whether it can be put up for approval. */
    @Bean
    JavaDelegate examineTransfer() {
        return e -> TRANSFER_READY.set(e, transfers.examine(TRANSFER_ID.in(e), e.getTenantId()));
    }

    /** Issues and sends the numbered letter, and says until when its receipts are waited for. */
    @Bean
    JavaDelegate issueTransfer() {
        return e -> TransferVariables.set(e, dispatch.issue(TRANSFER_ID.in(e), e.getTenantId()));
    }

    /** Notes that a receipt is late. */
    @Bean
    JavaDelegate recordReceiptLate() {
        return on(TRANSFER_ID, receipts::recordLate);
    }

    /** Notes that a receipt has not come; the officer's task follows. */
    @Bean
    JavaDelegate recordReceiptMissing() {
        return on(TRANSFER_ID, receipts::recordMissing);
    }

    /** It lies in the receiver's inbox: now it must be signed for. */
    @Bean
    JavaDelegate recordTransferDelivery() {
        return e -> TransferVariables.set(e, receipts.recordDelivery(TRANSFER_ID.in(e), e.getTenantId()));
    }

    /** A person of the receiver has signed for it. */
    @Bean
    JavaDelegate recordTransferSigning() {
        return on(TRANSFER_ID, receipts::recordSigning);
    }

    /** The receiver takes it: now its news is waited for. */
    @Bean
    JavaDelegate recordTransferAcceptance() {
        return e -> TransferVariables.set(e, feedback.recordAcceptance(TRANSFER_ID.in(e), e.getTenantId(), letter(e)));
    }

    /** The receiver sends it back: material is missing, or another bureau is competent. */
    @Bean
    JavaDelegate recordTransferReturn() {
        return e -> dispatch.recordReturn(TRANSFER_ID.in(e), e.getTenantId(), letter(e));
    }

    /** The receiver of a filed case disputes that it is competent. */
    @Bean
    JavaDelegate recordTransferDispute() {
        return e -> NEGOTIATION_DUE_AT.set(e, negotiation.recordDispute(TRANSFER_ID.in(e), e.getTenantId(), letter(e)));
    }

    /** Says who has what was disputed. */
    @Bean
    JavaDelegate recordSettlement() {
        return e -> SETTLEMENT.set(e, negotiation.settlement(TRANSFER_ID.in(e), e.getTenantId()));
    }

    /** Files the receiver's news. */
    @Bean
    JavaDelegate recordTransferFeedback() {
        return e -> TransferVariables.set(e, feedback.recordFeedback(TRANSFER_ID.in(e), e.getTenantId(), letter(e)));
    }

    /** Reminds the receiver by letter. */
    @Bean
    JavaDelegate remindTransferFeedback() {
        return on(TRANSFER_ID, feedback::remind);
    }

    /** Notes that the reminder did not help; the officer's task follows. */
    @Bean
    JavaDelegate escalateTransferFeedback() {
        return on(TRANSFER_ID, feedback::escalate);
    }

    /** The receiver has said its last. */
    @Bean
    JavaDelegate closeTransfer() {
        return on(TRANSFER_ID, feedback::close);
    }

    /** The letter that woke the process. */
    private static UUID letter(VariableScope scope) {
        return UUID.fromString(LETTER_ID.in(scope));
    }
}
