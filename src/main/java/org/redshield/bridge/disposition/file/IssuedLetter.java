package org.redshield.bridge.disposition.file;

import java.time.Instant;
import java.util.UUID;

/** A letter by which something is asked of the platform. */
public record IssuedLetter(UUID id, String number, Instant issuedAt) {}
