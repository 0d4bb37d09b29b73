package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Reminds the other side to confirm. */
@Component("sendConfirmationReminder")
class SendConfirmationReminder implements JavaDelegate {

    private final AssistanceHandlings handlings;

    SendConfirmationReminder(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.remindConfirmation(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
