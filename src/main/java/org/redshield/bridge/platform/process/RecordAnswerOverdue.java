package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.DataRequests;
import org.springframework.stereotype.Component;

/** The platform's answer is late. */
@Component("recordAnswerOverdue")
final class RecordAnswerOverdue implements JavaDelegate {

    private final DataRequests requests;

    RecordAnswerOverdue(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.overdue(DATA_REQUEST_ID.in(execution));
    }
}
