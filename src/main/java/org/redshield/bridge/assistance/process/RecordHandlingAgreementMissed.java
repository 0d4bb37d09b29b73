package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Notes that the agreed date has passed; without an agreement there is nothing to note. */
@Component("recordHandlingAgreementMissed")
class RecordHandlingAgreementMissed implements JavaDelegate {

    private final AssistanceHandlings handlings;

    RecordHandlingAgreementMissed(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.recordAgreementMissed(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
