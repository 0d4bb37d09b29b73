package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionExecution;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Sends one target to the platform; a refusal is the error {@code PLATFORM_REFUSED}. */
@Component("submitTarget")
final class SubmitTarget implements JavaDelegate {

    private final DispositionExecution dispositions;

    SubmitTarget(DispositionExecution dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        if (!dispositions.submit(DispositionVariables.TARGET_ID.in(execution))) {
            throw new BpmnError("PLATFORM_REFUSED");
        }
    }
}
