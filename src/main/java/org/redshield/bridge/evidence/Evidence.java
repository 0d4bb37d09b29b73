package org.redshield.bridge.evidence;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.evidence.log.CanonicalJson;

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
 * @param seal what binds it to the log; empty only for what came before the log, for a moment after the upgrade
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
        String receivedBy,
        Provenance provenance,
        Optional<Seal> seal) {

    /**
     * @param sm3 of the bytes, lower-case hex
     * @param at when the record became part of the log; the moment of receipt but for what came before the log
     * @param nonce random, so that the leaf cannot be guessed
     */
    public record Seal(String sm3, Instant at, String nonce) {}

    /** The canonical record, whose hash is a leaf of the log. */
    public byte[] record(Seal sealed) {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", "EVIDENCE");
        record.put("version", 1);
        record.put("nonce", sealed.nonce());
        record.put("id", id.toString());
        record.put("caseNo", caseNo);
        record.put("tenant", tenant);
        record.put("subjectId", subjectId);
        record.put("name", name);
        record.put("mediaType", mediaType);
        record.put("bytes", bytes);
        record.put("sha256", sha256);
        record.put("sm3", sealed.sm3());
        record.put("source", source);
        record.put("method", method);
        provenance.letterNo().ifPresent(letter -> record.put("letterNo", letter));
        provenance.medium().ifPresent(medium -> record.put("medium", medium));
        provenance.process().ifPresent(process -> record.put("process", process));
        provenance.begunAt().ifPresent(begun -> record.put("begunAt", begun.toString()));
        record.put("officers", provenance.officers());
        record.put("receivedAt", receivedAt.toString());
        record.put("receivedBy", receivedBy);
        record.put("sealedAt", sealed.at().toString());
        return CanonicalJson.bytes(record);
    }
}
