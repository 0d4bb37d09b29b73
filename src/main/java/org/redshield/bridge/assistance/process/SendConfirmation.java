package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Confirms the reply; the direct way has nobody to tell. */
@Component("sendConfirmation")
class SendConfirmation implements JavaDelegate {

    private final AssistanceRequests requests;

    SendConfirmation(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.confirm(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
