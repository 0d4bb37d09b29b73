package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Notes that the time to confirm is over. */
@Component("recordConfirmationExpired")
class RecordConfirmationExpired implements JavaDelegate {

    private final AssistanceHandlings handlings;

    RecordConfirmationExpired(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.recordConfirmationExpired(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
