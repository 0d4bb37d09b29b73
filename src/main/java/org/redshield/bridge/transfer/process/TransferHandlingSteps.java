package org.redshield.bridge.transfer.process;

import static org.redshield.bridge.casework.process.IncomingVariables.ACKNOWLEDGE_DUE_AT;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;
import static org.redshield.bridge.transfer.process.TransferVariables.DISPUTED;
import static org.redshield.bridge.transfer.process.TransferVariables.TRANSFER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.transfer.handling.TransferHandlings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code transferHandling}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
record TransferHandlingSteps(TransferHandlings handlings, IncomingLetters incoming) {

    /** Files the letter and says until when it must be signed for. */
    @Bean
    JavaDelegate registerTransfer() {
        return e -> ACKNOWLEDGE_DUE_AT.set(
                e, handlings.register(TRANSFER_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e))));
    }

    /** Notes that nobody signed for the letter in time. */
    @Bean
    JavaDelegate escalateTransferSigning() {
        return on(TRANSFER_ID, incoming::escalateAcknowledgement);
    }

    /** Issues and sends the answer by which it is sent back or disputed. */
    @Bean
    JavaDelegate sendTransferAnswer() {
        return e -> DISPUTED.set(e, handlings.sendAnswer(TRANSFER_ID.in(e), e.getTenantId()));
    }

    /** Tells the sender that this bureau takes it after all. */
    @Bean
    JavaDelegate agreeToTransfer() {
        return on(TRANSFER_ID, handlings::sendAgreement);
    }

    /** It was settled who has it. */
    @Bean
    JavaDelegate recordTransferSettlement() {
        return e -> handlings.recordSettlement(TRANSFER_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e)));
    }

    /** Has it verified, or joins it to the same clue, and confirms that it was accepted. */
    @Bean
    JavaDelegate confirmTransferAcceptance() {
        return on(TRANSFER_ID, handlings::confirmAcceptance);
    }

    /** Files the sender's reminder. */
    @Bean
    JavaDelegate recordTransferReminder() {
        return e -> handlings.recordReminder(TRANSFER_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e)));
    }

    /** Nothing more will come of it. */
    @Bean
    JavaDelegate closeTransferHandling() {
        return on(TRANSFER_ID, handlings::close);
    }
}
