package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A sealed file, as /api shows it.
 *
 * @param ours whether the organisation obtained it itself; else a letter granted it
 */
record EvidenceItem(
        UUID id,
        String subjectId,
        String name,
        String mediaType,
        long bytes,
        String sha256,
        Optional<String> sm3,
        String source,
        String sourceName,
        String method,
        Instant receivedAt,
        boolean ours) {}
