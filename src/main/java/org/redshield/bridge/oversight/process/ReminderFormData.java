package org.redshield.bridge.oversight.process;

import java.util.Map;
import java.util.Set;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.oversight.OversightTexts;
import org.redshield.bridge.oversight.Reminder;
import org.redshield.bridge.oversight.Reminders;
import org.springframework.stereotype.Component;

/** What the reminder's form says: by whom, of which deadline, and what he wrote. */
@Component
final class ReminderFormData implements FormData {

    private final Reminders reminders;
    private final Set<String> forms;

    ReminderFormData(Reminders reminders, AnswerReminderIntake intake) {
        this.reminders = reminders;
        this.forms = intake.forms();
    }

    @Override
    public Set<String> forms() {
        return forms;
    }

    @Override
    public Map<String, Object> of(
            String form, String user, String tenant, String caseNo, Map<String, Object> variables) {
        Reminder reminder = reminders.get(String.valueOf(variables.get(SupervisionVariables.REMINDER_ID.name())));
        return Map.of(
                FormData.SUMMARY,
                OversightTexts.text(
                        "oversight.explain.summary",
                        reminder.caseNo(),
                        reminder.orderedByName(),
                        reminder.kindTitle(),
                        reminder.citation(),
                        ChinaTime.moment(reminder.clockDueAt()),
                        reminder.text()));
    }
}
