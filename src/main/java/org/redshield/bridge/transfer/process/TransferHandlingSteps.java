package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.transfer.process.TransferVariables.DISPUTED;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.transfer.handling.TransferHandlings;
import org.springframework.stereotype.Component;

/** The steps of {@code transferHandling}, in the order of its diagram. */
@Component
record TransferHandlingSteps(TransferHandlings handlings, IncomingLetters incoming) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(TRANSFER_ID, LETTER_ID)
                // Files the letter and says until when it must be signed for.
                .setting("registerTransfer", ACKNOWLEDGE_DUE_AT, handlings::register)
                // Notes that nobody signed for the letter in time.
                .step("escalateTransferSigning", incoming::escalateAcknowledgement)
                // Issues and sends the answer by which it is sent back or disputed.
                .setting("sendTransferAnswer", DISPUTED, handlings::sendAnswer)
                // Tells the sender that this bureau takes it after all.
                .step("agreeToTransfer", handlings::sendAgreement)
                // It was settled who has it.
                .step("recordTransferSettlement", handlings::recordSettlement)
                // Has it verified, or joins it to the same clue, and confirms that it was accepted.
                .step("confirmTransferAcceptance", handlings::confirmAcceptance)
                // Files the sender's reminder.
                .step("recordTransferReminder", handlings::recordReminder)
                // Nothing more will come of it.
                .step("closeTransferHandling", handlings::close);
    }
}
