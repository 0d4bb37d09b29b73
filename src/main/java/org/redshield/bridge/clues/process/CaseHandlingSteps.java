package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLOSE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_HALF_AT;
import static org.redshield.bridge.clues.ClueVariables.TO_BE_EXECUTED;
import static org.redshield.bridge.engine.Step.on;

import java.time.Instant;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.clues.FiledCases;
import org.redshield.bridge.clues.VerificationPeriod;
import org.redshield.bridge.clues.Verifications;
import org.redshield.bridge.deadline.clock.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code caseHandling}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class CaseHandlingSteps {

    private final FiledCases cases;
    private final Verifications verifications;
    private final VerificationPeriod period;

    /** The period for the decision begins; the lead officer of the clue goes on with the case. */
    @Bean
    JavaDelegate startCaseHandling() {
        return e -> {
            Clock clock = cases.start(CLUE_ID.in(e), e.getTenantId());
            HANDLE_HALF_AT.set(e, clock.halfAt());
            HANDLE_FOUR_FIFTHS_AT.set(e, clock.fourFifthsAt());
            HANDLE_DUE_AT.set(e, clock.dueAt());
            LEAD_OFFICER.set(e, cases.leadOfficer(CLUE_ID.in(e), e.getTenantId()));
        };
    }

    /** Asks the bureau at the platform's seat for measures against the shop. */
    @Bean
    JavaDelegate orderDisposition() {
        return on(CLUE_ID, cases::orderDisposition);
    }

    /** Reminds at half and at four fifths of the period. */
    @Bean
    JavaDelegate remindCaseHandling() {
        return on(CLUE_ID, period::remind);
    }

    /** Notes that the period for the decision is over. */
    @Bean
    JavaDelegate escalateOverdueCaseHandling() {
        return on(CLUE_ID, cases::escalateOverdue);
    }

    /** The decision is made and its clock ends; that of the closing begins where nothing is to be carried out. */
    @Bean
    JavaDelegate recordCaseDecision() {
        return e -> {
            Optional<Instant> closeBy = cases.decide(CLUE_ID.in(e), e.getTenantId());
            TO_BE_EXECUTED.set(e, closeBy.isEmpty());
            closeBy.ifPresent(at -> CLOSE_DUE_AT.set(e, at));
        };
    }

    /** Notes that the period for the closing is over. */
    @Bean
    JavaDelegate escalateOverdueClosing() {
        return on(CLUE_ID, cases::escalateOverdueClosing);
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
