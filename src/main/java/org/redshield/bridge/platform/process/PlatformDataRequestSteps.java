package org.redshield.bridge.platform.process;

import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.platform.process.PlatformVariables.ANSWER_STATE;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVED;
import static org.redshield.bridge.platform.process.PlatformVariables.APPROVER;
import static org.redshield.bridge.platform.process.PlatformVariables.BARRED;
import static org.redshield.bridge.platform.process.PlatformVariables.DATA_REQUEST_ID;
import static org.redshield.bridge.platform.process.PlatformVariables.TIER;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.platform.answer.LiaisonAnswers;
import org.redshield.bridge.platform.dataset.AnswerState;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.liaison.Dialogues;
import org.redshield.bridge.platform.liaison.LiaisonQuestions;
import org.redshield.bridge.platform.request.Approver;
import org.redshield.bridge.platform.request.DataApprovals;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.Submissions;
import org.redshield.bridge.platform.request.SubmitOutcome;
import org.redshield.bridge.platform.request.TierDecision;
import org.springframework.stereotype.Component;

/** The steps of {@code platformDataRequest}, in the order of its diagram. */
@Component
record PlatformDataRequestSteps(
        DataRequests requests,
        DataApprovals approvals,
        Submissions submissions,
        LiaisonQuestions liaison,
        LiaisonAnswers answers,
        Dialogues dialogues)
        implements ProcessSteps {

    private static final String STEP_OF_TODAY = "approveAccountData";

    @Override
    public Steps steps() {
        return Steps.about(DATA_REQUEST_ID)
                // Finds out who must approve a dataset, and starts the clock of its answer.
                .doing("classifyDataset", this::classify)
                // A head did not approve the request: the clock of its answer ends.
                .step("recordDataDeclined", requests::declined)
                // Sends the request to the platform. A fault fails the job, which is tried again; a refusal is the
                // error.
                .doing("submitDataRequest", this::submitDataRequest)
                // The platform's answer is late.
                .step("recordAnswerOverdue", requests::overdue)
                // Sends the platform's liaison a numbered letter.
                .step("askLiaison", liaison::ask)
                // The answer is in the case: takes in what the liaison wrote, and ends the clock.
                .doing("recordAnswer", this::recordAnswer)
                // Tells whoever has the request, the interface or the liaison, what the officer answered.
                .step("answerPlatform", dialogues::tell);
    }

    private void submitDataRequest(DelegateExecution e) {
        if (submissions.submit(DATA_REQUEST_ID.in(e)) instanceof SubmitOutcome.Refused refused) {
            ANSWER_STATE.set(e, AnswerState.REFUSED.name());
            throw new BpmnError("PLATFORM_REFUSED", refused.code());
        }
    }

    private void recordAnswer(DelegateExecution e) {
        String requestNo = DATA_REQUEST_ID.in(e);
        answers.takeIn(requestNo);
        ANSWER_STATE.set(e, requests.concluded(requestNo).status().name());
    }

    /**
     * A case that began under a model from before the table of tiers knows three ways, named by a tier: no approval, the
     * unit head's, and none at all.
     */
    private void classify(DelegateExecution execution) {
        String requestNo = DATA_REQUEST_ID.in(execution);
        TierDecision decision = approvals.classify(requestNo);
        boolean older = execution.getBpmnModelInstance().getModelElementById(STEP_OF_TODAY) == null;
        boolean noStep = older && !Approver.UNIT_HEAD.suffices(decision.approver());
        if (noStep) {
            approvals.refuseWithoutStep(requestNo, decision.approver());
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
