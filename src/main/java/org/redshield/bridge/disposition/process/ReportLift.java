package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Lifts;
import org.springframework.stereotype.Component;

/** Reports the lift to the requesting bureau; says whether any measure is left. */
@Component("reportLift")
final class ReportLift implements JavaDelegate {

    private final Lifts lifts;

    ReportLift(Lifts lifts) {
        this.lifts = lifts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        DispositionVariables.ANYTHING_LEFT.set(
                execution, lifts.report(DispositionVariables.DISPOSITION_ID.in(execution)));
    }
}
