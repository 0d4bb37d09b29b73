package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.CONFIRM_DUE_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.CONFIRM_REMINDER_AT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.redshield.bridge.assistance.AssistanceHandlings.ConfirmationClocks;
import org.springframework.stereotype.Component;

/** Sends the reply and starts waiting for its confirmation. */
@Component("sendReply")
class SendReply implements JavaDelegate {

    private final AssistanceHandlings handlings;

    SendReply(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ConfirmationClocks dates = handlings.sendReply(REQUEST_ID.in(execution), execution.getTenantId());
        CONFIRM_REMINDER_AT.set(execution, dates.reminderAt());
        CONFIRM_DUE_AT.set(execution, dates.dueAt());
    }
}
