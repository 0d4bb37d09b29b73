package org.redshield.bridge.assistance.handling;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What the lead officer found.
 *
 * @param round 0 for the first reply, 1 for the first supplement
 * @param confirmedBy user id of the second officer
 */
public record Finding(
        UUID id,
        int round,
        ItemConclusion conclusion,
        String text,
        String writtenBy,
        Instant writtenAt,
        Optional<String> confirmedBy) {}
