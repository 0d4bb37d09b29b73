package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceHandlings;
import org.springframework.stereotype.Component;

/** Issues the numbered reply. */
@Component("issueReply")
class IssueReply implements JavaDelegate {

    private final AssistanceHandlings handlings;

    IssueReply(AssistanceHandlings handlings) {
        this.handlings = handlings;
    }

    @Override
    public void execute(DelegateExecution execution) {
        handlings.issueReply(REQUEST_ID.in(execution), execution.getTenantId());
    }
}
