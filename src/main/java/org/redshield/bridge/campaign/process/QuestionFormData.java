package org.redshield.bridge.campaign.process;

import java.util.List;
import org.redshield.bridge.campaign.jointrequest.QuestionParts;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.springframework.stereotype.Component;

/** The summary line of the forms of {@code joint-question.bpmn}. */
@Component
class QuestionFormData extends FormData {

    private final QuestionParts parts;

    QuestionFormData(QuestionParts parts, QuestionIntake intake) {
        super(intake);
        this.parts = parts;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(CampaignVariables.QUESTION_PART).ifPresent(id -> {
            parts.summary(id, asked.tenant()).ifPresent(shown::summary);
            if (asked.isFor("prepareQuestion")) {
                // All are ticked; an officer strikes out.
                List<QuestionParts.Choice> choices = parts.choices(id, asked.tenant());
                shown.options("questionSubjectOptions", choices, QuestionParts.Choice::id, QuestionParts.Choice::title);
                shown.put(
                        QuestionIntake.SUBJECTS,
                        choices.stream().map(QuestionParts.Choice::id).toList());
            }
        });
    }
}
