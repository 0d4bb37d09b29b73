package org.redshield.bridge.evidence;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.evidence.log.CanonicalJson;

/**
 * That a package left the bridge, and what was in it.
 *
 * @param items leaf hashes of all records in the package, in its order: what is taken out of it later is missed
 * @param withheld evidence whose bytes are not in the package, by id: SHA-256 (hex) of its masked copy there, empty where there
 *     is none
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
        Map<String, String> withheld,
        String nonce) {

    public static ExportRecord of(ResultSet row) throws SQLException {
        return new ExportRecord(
                row.getObject("id", UUID.class),
                row.getString("case_no"),
                row.getString("tenant"),
                instant(row, "at"),
                row.getString("person"),
                texts(row, "items"),
                textIfAny(row, "instruction"),
                textIfAny(row, "withheld").map(Json::texts).orElse(Map.of()),
                row.getString("nonce"));
    }

    public byte[] record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("kind", "EXPORT");
        record.put("version", !withheld.isEmpty() ? 3 : instruction.isPresent() ? 2 : 1);
        record.put("nonce", nonce);
        record.put("id", id.toString());
        record.put("caseNo", caseNo);
        record.put("tenant", tenant);
        record.put("at", at.toString());
        record.put("person", person);
        record.put("items", items);
        instruction.ifPresent(sha256 -> record.put("instruction", sha256));
        if (!withheld.isEmpty()) {
            record.put("withheld", withheld);
        }
        return CanonicalJson.bytes(record);
    }
}
