package org.redshield.bridge.disposition;

import java.time.Instant;
import java.util.Optional;

/**
 * One measure against one target, which is one task at the platform.
 *
 * @param docName key of the task at the platform: number of the letter, a hyphen and the position; unset in a draft
 * @param taskId the platform's id, once it has said it
 * @param statusText the platform's own words, like {@code resultText}
 * @param publicityBy the officer who entered the publicity's address, empty when the platform did
 */
public record DispositionTarget(
        String id,
        String dispositionId,
        int position,
        PlannedTarget plan,
        TargetState state,
        Optional<String> docName,
        Optional<String> taskId,
        Optional<Instant> submittedAt,
        Optional<String> statusText,
        Optional<String> resultText,
        Optional<String> handledBy,
        Optional<String> replyUrl,
        Optional<Outcome> outcome,
        Optional<Instant> executedAt,
        Optional<String> reason,
        Optional<String> publicityUrl,
        Optional<String> publicityBy,
        Optional<Instant> answeredAt,
        Optional<Instant> takenAt) {

    /** Whether the platform still owes a publicity (网络交易监督管理办法 art. 30): operator measures that are in force. */
    public boolean owesPublicity() {
        return mustBePublished() && publicityUrl.isEmpty();
    }

    public boolean mustBePublished() {
        return plan.measure().isAgainstOperator() && state.isInForce();
    }
}
