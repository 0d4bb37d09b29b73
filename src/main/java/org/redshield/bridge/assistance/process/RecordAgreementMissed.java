package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Notes that the agreed date has passed; without an agreement there is nothing to note. */
@Component("recordAgreementMissed")
class RecordAgreementMissed implements JavaDelegate {

    private final AssistanceRequests requests;

    RecordAgreementMissed(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.recordAgreementMissed(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
