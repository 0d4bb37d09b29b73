package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.transfer.sending.TransferNegotiation;
import org.springframework.stereotype.Component;

/** The steps of {@code jurisdictionNegotiation}, in the order of its diagram. */
@Component
record JurisdictionNegotiationSteps(TransferNegotiation negotiation) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(TRANSFER_ID, LETTER_ID)
                // Notes that seven working days of negotiation have passed.
                .step("recordNegotiationOverdue", negotiation::recordOverdue)
                // The receiver takes it after all, and is told that it may.
                .step("confirmAgreement", negotiation::confirmAgreement)
                // Tells the receiver that the transfer is taken back.
                .step("sendTransferKept", negotiation::sendKept)
                // Asks the common superior.
                .step("requestDesignation", negotiation::requestDesignation)
                // The common superior has said who has it.
                .step("recordDesignation", negotiation::recordDesignation);
    }
}
