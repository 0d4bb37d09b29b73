package org.redshield.bridge.oversight.process;

import static org.redshield.bridge.engine.UseCases.form;
import static org.redshield.bridge.oversight.process.SupervisionVariables.REMINDER_ID;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.redshield.bridge.oversight.Reminders;
import org.redshield.bridge.oversight.orders.CaseOrders;
import org.springframework.stereotype.Component;

/** The unit head's answer to a reminder, or to another order. */
@Component
@RequiredArgsConstructor
final class AnswerReminderIntake implements FormIntake {

    private final Reminders reminders;
    private final CaseOrders orders;

    @Override
    public UseCases useCases() {
        return UseCases.about(REMINDER_ID, form("answerReminder").on("answer", this::answer));
    }

    private void answer(FormSubmission form) {
        reminders.answer(form.subject(), form.tenant(), form.user(), form.text("answer"));
        orders.answered(
                form.subject(),
                form.caseNo().orElseThrow(),
                form.tenant(),
                form.user(),
                form.text("answer").orElseThrow());
    }
}
