package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Taking measures back: an approved letter of its own, for some or all targets. */
public record Lift(
        String id,
        String dispositionId,
        int number,
        Stage stage,
        String reason,
        String draftedBy,
        Optional<String> approvedBy,
        Optional<UUID> letterId,
        Optional<String> letterNo,
        Optional<Instant> issuedAt,
        List<LiftTarget> targets) {

    /** Where the lift stands. */
    public enum Stage {
        DRAFTED("待审批"),
        APPROVED("已批准，待发函"),
        ISSUED("平台执行中"),
        REPORTED("已反馈"),
        DROPPED("已放弃");

        private final String title;

        Stage(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /** One target's task at the platform; the fields mean the same as in {@link DispositionTarget}. */
    public record LiftTarget(
            String liftId,
            String targetId,
            int position,
            Optional<String> docName,
            Optional<String> taskId,
            Optional<Instant> submittedAt,
            Optional<String> statusText,
            Optional<String> resultText,
            Optional<Outcome> outcome,
            Optional<Instant> executedAt,
            Optional<String> reason,
            Optional<Instant> takenAt) {}
}
