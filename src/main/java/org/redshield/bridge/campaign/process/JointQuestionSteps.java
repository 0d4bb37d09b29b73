package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.JOINT_ASK_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.LEADS;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_MOVED;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_PART;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_STEP;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.campaign.jointrequest.JointQuestions;
import org.redshield.bridge.campaign.jointrequest.QuestionParts;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code jointQuestion}, in the order of its diagram. */
@Component
record JointQuestionSteps(JointQuestions questions, QuestionParts parts) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(QUESTION_PART)
                // Files the letter by which a member was told, and says what is to be done until when.
                .doing("registerQuestion", this::registerQuestion)
                // The same after the moment was moved, all of it was withdrawn, or an approval was taken back.
                .doing(
                        "readQuestion",
                        e -> stands(e, parts.read(QUESTION_PART.in(e), e.getTenantId(), JOINT_ASK_AT.in(e))))
                // Tells all members.
                .step("circulateQuestion", questions::circulate)
                // It is time; who has not decided is left out.
                .doing(
                        "noteQuestionLapsed",
                        e -> QUESTION_MOVED.set(
                                e, parts.momentCame(QUESTION_PART.in(e), e.getTenantId(), JOINT_ASK_AT.in(e))));
    }

    private void registerQuestion(DelegateExecution e) {
        QuestionParts.Standing standing = parts.register(
                QUESTION_PART.in(e), e.getTenantId(), LETTER_ID.find(e).map(UUID::fromString));
        LEADS.set(e, standing.own());
        stands(e, standing);
    }

    private static void stands(DelegateExecution e, QuestionParts.Standing standing) {
        JOINT_ASK_AT.set(e, standing.askAt());
        QUESTION_STEP.set(e, standing.step().name());
    }
}
