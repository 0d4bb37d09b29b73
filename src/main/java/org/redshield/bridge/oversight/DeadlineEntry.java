package org.redshield.bridge.oversight;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of the list of deadlines.
 *
 * @param dueDate the last day in China
 * @param remainingWorkingDays working days left after today; once overdue, working days since, as a negative number;
 *     absent when the clock has ended or is paused
 * @param remaining the same as a sentence
 * @param overdueSince when it ran out, absent while it is in time
 * @param processInstanceId the instance that works on it now
 * @param reason what it waits for
 * @param reminder the last reminder
 */
record DeadlineEntry(
        UUID clockId,
        String caseNo,
        String subjectId,
        String tenant,
        String tenantName,
        String kind,
        String kindTitle,
        String citation,
        Instant startedAt,
        Instant dueAt,
        LocalDate dueDate,
        Optional<Integer> remainingWorkingDays,
        Optional<String> remaining,
        String state,
        String stateTitle,
        boolean overdue,
        Optional<Instant> overdueSince,
        Optional<Instant> endedAt,
        boolean provisional,
        String explanation,
        Optional<String> processInstanceId,
        Optional<Reason> reason,
        Optional<LastReminder> reminder) {

    /**
     * Why it is not done yet.
     *
     * @param type INCIDENT, TASK or WAITING
     * @param taskId of a TASK
     */
    record Reason(String type, String text, Optional<String> taskId) {}

    record LastReminder(String id, Instant orderedAt, boolean answered, boolean answerOverdue) {}

    DeadlineEntry at(String organisation, Optional<String> instance, Optional<Reason> why) {
        return new DeadlineEntry(
                clockId,
                caseNo,
                subjectId,
                tenant,
                organisation,
                kind,
                kindTitle,
                citation,
                startedAt,
                dueAt,
                dueDate,
                remainingWorkingDays,
                remaining,
                state,
                stateTitle,
                overdue,
                overdueSince,
                endedAt,
                provisional,
                explanation,
                instance,
                why,
                reminder);
    }
}
