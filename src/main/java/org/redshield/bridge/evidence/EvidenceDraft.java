package org.redshield.bridge.evidence;

/** What is known of a file before its bytes are; see {@link Evidence} for the fields. */
public record EvidenceDraft(
        String caseNo,
        String tenant,
        String subjectId,
        String name,
        String mediaType,
        String source,
        String method,
        String receivedBy) {}
