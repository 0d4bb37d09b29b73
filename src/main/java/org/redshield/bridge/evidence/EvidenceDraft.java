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
        String receivedBy,
        Provenance provenance) {

    /** Without what a record of extraction says. */
    public EvidenceDraft(
            String caseNo,
            String tenant,
            String subjectId,
            String name,
            String mediaType,
            String source,
            String method,
            String receivedBy) {
        this(caseNo, tenant, subjectId, name, mediaType, source, method, receivedBy, Provenance.NONE);
    }
}
