package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.transfer.process.TransferVariables.DESIGNATION_DUE_AT;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.transfer.dispute.Disputes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code jurisdictionDispute}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record JurisdictionDisputeSteps(Disputes disputes) {

    /** Files what was reported and starts the clock at its arrival. */
    @Bean
    JavaDelegate registerDispute() {
        return e -> DESIGNATION_DUE_AT.set(
                e, disputes.register(TRANSFER_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e))));
    }

    /** Notes that seven working days have passed; the supervisor's task follows. */
    @Bean
    JavaDelegate escalateDesignation() {
        return on(TRANSFER_ID, disputes::escalate);
    }

    /** Issues and sends the notice to both sides. */
    @Bean
    JavaDelegate issueDesignation() {
        return on(TRANSFER_ID, disputes::issue);
    }
}
