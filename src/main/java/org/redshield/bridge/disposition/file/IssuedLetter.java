package org.redshield.bridge.disposition.file;

import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A letter by which something is asked of the platform. */
public record IssuedLetter(UUID id, String number, Instant issuedAt) {

    public static Optional<IssuedLetter> of(ResultSet row) throws SQLException {
        Optional<UUID> id = idIfAny(row, "letter_id");
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(new IssuedLetter(id.get(), row.getString("letter_no"), instant(row, "issued_at")));
    }
}
