package org.redshield.bridge.engine.gate;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.UUID;

/**
 * What a modeler wants deployed.
 *
 * @param findings the hints that its reason overrides, as JSON
 * @param decidedBy who released or rejected it; null while it is open
 */
public record Proposal(
        UUID id,
        String person,
        String name,
        String contentHash,
        String reason,
        @JsonRawValue String findings,
        Instant proposedAt,
        String state,
        String decidedBy,
        Instant decidedAt,
        String decisionNote,
        String deploymentId) {}
