package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Orders the data that the letter asks for. */
@Component("prepareDataRequests")
class PrepareDataRequests implements JavaDelegate {

    private final AssistanceHandlings handlings;

    PrepareDataRequests(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.orderPlatformData(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
