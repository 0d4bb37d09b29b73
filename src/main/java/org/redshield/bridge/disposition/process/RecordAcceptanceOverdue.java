package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionExecution;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Notes that the platform has not accepted every task in time. */
@Component("recordAcceptanceOverdue")
final class RecordAcceptanceOverdue implements JavaDelegate {

    private final DispositionExecution dispositions;

    RecordAcceptanceOverdue(DispositionExecution dispositions) {
        this.dispositions = dispositions;
    }

    @Override
    public void execute(DelegateExecution execution) {
        dispositions.acceptanceOverdue(DispositionVariables.DISPOSITION_ID.in(execution));
    }
}
