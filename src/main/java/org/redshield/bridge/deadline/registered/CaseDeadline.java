package org.redshield.bridge.deadline.registered;

import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

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
    @Getter
    @RequiredArgsConstructor
    public enum Act implements RecordedAct {
        REGISTERED("登记期限"),
        PAUSED("中止计算"),
        RESUMED("恢复计算"),
        EXTENSION_ASKED("申请延期"),
        EXTENSION_APPROVED("批准延期"),
        EXTENSION_REFUSED("不批准延期"),
        COMPLETED("办结"),
        WITHDRAWN("撤销登记"),
        REMINDER_NOTED("知悉期限提醒"),
        OVERDUE("期限届满未办结"),
        SUPERVISED("督办");

        private final String title;
    }
}
