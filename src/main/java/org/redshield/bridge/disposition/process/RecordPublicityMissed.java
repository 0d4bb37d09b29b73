package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.DispositionVariables;
import org.springframework.stereotype.Component;

/** Notes that the platform has not published in time. */
@Component("recordPublicityMissed")
final class RecordPublicityMissed implements JavaDelegate {

    private final DispositionFollowUp followUp;

    RecordPublicityMissed(DispositionFollowUp followUp) {
        this.followUp = followUp;
    }

    @Override
    public void execute(DelegateExecution execution) {
        followUp.publicityOverdue(DispositionVariables.DISPOSITION_ID.in(execution));
    }
}
