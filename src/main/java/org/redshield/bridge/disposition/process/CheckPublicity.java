package org.redshield.bridge.disposition.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.disposition.DispositionFollowUp;
import org.redshield.bridge.disposition.DispositionVariables;
import org.redshield.bridge.disposition.Publicity;
import org.springframework.stereotype.Component;

/** Looks whether the platform has published what it must. */
@Component("checkPublicity")
final class CheckPublicity implements JavaDelegate {

    private final DispositionFollowUp followUp;

    CheckPublicity(DispositionFollowUp followUp) {
        this.followUp = followUp;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Publicity publicity = followUp.checkPublicity(DispositionVariables.DISPOSITION_ID.in(execution));
        DispositionVariables.PUBLISHED.set(execution, publicity.published());
        publicity.dueAt().ifPresent(dueAt -> DispositionVariables.PUBLICITY_DUE_AT.set(execution, dueAt));
    }
}
