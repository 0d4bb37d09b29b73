package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Starts the clock of the supplement. */
@Component("startSupplementClock")
class StartSupplementClock implements JavaDelegate {

    private final AssistanceRequests requests;

    StartSupplementClock(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ReplyDates.set(execution, requests.startSupplementClocks(REQUEST_ID.in(execution), execution.getTenantId()));
    }
}
