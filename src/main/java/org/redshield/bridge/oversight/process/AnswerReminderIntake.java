package org.redshield.bridge.oversight.process;

import static org.redshield.bridge.oversight.process.SupervisionVariables.REMINDER_ID;

import java.util.Set;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.oversight.Reminders;
import org.springframework.stereotype.Component;

/** The unit head's answer to a reminder. */
@Component
final class AnswerReminderIntake implements FormIntake {

    private final Reminders reminders;

    AnswerReminderIntake(Reminders reminders) {
        this.reminders = reminders;
    }

    @Override
    public Set<String> forms() {
        return Set.of("answerReminder");
    }

    @Override
    public void accept(FormSubmission form) {
        reminders.answer(form.variable(REMINDER_ID).orElseThrow(), form.tenant(), form.user(), form.text("answer"));
    }
}
