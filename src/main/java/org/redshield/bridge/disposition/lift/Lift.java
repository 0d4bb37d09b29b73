package org.redshield.bridge.disposition.lift;

import java.util.List;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.file.IssuedLetter;

/** Taking measures back: an approved letter of its own, for some or all targets. */
public record Lift(
        String id,
        String dispositionId,
        Stage stage,
        String reason,
        String draftedBy,
        Optional<String> approvedBy,
        Optional<IssuedLetter> letter,
        List<LiftTarget> targets) {

    /** Where the lift stands. */
    @Getter
    @RequiredArgsConstructor
    public enum Stage {
        DRAFTED("待审批"),
        APPROVED("已批准，待发函"),
        ISSUED("平台执行中"),
        REPORTED("已反馈"),
        DROPPED("已放弃");

        private final String title;

        boolean isOver() {
            return this == REPORTED || this == DROPPED;
        }
    }

    Lift of(List<LiftTarget> targets) {
        return new Lift(id, dispositionId, stage, reason, draftedBy, approvedBy, letter, targets);
    }

    public List<String> targetIds() {
        return targets.stream().map(LiftTarget::targetId).toList();
    }

    /** @throws Refusal {@code disposition.lift-target-unknown} */
    public LiftTarget target(String targetId) {
        return targets.stream()
                .filter(target -> target.targetId().equals(targetId))
                .findFirst()
                .orElseThrow(() -> new Refusal("disposition.lift-target-unknown", targetId));
    }
}
