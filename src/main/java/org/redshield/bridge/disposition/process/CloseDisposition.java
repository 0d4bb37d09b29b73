package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Ends the disposition: the time for appeals is over, or an officer closed it. */
@Component("closeDisposition")
final class CloseDisposition implements JavaDelegate {

    private final DispositionFollowUp followUp;

    CloseDisposition(DispositionFollowUp followUp) {
        this.followUp = followUp;
    }

    @Override
    public void execute(DelegateExecution execution) {
        followUp.close(DispositionVariables.DISPOSITION_ID.in(execution), "system");
    }
}
