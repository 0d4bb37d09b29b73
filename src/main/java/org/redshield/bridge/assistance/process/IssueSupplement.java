package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Issues and sends the supplementary letter. */
@Component("issueSupplement")
class IssueSupplement implements JavaDelegate {

    private final AssistanceRequests requests;

    IssueSupplement(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.issueSupplement(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
