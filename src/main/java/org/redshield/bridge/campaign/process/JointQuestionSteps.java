package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.JOINT_ASK_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.LEADS;
import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_PART;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.campaign.together.JointQuestions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code jointQuestion}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
class JointQuestionSteps {

    private final JointQuestions questions;

    JointQuestionSteps(JointQuestions questions) {
        this.questions = questions;
    }

    /** Files the letter by which a member was told, and says when everything goes out. */
    @Bean
    JavaDelegate registerQuestion() {
        return e -> {
            JointQuestions.Registered registered = questions.register(
                    QUESTION_PART.in(e), e.getTenantId(), LETTER_ID.find(e).map(UUID::fromString));
            JOINT_ASK_AT.set(e, registered.askAt());
            LEADS.set(e, registered.own());
        };
    }

    /** Tells all members. */
    @Bean
    JavaDelegate circulateQuestion() {
        return on(QUESTION_PART, questions::circulate);
    }

    /** It is time, and nobody has decided. */
    @Bean
    JavaDelegate noteQuestionLapsed() {
        return on(QUESTION_PART, questions::lapse);
    }
}
