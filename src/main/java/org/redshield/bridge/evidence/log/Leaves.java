package org.redshield.bridge.evidence.log;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** New leaves of the log, in the transaction of the rows they stand for. No row waits for another. */
public final class Leaves {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a leaf can stand for. */
    public enum Kind {
        EVIDENCE,
        CUSTODY,
        EXPORT
    }

    private Leaves() {}

    public static void add(JdbcClient jdbc, Kind kind, UUID subject, UUID evidenceId, byte[] leafHash) {
        jdbc.sql("insert into log_leaf (subject, kind, evidence_id, leaf_hash) values (?, ?, ?, ?)")
                .param(1, subject)
                .param(2, kind.name())
                .param(3, evidenceId, Types.OTHER)
                .param(4, leafHash)
                .update();
    }

    public static String nonce() {
        return HexFormat.of()
                .formatHex(ByteBuffer.allocate(16)
                        .putLong(RANDOM.nextLong())
                        .putLong(RANDOM.nextLong())
                        .array());
    }

    /** What time it is, as exactly as the database keeps it: a record read back must have the same bytes. */
    public static Instant now(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
