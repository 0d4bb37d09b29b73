package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_PART;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import org.redshield.bridge.campaign.together.JointQuestions;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms by which a bureau decides about a question that all ask together. */
@Component
class QuestionIntake implements FormIntake {

    private final JointQuestions questions;

    QuestionIntake(JointQuestions questions) {
        this.questions = questions;
    }

    @Override
    public UseCases useCases() {
        return UseCases.about(
                QUESTION_PART,
                form("prepareQuestion")
                        .on("join", doing(questions::join))
                        .on("decline", doing(questions::decline, "opinion"))
                        .tells("decline", "opinion"),
                form("approveQuestion")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy(questions::hands)
                        .decidesAbout(questions::pendingNotice)
                        .on("approve", doing(questions::approve, "opinion"))
                        .on("refuse", doing(questions::refuse, "opinion")));
    }
}
