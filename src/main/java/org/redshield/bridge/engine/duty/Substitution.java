package org.redshield.bridge.engine.duty;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * 代行职责: for a period somebody stands in for a head. What he decides is his own decision, in the office of the other.
 *
 * @param head user id of who is away; he keeps his office
 * @param substitute user id
 * @param until the first instant after the period
 * @param endedAt when the head took it back before
 */
public record Substitution(
        UUID id,
        String tenant,
        String head,
        Head office,
        String substitute,
        Instant from,
        Instant until,
        String reason,
        Instant namedAt,
        Optional<Instant> endedAt) {

    public boolean isInForce(Instant now) {
        return endedAt.isEmpty() && !now.isBefore(from) && now.isBefore(until);
    }

    /** Whether it was not taken back and has a moment in common with that period. */
    public boolean overlaps(Instant otherFrom, Instant otherUntil) {
        return endedAt.isEmpty() && from.isBefore(otherUntil) && otherFrom.isBefore(until);
    }
}
