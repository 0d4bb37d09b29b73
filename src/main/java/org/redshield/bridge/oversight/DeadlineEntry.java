package org.redshield.bridge.oversight;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A line of the list of deadlines.
 *
 * @param processInstanceId the instance that works on it now
 * @param reason what it waits for
 * @param reminder the last reminder
 */
record DeadlineEntry(
        @JsonUnwrapped Measured measured,
        String tenantName,
        @JsonUnwrapped Standing standing,
        Optional<String> processInstanceId,
        Optional<Reason> reason,
        Optional<LastReminder> reminder) {

    /**
     * What is measured, on which ground, until when.
     *
     * @param dueDate the last day in China
     */
    record Measured(
            UUID clockId,
            String caseNo,
            String subjectId,
            String tenant,
            String kind,
            String kindTitle,
            String citation,
            Instant startedAt,
            Instant dueAt,
            LocalDate dueDate,
            boolean provisional,
            String explanation) {}

    /**
     * How it stands.
     *
     * @param remainingWorkingDays working days left after today; once overdue, working days since, as a negative number;
     *     absent when the clock has ended or is paused
     * @param remaining the same as a sentence
     * @param overdueSince when it ran out, absent while it is in time
     */
    record Standing(
            Optional<Integer> remainingWorkingDays,
            Optional<String> remaining,
            String state,
            String stateTitle,
            boolean overdue,
            Optional<Instant> overdueSince,
            Optional<Instant> endedAt) {}

    /**
     * Why it is not done yet.
     *
     * @param type INCIDENT, TASK or WAITING
     * @param taskId of a TASK
     */
    record Reason(String type, String text, Optional<String> taskId) {}

    record LastReminder(String id, Instant orderedAt, boolean answered, boolean answerOverdue) {}

    DeadlineEntry at(String organisation, Optional<String> instance, Optional<Reason> why) {
        return new DeadlineEntry(measured, organisation, standing, instance, why, reminder);
    }
}
