package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.evidence.Disclosures.Form;

/**
 * A sealed file, as /api shows it.
 *
 * @param ours whether the organisation obtained it itself; else a letter granted it
 * @param form what one gets who says no purpose
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
        boolean ours,
        Form form) {}
