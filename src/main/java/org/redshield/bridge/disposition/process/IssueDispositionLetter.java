package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionDesk;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.IssuedDisposition;
import org.springframework.stereotype.Component;

/** Issues the letter to the platform and starts its clocks. */
@Component("issueDispositionLetter")
final class IssueDispositionLetter implements JavaDelegate {

    private final DispositionDesk desk;

    IssueDispositionLetter(DispositionDesk desk) {
        this.desk = desk;
    }

    @Override
    public void execute(DelegateExecution execution) {
        IssuedDisposition issued = desk.issue(DispositionVariables.DISPOSITION_ID.in(execution));
        DispositionVariables.ACCEPTANCE_DUE_AT.set(execution, issued.acceptanceDueAt());
        DispositionVariables.EXECUTION_DUE_AT.set(execution, issued.executionDueAt());
        DispositionVariables.OPERATOR_MEASURE.set(execution, issued.againstOperator());
    }
}
