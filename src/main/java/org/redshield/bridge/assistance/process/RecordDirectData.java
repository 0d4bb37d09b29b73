package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** All data requests to the platform have ended. */
@Component("recordDirectData")
class RecordDirectData implements JavaDelegate {

    private final AssistanceRequests requests;

    RecordDirectData(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.recordDirectData(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
