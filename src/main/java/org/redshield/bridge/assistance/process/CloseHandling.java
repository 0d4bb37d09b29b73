package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** The other side has confirmed. */
@Component("closeHandling")
class CloseHandling implements JavaDelegate {

    private final AssistanceHandlings handlings;

    CloseHandling(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.close(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
