package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVER;
import static org.redshield.bridge.platform.process.PlatformVariables.BARRED;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.TIER;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.DataRequest;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.TierDecision;
import org.springframework.stereotype.Component;

/** Finds out who must approve a dataset, and starts the clock of its answer. */
@Component("classifyDataset")
final class ClassifyDataset implements JavaDelegate {

    private final DataRequests requests;

    ClassifyDataset(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String requestNo = DATA_REQUEST_ID.in(execution);
        TierDecision decision = requests.classify(requestNo);
        boolean barred = decision.barred().isPresent();
        TIER.set(execution, decision.tier().name());
        APPROVER.set(execution, barred ? BARRED : decision.approver().code());
        APPROVED.set(execution, requests.get(requestNo).status() == DataRequest.Status.APPROVED);
        if (!barred) {
            ANSWER_DUE_AT.set(execution, requests.startClock(requestNo));
        }
    }
}
