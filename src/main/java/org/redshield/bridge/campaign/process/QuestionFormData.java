package org.redshield.bridge.campaign.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.campaign.together.JointQuestions;
import org.redshield.bridge.engine.form.FormData;
import org.springframework.stereotype.Component;

/** The summary line of the forms of {@code joint-question.bpmn}. */
@Component
class QuestionFormData implements FormData {

    private final JointQuestions questions;
    private final Set<String> forms;

    QuestionFormData(JointQuestions questions, QuestionIntake intake) {
        this.questions = questions;
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
            questions.summary(id, tenant).ifPresent(text -> shown.put(FormData.SUMMARY, text));
        }
        return shown;
    }
}
