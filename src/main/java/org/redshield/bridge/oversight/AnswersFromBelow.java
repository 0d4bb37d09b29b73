package org.redshield.bridge.oversight;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRule;
import org.redshield.bridge.deadline.rule.Period;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** What a superior asks of a bureau below: by when its unit head answers, and his task. */
@Component
public record AnswersFromBelow(ProcessMessages messages, DeadlineCalculator calculator, OversightSettings settings) {

    /** Ends the wait for an answer that nobody needs any more. */
    public static final String ENDED = "SupervisionOrderEnded";

    /** As the engine keeps it, whose dates know milliseconds only; the list must not show another instant than the task. */
    public Instant dueAt(Instant now) {
        return calculator
                .due(now, DeadlineRule.of(Period.workingDays(settings.answerWorkingDays()), ""))
                .dueAt()
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** @param id of the reminder or of the order */
    public void ask(String tenant, String caseNo, String id, Instant until) {
        messages.start(
                tenant,
                Reminders.MESSAGE,
                caseNo,
                Map.of(Reminders.REMINDER_ID.name(), id, Reminders.REMINDER_DUE_AT.name(), Variable.toEngine(until)));
    }

    /** @return whether somebody was waiting for it */
    public boolean end(String tenant, String id) {
        return messages.correlate(tenant, ENDED, Reminders.REMINDER_ID, id, Map.of());
    }
}
