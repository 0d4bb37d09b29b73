package org.redshield.bridge.disposition.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * How the publicity of measures against an operator stands.
 *
 * @param published whether nothing is owed
 * @param dueAt when the platform must have published; empty when it need not
 */
public record Publicity(boolean published, Optional<Instant> dueAt) {}
