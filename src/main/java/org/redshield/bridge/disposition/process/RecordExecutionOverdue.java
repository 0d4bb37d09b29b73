package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionExecution;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Notes that the platform has not executed in time. */
@Component("recordExecutionOverdue")
final class RecordExecutionOverdue implements JavaDelegate {

    private final DispositionExecution dispositions;

    RecordExecutionOverdue(DispositionExecution dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        dispositions.executionOverdue(DispositionVariables.TARGET_ID.in(execution));
    }
}
