package org.redshield.bridge.deadline.process;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.redshield.bridge.deadline.registered.CaseDeadlines;
import org.redshield.bridge.engine.form.FormData;
import org.springframework.stereotype.Component;

/** What the forms of {@code case-deadline.bpmn} show. */
@Component
class CaseDeadlineFormData implements FormData {

    private final CaseDeadlines deadlines;
    private final Set<String> forms;

    CaseDeadlineFormData(CaseDeadlines deadlines, CaseDeadlineIntake intake) {
        this.deadlines = deadlines;
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
        if (form.equals("registerDeadline")) {
            shown.put("deadlineOptions", deadlines.kinds());
        } else if (variables.get(CaseDeadlineVariables.DEADLINE_ID.name()) instanceof String id) {
            deadlines.summary(id, tenant).ifPresent(line -> shown.put("summary", line));
            if (form.equals("followDeadline")) {
                deadlines
                        .allowances(id, tenant)
                        .ifPresent(line -> shown.merge("summary", line, (told, more) -> told.toString() + more));
                shown.put("stopEventOptions", deadlines.stopEvents(id, tenant));
            }
        }
        return shown;
    }
}
