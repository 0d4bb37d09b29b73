package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.transfer.process.TransferVariables.DESIGNATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.transfer.dispute.Disputes;
import org.springframework.stereotype.Component;

/** The steps of {@code jurisdictionDispute}, in the order of its diagram. */
@Component
record JurisdictionDisputeSteps(Disputes disputes) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(TRANSFER_ID, LETTER_ID)
                // Files what was reported and starts the clock at its arrival.
                .setting("registerDispute", DESIGNATION_DUE_AT, disputes::register)
                // Notes that seven working days have passed; the supervisor's task follows.
                .step("escalateDesignation", disputes::escalate)
                // Issues and sends the notice to both sides.
                .step("issueDesignation", disputes::issue);
    }
}
