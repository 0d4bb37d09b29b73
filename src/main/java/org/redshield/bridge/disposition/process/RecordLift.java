package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Lifts;
import org.springframework.stereotype.Component;

/** Takes what the platform says of one target's lift. */
@Component("recordLift")
final class RecordLift implements JavaDelegate {

    private final Lifts lifts;

    RecordLift(Lifts lifts) {
        this.lifts = lifts;
    }

    @Override
    public void execute(DelegateExecution execution) {
        lifts.record(DispositionVariables.TARGET_ID.in(execution));
    }
}
