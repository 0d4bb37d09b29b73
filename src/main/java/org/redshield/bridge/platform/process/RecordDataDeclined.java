package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.DataRequests;
import org.springframework.stereotype.Component;

/** The unit head did not approve the request: the clock of its answer ends. */
@Component("recordDataDeclined")
final class RecordDataDeclined implements JavaDelegate {

    private final DataRequests requests;

    RecordDataDeclined(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        requests.declined(DATA_REQUEST_ID.in(execution));
    }
}
