package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.redshield.bridge.evidence.log.CanonicalJson;

/**
 * One link of the chain of custody.
 *
 * @param tenant the organisation for which the person acted
 * @param person user id, or the part of the bridge that did it
 * @param detail what belongs to this kind of event
 */
public record CustodyEvent(
        UUID id,
        UUID evidenceId,
        String caseNo,
        String tenant,
        CustodyKind kind,
        Instant at,
        String person,
        Map<String, String> detail,
        String nonce) {

    /** The canonical record, whose hash is a leaf of the log. */
    public byte[] record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", "CUSTODY");
        record.put("version", 1);
        record.put("nonce", nonce);
        record.put("id", id.toString());
        record.put("evidenceId", evidenceId.toString());
        record.put("caseNo", caseNo);
        record.put("tenant", tenant);
        record.put("event", kind.name());
        record.put("at", at.toString());
        record.put("person", person);
        record.put("detail", detail);
        return CanonicalJson.bytes(record);
    }
}
