package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Reminds at half and at four fifths of the time. */
@Component("remindHandling")
class RemindHandling implements JavaDelegate {

    private final AssistanceHandlings handlings;

    RemindHandling(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.remind(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
