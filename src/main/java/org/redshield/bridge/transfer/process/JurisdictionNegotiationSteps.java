package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.redshield.bridge.transfer.sending.TransferNegotiation;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code jurisdictionNegotiation}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record JurisdictionNegotiationSteps(TransferNegotiation negotiation) {

    /** Notes that seven working days of negotiation have passed. */
    @Bean
    JavaDelegate recordNegotiationOverdue() {
        return on(TRANSFER_ID, negotiation::recordOverdue);
    }

    /** The receiver takes it after all, and is told that it may. */
    @Bean
    JavaDelegate confirmAgreement() {
        return e -> negotiation.confirmAgreement(TRANSFER_ID.in(e), e.getTenantId(), letter(e));
    }

    /** Tells the receiver that the transfer is taken back. */
    @Bean
    JavaDelegate sendTransferKept() {
        return on(TRANSFER_ID, negotiation::sendKept);
    }

    /** Asks the common superior. */
    @Bean
    JavaDelegate requestDesignation() {
        return on(TRANSFER_ID, negotiation::requestDesignation);
    }

    /** The common superior has said who has it. */
    @Bean
    JavaDelegate recordDesignation() {
        return e -> negotiation.recordDesignation(TRANSFER_ID.in(e), e.getTenantId(), letter(e));
    }

    /** The letter that woke the process. */
    private static UUID letter(VariableScope scope) {
        return UUID.fromString(LETTER_ID.in(scope));
    }
}
