package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Puts the request letter into the outbox. */
@Component("dispatchRequest")
class DispatchRequest implements JavaDelegate {

    private final AssistanceRequests requests;

    DispatchRequest(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.dispatchLetter(REQUEST_ID.in(execution), execution.getTenantId());
        DISPATCHED.set(execution, true);
    }
}
