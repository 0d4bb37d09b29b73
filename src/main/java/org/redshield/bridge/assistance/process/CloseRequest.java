package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Closes the request and its case. */
@Component("closeRequest")
class CloseRequest implements JavaDelegate {

    private final AssistanceRequests requests;

    CloseRequest(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.close(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
