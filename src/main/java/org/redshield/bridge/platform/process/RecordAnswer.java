package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_STATE;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.LiaisonAnswers;
import org.springframework.stereotype.Component;

/** The answer is in the case: takes in what the liaison wrote, and ends the clock. */
@Component("recordAnswer")
final class RecordAnswer implements JavaDelegate {

    private final DataRequests requests;
    private final LiaisonAnswers liaison;

    RecordAnswer(DataRequests requests, LiaisonAnswers liaison) {
        this.requests = requests;
        this.liaison = liaison;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String requestNo = DATA_REQUEST_ID.in(execution);
        liaison.takeIn(requestNo);
        ANSWER_STATE.set(execution, requests.concluded(requestNo).status().name());
    }
}
