package org.redshield.bridge.clues.process;

import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_DUE_AT;
import static org.redshield.bridge.engine.Step.on;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.clues.FiledCases;
import org.redshield.bridge.clues.Verifications;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code caseHandling}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
class CaseHandlingSteps {

    private final FiledCases cases;
    private final Verifications verifications;

    CaseHandlingSteps(FiledCases cases, Verifications verifications) {
        this.cases = cases;
        this.verifications = verifications;
    }

    /** The period for the decision begins. */
    @Bean
    JavaDelegate startCaseHandling() {
        return e -> HANDLE_DUE_AT.set(e, cases.start(CLUE_ID.in(e), e.getTenantId()));
    }

    /** Asks the bureau at the platform's seat for measures against the shop. */
    @Bean
    JavaDelegate orderDisposition() {
        return on(CLUE_ID, cases::orderDisposition);
    }

    /** Notes that the period for the decision is over. */
    @Bean
    JavaDelegate escalateOverdueCaseHandling() {
        return on(CLUE_ID, cases::escalateOverdue);
    }

    /** The decision is made; its clock ends. */
    @Bean
    JavaDelegate recordCaseDecision() {
        return on(CLUE_ID, cases::decide);
    }

    /** Closes the case. */
    @Bean
    JavaDelegate closeCase() {
        return on(CLUE_ID, cases::close);
    }

    /** Ends the investigation without a decision. */
    @Bean
    JavaDelegate terminateCase() {
        return on(CLUE_ID, cases::terminate);
    }

    /** Hands the case to the transfer. */
    @Bean
    JavaDelegate passCaseOn() {
        return on(CLUE_ID, verifications::passOn);
    }
}
