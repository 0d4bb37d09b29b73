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
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.BpmnError;
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
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code merchantDisposition}, in the order of its diagram. A refusal of the platform is its error. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class DispositionSteps {

    private final DispositionDesk desk;
    private final DispositionExecution execution;
    private final Publicities publicities;
    private final DispositionFollowUp followUp;
    private final Lifts lifts;
    private final LiftExecution liftExecution;

    /** Opens the disposition's file from the letter that asked for it. */
    @Bean
    JavaDelegate takeOverRequest() {
        return e -> REQUEST_ID.set(
                e,
                desk.takeOver(DISPOSITION_ID.in(e), e.getTenantId()).request().requestId());
    }

    /** Answers the requester that nothing will be asked of the platform. */
    @Bean
    JavaDelegate declineDisposition() {
        return on(DISPOSITION_ID, desk::decline);
    }

    /** Issues the letter to the platform and starts its clocks. */
    @Bean
    JavaDelegate issueDispositionLetter() {
        return e -> {
            IssuedDisposition issued = desk.issue(DISPOSITION_ID.in(e));
            ACCEPTANCE_DUE_AT.set(e, issued.acceptanceDueAt());
            EXECUTION_DUE_AT.set(e, issued.executionDueAt());
            OPERATOR_MEASURE.set(e, issued.againstOperator());
        };
    }

    /** Sends one target to the platform. */
    @Bean
    JavaDelegate submitTarget() {
        return submitted(execution::submit);
    }

    /** Takes the result of one target. */
    @Bean
    JavaDelegate recordResult() {
        return on(TARGET_ID, execution::recordResult);
    }

    /** Notes that the platform has not executed in time. */
    @Bean
    JavaDelegate recordExecutionOverdue() {
        return on(TARGET_ID, execution::executionOverdue);
    }

    /** Notes that the platform has not accepted every task in time. */
    @Bean
    JavaDelegate recordAcceptanceOverdue() {
        return on(DISPOSITION_ID, execution::acceptanceOverdue);
    }

    /** Looks whether the platform has published what it must. */
    @Bean
    JavaDelegate checkPublicity() {
        return e -> {
            Publicity publicity = publicities.check(DISPOSITION_ID.in(e));
            PUBLISHED.set(e, publicity.published());
            publicity.dueAt().ifPresent(dueAt -> PUBLICITY_DUE_AT.set(e, dueAt));
        };
    }

    /** Notes that the platform has not published in time. */
    @Bean
    JavaDelegate recordPublicityMissed() {
        return on(DISPOSITION_ID, publicities::overdue);
    }

    /** Reports the results to the requesting bureau and opens the time for appeals. */
    @Bean
    JavaDelegate reportDisposition() {
        return e -> APPEAL_WINDOW_ENDS_AT.set(e, followUp.report(DISPOSITION_ID.in(e)));
    }

    /** Tells the requesting bureau of an appeal that changed nothing. */
    @Bean
    JavaDelegate reportAppealUpheld() {
        return on(DISPOSITION_ID, lifts::reportUpheld);
    }

    /** Issues the letter that takes measures back. */
    @Bean
    JavaDelegate issueLiftLetter() {
        return on(DISPOSITION_ID, lifts::issue);
    }

    /** Sends one target's lift to the platform. */
    @Bean
    JavaDelegate submitLift() {
        return submitted(liftExecution::submit);
    }

    /** Takes what the platform says of one target's lift. */
    @Bean
    JavaDelegate recordLift() {
        return on(TARGET_ID, liftExecution::record);
    }

    /** Reports the lift to the requesting bureau; says whether any measure is left. */
    @Bean
    JavaDelegate reportLift() {
        return e -> ANYTHING_LEFT.set(e, lifts.report(DISPOSITION_ID.in(e)));
    }

    /** Ends the disposition: the time for appeals is over, or an officer closed it. */
    @Bean
    JavaDelegate closeDisposition() {
        return e -> followUp.close(DISPOSITION_ID.in(e), CaseEvents.SYSTEM);
    }

    private static JavaDelegate submitted(Predicate<String> submission) {
        return e -> {
            if (!submission.test(TARGET_ID.in(e))) {
                throw new BpmnError("PLATFORM_REFUSED");
            }
        };
    }
}
