package org.redshield.bridge.clues.process;

import static org.redshield.bridge.casework.process.IncomingVariables.LEAD_OFFICER;
import static org.redshield.bridge.clues.ClueVariables.CLOSE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.CLUE_ID;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_DUE_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_FOUR_FIFTHS_AT;
import static org.redshield.bridge.clues.ClueVariables.HANDLE_HALF_AT;
import static org.redshield.bridge.clues.ClueVariables.TO_BE_EXECUTED;

import java.time.Instant;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.clues.FiledCases;
import org.redshield.bridge.clues.VerificationPeriod;
import org.redshield.bridge.clues.Verifications;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code caseHandling}, in the order of its diagram. */
@Component
record CaseHandlingSteps(FiledCases cases, Verifications verifications, VerificationPeriod period)
        implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(CLUE_ID)
                // The period for the decision begins; the lead officer of the clue goes on with the case.
                .doing("startCaseHandling", this::startCaseHandling)
                // Asks the bureau at the platform's seat for measures against the shop.
                .step("orderDisposition", cases::orderDisposition)
                // Reminds at half and at four fifths of the period.
                .step("remindCaseHandling", period::remind)
                // Notes that the period for the decision is over.
                .step("escalateOverdueCaseHandling", cases::escalateOverdue)
                // The decision is made and its clock ends; that of the closing begins where nothing is to be carried
                // out.
                .doing("recordCaseDecision", this::recordCaseDecision)
                // Notes that the period for the closing is over.
                .step("escalateOverdueClosing", cases::escalateOverdueClosing)
                // Closes the case.
                .step("closeCase", cases::close)
                // Ends the investigation without a decision.
                .step("terminateCase", cases::terminate)
                // Hands the case to the transfer.
                .step("passCaseOn", verifications::passOn);
    }

    private void startCaseHandling(DelegateExecution e) {
        Clock clock = cases.start(CLUE_ID.in(e), e.getTenantId());
        HANDLE_HALF_AT.set(e, clock.halfAt());
        HANDLE_FOUR_FIFTHS_AT.set(e, clock.fourFifthsAt());
        HANDLE_DUE_AT.set(e, clock.dueAt());
        LEAD_OFFICER.set(e, cases.leadOfficer(CLUE_ID.in(e), e.getTenantId()));
    }

    private void recordCaseDecision(DelegateExecution e) {
        Optional<Instant> closeBy = cases.decide(CLUE_ID.in(e), e.getTenantId());
        TO_BE_EXECUTED.set(e, closeBy.isEmpty());
        closeBy.ifPresent(at -> CLOSE_DUE_AT.set(e, at));
    }
}
