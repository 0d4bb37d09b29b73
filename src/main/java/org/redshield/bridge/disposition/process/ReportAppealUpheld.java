package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Lifts;
import org.springframework.stereotype.Component;

/** Tells the requesting bureau of an appeal that changed nothing. */
@Component("reportAppealUpheld")
final class ReportAppealUpheld implements JavaDelegate {

    private final Lifts lifts;

    ReportAppealUpheld(Lifts lifts) {
        this.lifts = lifts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        lifts.reportUpheld(DispositionVariables.DISPOSITION_ID.in(execution));
    }
}
