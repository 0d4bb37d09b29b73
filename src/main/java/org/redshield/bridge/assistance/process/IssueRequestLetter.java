package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.DISPATCHED;
import static org.redshield.bridge.assistance.process.AssistanceVariables.LETTER_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Issues the numbered request letter. */
@Component("issueRequestLetter")
class IssueRequestLetter implements JavaDelegate {

    private final AssistanceRequests requests;

    IssueRequestLetter(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        LETTER_ID.set(
                execution,
                requests.issueLetter(REQUEST_ID.in(execution), execution.getTenantId())
                        .toString());
        DISPATCHED.set(execution, false);
    }
}
