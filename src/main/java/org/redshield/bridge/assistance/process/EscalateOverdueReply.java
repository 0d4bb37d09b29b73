package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Notes that the reply is overdue; the supervisor's task follows. */
@Component("escalateOverdueReply")
class EscalateOverdueReply implements JavaDelegate {

    private final AssistanceRequests requests;

    EscalateOverdueReply(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.escalateOverdueReply(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
