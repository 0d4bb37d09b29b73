package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Tells the other side that the handling was closed unconfirmed. */
@Component("sendUnconfirmedNotice")
class SendUnconfirmedNotice implements JavaDelegate {

    private final AssistanceHandlings handlings;

    SendUnconfirmedNotice(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.sendUnconfirmedNotice(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
