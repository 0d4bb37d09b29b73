package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.APPROVED_BY;
import static org.redshield.bridge.assistance.process.AssistanceVariables.AWAIT_REPORT;
import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPOSITION_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Asks the bureau at the platform's seat for measures against the shop. */
@Component("requestDisposition")
class RequestDisposition implements JavaDelegate {

    private final AssistanceRequests requests;

    RequestDisposition(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String dispositionId = requests.requestDisposition(
                REQUEST_ID.in(execution),
                execution.getTenantId(),
                APPROVED_BY.in(execution),
                AWAIT_REPORT.in(execution));
        DISPOSITION_ID.set(execution, dispositionId);
    }
}
