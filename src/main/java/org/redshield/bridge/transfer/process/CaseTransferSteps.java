package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.transfer.process.TransferVariables.NEGOTIATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.SETTLEMENT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_READY;

import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.transfer.sending.TransferDispatch;
import org.redshield.bridge.transfer.sending.TransferFeedback;
import org.redshield.bridge.transfer.sending.TransferNegotiation;
import org.redshield.bridge.transfer.sending.TransferReceipts;
import org.redshield.bridge.transfer.sending.Transfers;
import org.springframework.stereotype.Component;

/** The steps of {@code caseTransfer}, in the order of its diagram. */
@Component
record CaseTransferSteps(
        Transfers transfers,
        TransferDispatch dispatch,
        TransferReceipts receipts,
        TransferNegotiation negotiation,
        TransferFeedback feedback)
        implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(TRANSFER_ID, LETTER_ID)
                // Decides whether it can be put up for approval.
                .setting("examineTransfer", TRANSFER_READY, transfers::examine)
                // Issues and sends the numbered letter, and says until when its receipts are waited for.
                .setting("issueTransfer", TransferVariables::set, dispatch::issue)
                // Notes that a receipt is late.
                .step("recordReceiptLate", receipts::recordLate)
                // Notes that a receipt has not come; the officer's task follows.
                .step("recordReceiptMissing", receipts::recordMissing)
                // It lies in the receiver's inbox: now it must be signed for.
                .setting("recordTransferDelivery", TransferVariables::set, receipts::recordDelivery)
                // A person of the receiver has signed for it.
                .step("recordTransferSigning", receipts::recordSigning)
                // The receiver takes it: now its news is waited for.
                .setting("recordTransferAcceptance", TransferVariables::set, feedback::recordAcceptance)
                // The receiver sends it back: material is missing, or another bureau is competent.
                .step("recordTransferReturn", dispatch::recordReturn)
                // The receiver of a filed case disputes that it is competent.
                .setting("recordTransferDispute", NEGOTIATION_DUE_AT, negotiation::recordDispute)
                // Says who has what was disputed.
                .setting("recordSettlement", SETTLEMENT, negotiation::settlement)
                // Files the receiver's news.
                .setting("recordTransferFeedback", TransferVariables::set, feedback::recordFeedback)
                // Reminds the receiver by letter.
                .step("remindTransferFeedback", feedback::remind)
                // Notes that the reminder did not help; the officer's task follows.
                .step("escalateTransferFeedback", feedback::escalate)
                // The receiver has said its last.
                .step("closeTransfer", feedback::close);
    }
}
