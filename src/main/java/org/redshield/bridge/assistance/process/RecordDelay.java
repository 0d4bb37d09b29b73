package org.redshield.bridge.assistance.process;

import static org.redshield.bridge.assistance.process.AssistanceVariables.LETTER_ID;
import static org.redshield.bridge.assistance.process.AssistanceVariables.REQUEST_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.assistance.AssistanceRequests;
import org.springframework.stereotype.Component;

/** Files the delay notice; the statutory clock moves, and with it everything that waits for it. */
@Component("recordDelay")
class RecordDelay implements JavaDelegate {

    private final AssistanceRequests requests;

    RecordDelay(AssistanceRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.recordDelay(
                REQUEST_ID.in(execution), execution.getTenantId(), UUID.fromString(LETTER_ID.in(execution)));
    }
}
