package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVER;
import static org.redshield.bridge.platform.process.PlatformVariables.BARRED;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.TIER;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.platform.Approver;
import org.redshield.bridge.platform.DataRequest;
import org.redshield.bridge.platform.DataRequests;
import org.redshield.bridge.platform.Dataset;
import org.redshield.bridge.platform.TierDecision;
import org.springframework.stereotype.Component;

/**
 * Finds out who must approve a dataset, and starts the clock of its answer. A case that began under a model from before the
 * table of tiers knows three ways, named by a tier: no approval, the unit head's, and none at all.
 */
@Component("classifyDataset")
final class ClassifyDataset implements JavaDelegate {

    private static final String STEP_OF_TODAY = "approveAccountData";

    private final DataRequests requests;

    ClassifyDataset(DataRequests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String requestNo = DATA_REQUEST_ID.in(execution);
        TierDecision decision = requests.classify(requestNo);
        boolean older = execution.getBpmnModelInstance().getModelElementById(STEP_OF_TODAY) == null;
        boolean noStep = older && !Approver.UNIT_HEAD.suffices(decision.approver());
        if (noStep) {
            requests.refuseWithoutStep(requestNo, decision.approver());
        }
        boolean barred = noStep || decision.barred().isPresent();
        TIER.set(execution, (older ? wayOf(decision.approver(), barred) : decision.tier()).name());
        APPROVER.set(execution, barred ? BARRED : decision.approver().code());
        APPROVED.set(execution, requests.get(requestNo).status() == DataRequest.Status.APPROVED);
        if (!barred) {
            ANSWER_DUE_AT.set(execution, requests.startClock(requestNo));
        }
    }

    private static Dataset.Tier wayOf(Approver approver, boolean barred) {
        if (barred) {
            return Dataset.Tier.T3;
        }
        return approver == Approver.NONE ? Dataset.Tier.T1 : Dataset.Tier.T2;
    }
}
