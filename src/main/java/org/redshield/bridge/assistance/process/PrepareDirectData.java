package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Orders the data from the platform itself. */
@Component("prepareDirectData")
class PrepareDirectData implements JavaDelegate {

    private final AssistanceRequests requests;

    PrepareDirectData(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.orderDirectData(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
