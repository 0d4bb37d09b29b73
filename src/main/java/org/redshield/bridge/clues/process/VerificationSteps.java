package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.engine.Step.on;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.clues.VerificationData;
import org.redshield.bridge.clues.VerificationPeriod;
import org.redshield.bridge.clues.Verifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code clueVerification}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class VerificationSteps {

    private final Verifications verifications;
    private final VerificationPeriod period;
    private final VerificationData data;

    /** Sends the platform the notice and writes down what it is asked for. */
    @Bean
    JavaDelegate sendMaterialsNotice() {
        return on(CLUE_ID, data::orderData);
    }

    /** Reminds at half and at four fifths of the time. */
    @Bean
    JavaDelegate remindVerification() {
        return on(CLUE_ID, period::remind);
    }

    /** Notes that the time for the decision on filing is over. */
    @Bean
    JavaDelegate escalateOverdueVerification() {
        return on(CLUE_ID, period::escalateOverdue);
    }

    /** Makes the clue a case. */
    @Bean
    JavaDelegate fileCase() {
        return on(CLUE_ID, verifications::file);
    }

    /** Ends a clue that is not filed. */
    @Bean
    JavaDelegate closeUnfiled() {
        return on(CLUE_ID, verifications::closeUnfiled);
    }

    /** Hands the clue to the transfer. */
    @Bean
    JavaDelegate passClueOn() {
        return on(CLUE_ID, verifications::passOn);
    }
}
