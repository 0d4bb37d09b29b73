package org.redshield.bridge.oversight.process;

import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.engine.form.FormData;
import org.redshield.bridge.engine.form.Shown;
import org.redshield.bridge.oversight.OversightTexts;
import org.redshield.bridge.oversight.Reminder;
import org.redshield.bridge.oversight.Reminders;
import org.redshield.bridge.oversight.orders.CaseOrder;
import org.redshield.bridge.oversight.orders.CaseOrders;
import org.redshield.bridge.oversight.orders.SupervisionOrderKind;
import org.springframework.stereotype.Component;

/** What the form of a reminder or another order says: by whom, of which deadline or case, and what he wrote. */
@Component
final class ReminderFormData extends FormData {

    private final Reminders reminders;
    private final CaseOrders orders;

    ReminderFormData(Reminders reminders, CaseOrders orders, AnswerReminderIntake intake) {
        super(intake);
        this.reminders = reminders;
        this.orders = orders;
    }

    @Override
    protected void show(Asked asked, Shown shown) {
        asked.id(SupervisionVariables.REMINDER_ID)
                .map(id -> orders.find(id).map(ReminderFormData::summary).orElseGet(() -> summary(reminders.get(id))))
                .ifPresent(shown::summary);
    }

    private static String summary(CaseOrder order) {
        return again(order)
                + OversightTexts.text(
                        "oversight.explain." + (order.kind() == SupervisionOrderKind.CALL_UP ? "call-up" : "listing"),
                        order.caseNo(),
                        order.superiorName(),
                        order.orderedByName(),
                        order.letterNo().orElse(""),
                        order.citation(),
                        ChinaTime.moment(order.dueAt()),
                        order.reason());
    }

    /** What is wanted now comes first. */
    private static String again(CaseOrder order) {
        return order.answerAgainBy()
                .map(until -> OversightTexts.text(
                        "oversight.explain.again",
                        order.superiorName(),
                        ChinaTime.moment(until),
                        order.returnNote().orElse("")))
                .orElse("");
    }

    private static String summary(Reminder reminder) {
        return OversightTexts.text(
                "oversight.explain.summary",
                reminder.caseNo(),
                reminder.orderedByName(),
                reminder.kindTitle(),
                reminder.citation(),
                ChinaTime.moment(reminder.clockDueAt()),
                reminder.text());
    }
}
