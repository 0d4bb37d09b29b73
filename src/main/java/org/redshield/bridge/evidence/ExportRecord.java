package org.redshield.bridge.evidence;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.evidence.log.CanonicalJson;

/**
 * That a package left the bridge, and what was in it.
 *
 * @param items leaf hashes of all records in the package, in its order: what is taken out of it later is missed
 * @param instruction SHA-256 (hex) of 说明.txt; empty for packages that left before it was recorded
 */
public record ExportRecord(
        UUID id,
        String caseNo,
        String tenant,
        Instant at,
        String person,
        List<String> items,
        Optional<String> instruction,
        String nonce) {

    public static ExportRecord of(ResultSet row) throws SQLException {
        return new ExportRecord(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("person"),
                List.of((String[]) row.getArray("items").getArray()),
                Optional.ofNullable(row.getString("instruction")),
                row.getString("nonce"));
    }

    public byte[] record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", "EXPORT");
        record.put("version", instruction.isPresent() ? 2 : 1);
        record.put("nonce", nonce);
        record.put("id", id.toString());
        record.put("caseNo", caseNo);
        record.put("tenant", tenant);
        record.put("at", at.toString());
        record.put("person", person);
        record.put("items", items);
        instruction.ifPresent(sha256 -> record.put("instruction", sha256));
        return CanonicalJson.bytes(record);
    }
}
