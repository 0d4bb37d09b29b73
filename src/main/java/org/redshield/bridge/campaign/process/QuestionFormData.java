package org.redshield.bridge.campaign.process;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.campaign.jointrequest.QuestionParts;
import org.redshield.bridge.engine.form.FormData;
import org.springframework.stereotype.Component;

/** The summary line of the forms of {@code joint-question.bpmn}. */
@Component
class QuestionFormData implements FormData {

    private final QuestionParts parts;
    private final Set<String> forms;

    QuestionFormData(QuestionParts parts, QuestionIntake intake) {
        this.parts = parts;
        this.forms = intake.forms();
    }

    @Override
    public Set<String> forms() {
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        Map<String, Object> shown = new HashMap<>();
        if (variables.get(CampaignVariables.QUESTION_PART.name()) instanceof String id) {
            parts.summary(id, tenant).ifPresent(text -> shown.put(FormData.SUMMARY, text));
            if (form.equals("prepareQuestion")) {
                // All are ticked; an officer strikes out.
                List<QuestionParts.Choice> choices = parts.choices(id, tenant);
                shown.put(
                        "questionSubjectOptions",
                        choices.stream()
                                .map(one -> Map.of("value", one.id(), "label", one.title()))
                                .toList());
                shown.put(
                        QuestionIntake.SUBJECTS,
                        choices.stream().map(QuestionParts.Choice::id).toList());
            }
        }
        return shown;
    }
}
