package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.QUESTION_PART;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.jointrequest.JointQuestions;
import org.redshield.bridge.campaign.jointrequest.QuestionParts;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms by which a bureau decides about a question that all ask together. */
@Component
@RequiredArgsConstructor
class QuestionIntake implements FormIntake {

    /** The check list of those for which the bureau asks. */
    static final String SUBJECTS = "questionSubjects";

    private final JointQuestions questions;
    private final QuestionParts parts;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                QUESTION_PART,
                form("prepareQuestion")
                        .on("join", this::join)
                        .on("decline", doing(parts::decline, "opinion"))
                        .tells("decline", "opinion"),
                form("approveQuestion")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy(parts::hands)
                        .decidesAbout(questions::pendingNotice)
                        .on("approve", doing(parts::approve, "opinion"))
                        .on("return", doing(parts::sendBack, "opinion"))
                        .on("refuse", doing(parts::refuse, "opinion")));
    }

    /** A task that was begun with the form of the release before asks for all subjects. */
    private void join(FormSubmission form) {
        parts.join(
                form.subject(),
                form.tenant(),
                form.user(),
                form.asks(SUBJECTS) ? Optional.of(form.choices(SUBJECTS)) : Optional.empty());
    }
}
