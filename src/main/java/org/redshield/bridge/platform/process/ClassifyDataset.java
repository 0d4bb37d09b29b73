package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.TIER;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.DataRequest;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.Dataset;
import org.springframework.stereotype.Component;

/** Finds out which decision a dataset needs, and starts the clock of its answer. */
@Component("classifyDataset")
final class ClassifyDataset implements JavaDelegate {

    private final DataRequests requests;

    ClassifyDataset(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String requestNo = DATA_REQUEST_ID.in(execution);
        DataRequest request = requests.get(requestNo);
        TIER.set(execution, request.dataset().tier().name());
        APPROVED.set(execution, request.status() == DataRequest.Status.APPROVED);
        if (request.dataset().tier() == Dataset.Tier.T3) {
            requests.refuseTier(requestNo);
        } else {
            ANSWER_DUE_AT.set(execution, requests.startClock(requestNo));
        }
    }
}
