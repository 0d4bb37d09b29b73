package org.redshield.sandbox.casework;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * Data that is kept until it can be asked for.
 *
 * @param contentHash of the order: the same number may be sent again, but only with the same content
 * @param refusal why it is not kept, null: it is
 * @param releasedAt null: not released
 * @param sent how often it was ordered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Preservation(
        String holdNo,
        String contentHash,
        String dataset,
        String targetType,
        String targetId,
        Instant until,
        String refusal,
        Instant placedAt,
        Instant lastAt,
        Instant releasedAt,
        int sent) {

    /** {@code HELD}, {@code RELEASED}, {@code EXPIRED} or {@code REFUSED}. */
    public String status(Instant now) {
        if (refusal != null) {
            return "REFUSED";
        }
        if (releasedAt != null) {
            return "RELEASED";
        }
        return now.isBefore(until) ? "HELD" : "EXPIRED";
    }

    Preservation again(Instant at) {
        return new Preservation(
                holdNo, contentHash, dataset, targetType, targetId, until, refusal, placedAt, at, releasedAt, sent + 1);
    }

    Preservation until(Instant later) {
        return new Preservation(
                holdNo, contentHash, dataset, targetType, targetId, later, refusal, placedAt, lastAt, releasedAt, sent);
    }

    Preservation released(Instant at) {
        return new Preservation(
                holdNo, contentHash, dataset, targetType, targetId, until, refusal, placedAt, lastAt, at, sent);
    }
}
