package org.redshield.bridge.disposition.draft;

import java.time.Instant;

/**
 * A disposition letter is out.
 *
 * @param againstOperator whether any of its measures must be published
 */
public record IssuedDisposition(Instant acceptanceDueAt, Instant executionDueAt, boolean againstOperator) {}
