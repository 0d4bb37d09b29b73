package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.JOINT_ASK_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.LEADS;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_MOVED;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_PART;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_STEP;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.campaign.jointrequest.JointQuestions;
import org.redshield.bridge.campaign.jointrequest.QuestionParts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code jointQuestion}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class JointQuestionSteps {

    private final JointQuestions questions;
    private final QuestionParts parts;

    /** Files the letter by which a member was told, and says what is to be done until when. */
    @Bean
    JavaDelegate registerQuestion() {
        return e -> {
            QuestionParts.Standing standing = parts.register(
                    QUESTION_PART.in(e), e.getTenantId(), LETTER_ID.find(e).map(UUID::fromString));
            LEADS.set(e, standing.own());
            stands(e, standing);
        };
    }

    /** The same after the moment was moved, all of it was withdrawn, or an approval was taken back. */
    @Bean
    JavaDelegate readQuestion() {
        return e -> stands(e, parts.read(QUESTION_PART.in(e), e.getTenantId(), JOINT_ASK_AT.in(e)));
    }

    private static void stands(DelegateExecution e, QuestionParts.Standing standing) {
        JOINT_ASK_AT.set(e, standing.askAt());
        QUESTION_STEP.set(e, standing.step().name());
    }

    /** Tells all members. */
    @Bean
    JavaDelegate circulateQuestion() {
        return on(QUESTION_PART, questions::circulate);
    }

    /** It is time; who has not decided is left out. */
    @Bean
    JavaDelegate noteQuestionLapsed() {
        return e -> QUESTION_MOVED.set(e, parts.momentCame(QUESTION_PART.in(e), e.getTenantId(), JOINT_ASK_AT.in(e)));
    }
}
