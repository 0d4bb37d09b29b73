package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_STATE;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.AnswerState;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.SubmitOutcome;
import org.springframework.stereotype.Component;

/** Sends the request to the platform. A fault fails the job, which is tried again; a refusal is a BPMN error. */
@Component("submitDataRequest")
final class SubmitDataRequest implements JavaDelegate {

    private final DataRequests requests;

    SubmitDataRequest(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        SubmitOutcome outcome = requests.submit(DATA_REQUEST_ID.in(execution));
        if (outcome instanceof SubmitOutcome.Refused refused) {
            ANSWER_STATE.set(execution, AnswerState.REFUSED.name());
            throw new BpmnError("PLATFORM_REFUSED", refused.code());
        }
    }
}
