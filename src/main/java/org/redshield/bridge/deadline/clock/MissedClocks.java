package org.redshield.bridge.deadline.clock;

import static org.redshield.bridge.Rows.instant;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Many clocks at once: which have run out, and which of these nothing has acted upon yet. Marking and acting are two
 * things: a mark says that a clock is late and costs one statement for thousands; the process step that acts on it sets
 * {@code fired_at} in its own transaction and may come seconds later.
 */
@Service
@RequiredArgsConstructor
public class MissedClocks {

    private final JdbcClient jdbc;

    /** When the next running clock runs out, or ran out. */
    Optional<Instant> nextDue() {
        return first("state = 'RUNNING'");
    }

    /** When the oldest clock ran out, or the next runs out, upon which nothing has acted. */
    Optional<Instant> nextUnfired() {
        return first("state in ('RUNNING', 'MISSED') and fired_at is null and ended_at is null");
    }

    private Optional<Instant> first(String condition) {
        return jdbc.sql("select due_at from clock where " + condition + " order by due_at, id limit 1")
                .query((row, number) -> instant(row, "due_at"))
                .optional();
    }

    /**
     * Marks clocks that have run out, the earliest due first. Rows that another node or a process step holds are left
     * out: they are being marked.
     *
     * @return how many were marked; fewer than the limit when no more can be
     */
    @Transactional
    public int mark(Instant now, int limit) {
        return jdbc.sql("""
                        update clock set state = 'MISSED', missed_at = :now
                         where id in (select id from clock
                                       where state = 'RUNNING' and due_at <= :now
                                       order by due_at, id
                                       limit :limit
                                       for update skip locked)
                        """).param("now", timestamp(now)).param("limit", limit).update();
    }

    /** Missed clocks due at or before that instant that no process step has acted upon, earliest due first. */
    List<Unfired> unfired(Instant dueBy, Unfired after, int limit) {
        return jdbc.sql("""
                        select id, due_at, case_no, tenant, subject_id, kind from clock
                         where state in ('RUNNING', 'MISSED') and fired_at is null and ended_at is null
                           and due_at <= :dueBy and (due_at, id) > (:afterDue, :afterId)
                         order by due_at, id
                         limit :limit
                        """)
                .param("dueBy", timestamp(dueBy))
                .param("afterDue", timestamp(after.dueAt()))
                .param("afterId", after.id())
                .param("limit", limit)
                .query(MissedClocks::unfired)
                .list();
    }

    /** Whether it is still so, with the clock's row locked; false also when another node holds it. */
    boolean lock(Unfired clock) {
        return jdbc.sql("""
                        select id from clock
                         where id = ? and state in ('RUNNING', 'MISSED') and fired_at is null and ended_at is null
                           and due_at <= ?
                        for update skip locked
                        """)
                .params(clock.id(), timestamp(clock.dueAt()))
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** An overdue clock that waits for its process; also a place in the order of due instants. */
    public record Unfired(UUID id, Instant dueAt, String caseNo, String tenant, String subjectId, String kind) {

        static final Unfired NONE = new Unfired(new UUID(0, 0), Instant.EPOCH, "", "", "", "");
    }

    private static Unfired unfired(ResultSet row, int index) throws SQLException {
        return new Unfired(
                row.getObject("id", UUID.class),
                instant(row, "due_at"),
                row.getString("case_no"),
                row.getString("tenant"),
                row.getString("subject_id"),
                row.getString("kind"));
    }
}
