package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Lifts;
import org.springframework.stereotype.Component;

/** Issues the letter that takes measures back. */
@Component("issueLiftLetter")
final class IssueLiftLetter implements JavaDelegate {

    private final Lifts lifts;

    IssueLiftLetter(Lifts lifts) {
        this.lifts = lifts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        lifts.issue(DispositionVariables.DISPOSITION_ID.in(execution));
    }
}
