package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.COMPLETE;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Decides whether the request can be put up for approval. */
@Component("checkCompleteness")
class CheckCompleteness implements JavaDelegate {

    private final AssistanceRequests requests;

    CheckCompleteness(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        COMPLETE.set(execution, requests.checkCompleteness(REQUEST_ID.in(execution), execution.getTenantId()));
    }
}
