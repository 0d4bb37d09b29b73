package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionDesk;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Answers the requester that nothing will be asked of the platform. */
@Component("declineDisposition")
final class DeclineDisposition implements JavaDelegate {

    private final DispositionDesk desk;

    DeclineDisposition(DispositionDesk desk) {
        this.desk = desk;
    }

    @Override
    public void execute(DelegateExecution execution) {
        desk.decline(DispositionVariables.DISPOSITION_ID.in(execution));
    }
}
