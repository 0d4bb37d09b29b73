package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.UUID;

/**
 * A sealed file.
 *
 * @param tenant the organisation that received it
 * @param subjectId what it belongs to: a request, a data request, a letter, a disposition
 * @param name file name as shown; sanitised
 * @param sha256 of the bytes, lower-case hex; also where they are stored
 * @param source who gave it
 * @param method how it was obtained
 * @param receivedBy user id, or the part of the bridge that fetched it
 */
public record Evidence(
        UUID id,
        String caseNo,
        String tenant,
        String subjectId,
        String name,
        String mediaType,
        long bytes,
        String sha256,
        String source,
        String method,
        Instant receivedAt,
        String receivedBy) {}
