package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Notes that the handling is overdue; the supervisor's task follows. */
@Component("escalateOverdueHandling")
class EscalateOverdueHandling implements JavaDelegate {

    private final AssistanceHandlings handlings;

    EscalateOverdueHandling(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.escalateOverdue(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
