package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Lifts;
import org.springframework.stereotype.Component;

/** Sends one target's lift to the platform; a refusal is the error {@code PLATFORM_REFUSED}. */
@Component("submitLift")
final class SubmitLift implements JavaDelegate {

    private final Lifts lifts;

    SubmitLift(Lifts lifts) {
        this.lifts = lifts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (!lifts.submit(DispositionVariables.TARGET_ID.in(execution))) {
            throw new BpmnError("PLATFORM_REFUSED");
        }
    }
}
