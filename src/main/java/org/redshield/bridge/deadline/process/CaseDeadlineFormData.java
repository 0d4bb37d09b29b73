package org.redshield.bridge.deadline.process;

import org.redshield.bridge.deadline.registered.CaseDeadlines;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.springframework.stereotype.Component;

/** What the forms of {@code case-deadline.bpmn} show. */
@Component
class CaseDeadlineFormData extends FormData {

    private final CaseDeadlines deadlines;

    CaseDeadlineFormData(CaseDeadlines deadlines, CaseDeadlineIntake intake) {
        super(intake);
        this.deadlines = deadlines;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        if (asked.isFor("registerDeadline")) {
            shown.put("deadlineOptions", deadlines.kinds());
            return;
        }
        asked.id(CaseDeadlineVariables.DEADLINE_ID).ifPresent(id -> {
            String allowances = "";
            if (asked.isFor("followDeadline")) {
                allowances = deadlines.allowances(id, asked.tenant()).orElse("");
                shown.put("stopEventOptions", deadlines.stopEvents(id, asked.tenant()));
            }
            shown.summary(deadlines.summary(id, asked.tenant()).orElse("") + allowances);
        });
    }
}
