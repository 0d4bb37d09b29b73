package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionExecution;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Takes the result of one target. */
@Component("recordResult")
final class RecordResult implements JavaDelegate {

    private final DispositionExecution dispositions;

    RecordResult(DispositionExecution dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        dispositions.recordResult(DispositionVariables.TARGET_ID.in(execution));
    }
}
