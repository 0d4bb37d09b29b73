package org.redshield.bridge.deadline;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * A legal deadline of a bureau's own case.
 *
 * @param subjectId what its clock measures
 * @param ownCaseNumber the bureau's own 案号
 * @param ask an extension that waits for approval
 */
public record CaseDeadline(
        String subjectId,
        String caseNo,
        String tenant,
        Optional<String> ownCaseNumber,
        String cause,
        String ground,
        String registeredBy,
        UUID clockId,
        Optional<Ask> ask) {

    /**
     * An extension asked for.
     *
     * @param until the stated day; empty for the period that the rule allows
     */
    public record Ask(String by, Optional<LocalDate> until, String reason) {}

    /** What happens to such a deadline. */
    public enum Act {
        REGISTERED,
        PAUSED,
        RESUMED,
        EXTENSION_ASKED,
        EXTENSION_APPROVED,
        EXTENSION_REFUSED,
        COMPLETED,
        WITHDRAWN,
        REMINDER_NOTED,
        OVERDUE,
        SUPERVISED
    }
}
