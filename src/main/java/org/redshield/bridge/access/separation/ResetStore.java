package org.redshield.bridge.access.separation;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.access.separation.Reset.What;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who asked that a password or second factor be reset, and who confirmed it: rows that stay. */
@Component
@RequiredArgsConstructor
class ResetStore {

    private static final String OPEN = " where confirmed_at is null and withdrawn_at is null and asked_at > :since";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    /** @param part encrypted; null where there is none */
    void ask(String user, What what, String by, byte[] part) {
        jdbc.sql("""
                        insert into account_reset (id, user_id, what, asked_by, asked_at, part)
                        values (:id, :user, :what, :by, :at, :part)
                        """)
                .param("id", Ids.next())
                .param("user", user)
                .param("what", what.name())
                .param("by", by)
                .param("at", timestamp(clock.instant()))
                .param("part", part)
                .update();
    }

    /** The newest first. */
    List<Reset> open() {
        return jdbc.sql("select * from account_reset" + OPEN + " order by asked_at desc, id")
                .param("since", timestamp(since()))
                .query(ResetStore::reset)
                .list();
    }

    /** Locks it until the transaction ends: it is confirmed once. */
    Optional<Reset> open(UUID id) {
        return jdbc.sql("select * from account_reset" + OPEN + " and id = :id for update")
                .param("since", timestamp(since()))
                .param("id", id)
                .query(ResetStore::reset)
                .optional();
    }

    Optional<byte[]> part(UUID id) {
        return jdbc.sql("select part from account_reset where id = ?")
                .param(id)
                .query((row, number) -> Optional.ofNullable(row.getBytes("part")))
                .single();
    }

    /** Nobody needs the part any more. */
    void confirm(UUID id, String by) {
        jdbc.sql("update account_reset set confirmed_by = ?, confirmed_at = ?, part = null where id = ?")
                .params(by, timestamp(clock.instant()), id)
                .update();
    }

    void withdraw(UUID id) {
        jdbc.sql("update account_reset set withdrawn_at = ?, part = null where id = ?")
                .params(timestamp(clock.instant()), id)
                .update();
    }

    private Instant since() {
        return clock.instant().minus(AppointmentsByTwo.OPEN);
    }

    private static Reset reset(ResultSet row, int number) throws SQLException {
        return new Reset(
                row.getObject("id", UUID.class),
                row.getString("user_id"),
                What.valueOf(row.getString("what")),
                row.getString("asked_by"),
                instant(row, "asked_at"));
    }
}
