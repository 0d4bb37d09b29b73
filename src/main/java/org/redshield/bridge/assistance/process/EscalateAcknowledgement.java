package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Notes that nobody signed for the letter in time. */
@Component("escalateAcknowledgement")
class EscalateAcknowledgement implements JavaDelegate {

    private final AssistanceHandlings handlings;

    EscalateAcknowledgement(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.escalateAcknowledgement(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
