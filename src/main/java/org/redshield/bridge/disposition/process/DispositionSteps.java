package org.redshield.bridge.disposition.process;

import static org.redshield.bridge.disposition.DispositionVariables.ACCEPTANCE_DUE_AT;
import static org.redshield.bridge.disposition.DispositionVariables.ANYTHING_LEFT;
import static org.redshield.bridge.disposition.DispositionVariables.APPEAL_WINDOW_ENDS_AT;
import static org.redshield.bridge.disposition.DispositionVariables.DISPOSITION_ID;
import static org.redshield.bridge.disposition.DispositionVariables.EXECUTION_DUE_AT;
import static org.redshield.bridge.disposition.DispositionVariables.OPERATOR_MEASURE;
import static org.redshield.bridge.disposition.DispositionVariables.PUBLICITY_DUE_AT;
import static org.redshield.bridge.disposition.DispositionVariables.PUBLISHED;
import static org.redshield.bridge.disposition.DispositionVariables.REQUEST_ID;
import static org.redshield.bridge.disposition.DispositionVariables.TARGET_ID;
import static org.redshield.bridge.engine.Step.on;

import java.util.function.Predicate;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.draft.DispositionDesk;
import org.redshield.bridge.disposition.draft.IssuedDisposition;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.execution.Publicity;
import org.redshield.bridge.disposition.lift.LiftExecution;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code merchantDisposition}, in the order of its diagram. A refusal of the platform is its error. */
@Component
record DispositionSteps(
        DispositionDesk desk,
        DispositionExecution execution,
        Publicities publicities,
        DispositionFollowUp followUp,
        Lifts lifts,
        LiftExecution liftExecution)
        implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(DISPOSITION_ID)
                // Opens the disposition's file from the letter that asked for it.
                .doing(
                        "takeOverRequest",
                        e -> REQUEST_ID.set(
                                e,
                                desk.takeOver(DISPOSITION_ID.in(e), e.getTenantId())
                                        .request()
                                        .requestId()))
                // Answers the requester that nothing will be asked of the platform.
                .step("declineDisposition", desk::decline)
                // Issues the letter to the platform and starts its clocks.
                .doing("issueDispositionLetter", this::issueDispositionLetter)
                // Sends one target to the platform.
                .doing("submitTarget", submitted(execution::submit))
                // Takes the result of one target.
                .doing("recordResult", on(TARGET_ID, execution::recordResult))
                // Notes that the platform has not executed in time.
                .doing("recordExecutionOverdue", on(TARGET_ID, execution::executionOverdue))
                // Notes that the platform has not accepted every task in time.
                .step("recordAcceptanceOverdue", execution::acceptanceOverdue)
                // Looks whether the platform has published what it must.
                .doing("checkPublicity", this::checkPublicity)
                // Notes that the platform has not published in time.
                .step("recordPublicityMissed", publicities::overdue)
                // Reports the results to the requesting bureau and opens the time for appeals.
                .setting("reportDisposition", APPEAL_WINDOW_ENDS_AT, followUp::report)
                // Tells the requesting bureau of an appeal that changed nothing.
                .step("reportAppealUpheld", lifts::reportUpheld)
                // Issues the letter that takes measures back.
                .step("issueLiftLetter", lifts::issue)
                // Sends one target's lift to the platform.
                .doing("submitLift", submitted(liftExecution::submit))
                // Takes what the platform says of one target's lift.
                .doing("recordLift", on(TARGET_ID, liftExecution::record))
                // Reports the lift to the requesting bureau; says whether any measure is left.
                .setting("reportLift", ANYTHING_LEFT, lifts::report)
                // Ends the disposition: the time for appeals is over, or an officer closed it.
                .doing("closeDisposition", e -> followUp.close(DISPOSITION_ID.in(e), CaseEvents.SYSTEM));
    }

    private void issueDispositionLetter(DelegateExecution e) {
        IssuedDisposition issued = desk.issue(DISPOSITION_ID.in(e));
        ACCEPTANCE_DUE_AT.set(e, issued.acceptanceDueAt());
        EXECUTION_DUE_AT.set(e, issued.executionDueAt());
        OPERATOR_MEASURE.set(e, issued.againstOperator());
    }

    private void checkPublicity(DelegateExecution e) {
        Publicity publicity = publicities.check(DISPOSITION_ID.in(e));
        PUBLISHED.set(e, publicity.published());
        publicity.dueAt().ifPresent(dueAt -> PUBLICITY_DUE_AT.set(e, dueAt));
    }

    private static JavaDelegate submitted(Predicate<String> submission) {
        return e -> {
            if (!submission.test(TARGET_ID.in(e))) {
                throw new BpmnError("PLATFORM_REFUSED");
            }
        };
    }
}
