package org.redshield.bridge.deadline.clock;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.deadline.calendar.Arrangement;
import org.redshield.bridge.deadline.calendar.CalendarStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes clocks many at a time, for {@link Recomputation}. */
@Repository
@RequiredArgsConstructor
class RecountStore {

    private static final String OPEN = "c.fired_at is null and c.ended_at is null";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    /** A clock with its dates before and after. */
    record Changed(Clock before, Clock after) {

        /** Another version that says the same of its days is no difference. */
        boolean differs() {
            return !before.dueAt().equals(after.dueAt())
                    || !before.halfAt().equals(after.halfAt())
                    || !before.fourFifthsAt().equals(after.fourFifthsAt())
                    || before.provisional() != after.provisional()
                    || !before.explanation().equals(after.explanation());
        }
    }

    /**
     * Open clocks that the pass can change, in order of id, with their rows locked: those in whose span a day became a working
     * day or ceased to be, and provisional ones that reach into a year now settled. A clock inside another one spans as far as
     * that.
     */
    List<Clock> touched(CalendarStore.Pass pass, int limit) {
        int year = Integer.parseInt(pass.version().substring(0, 4));
        return jdbc.sql("""
                        select c.* from clock c
                         where %s and c.id > :after
                           and (c.unit not in ('HOURS', 'MINUTES') or c.outer_due_at is not null)
                           and (exists (select 1 from unnest(cast(:starts as timestamptz[]), cast(:ends as timestamptz[]))
                                                      as day (starts, ends)
                                         where c.started_at < day.ends
                                           and greatest(c.due_at, c.outer_due_at) >= day.starts)
                                or :settled and c.provisional and c.started_at < cast(:last as timestamptz)
                                            and greatest(c.due_at, c.outer_due_at) >= cast(:first as timestamptz))
                         order by c.id
                         limit :limit
                         for update
                        """.formatted(OPEN))
                .param("after", pass.afterId())
                .param("starts", instants(pass.movedDays(), 0))
                .param("ends", instants(pass.movedDays(), 1))
                .param("settled", pass.settled())
                .param("first", midnight(Arrangement.firstDay(year)))
                .param("last", midnight(Arrangement.lastDay(year).plusDays(1)))
                .param("limit", limit)
                .query(ClockStore::clock)
                .list();
    }

    /** Open clocks inside that one: they end a working day before it, wherever it ends now. */
    List<Clock> inside(Clock outer, Instant outerWasDueAt) {
        return jdbc.sql("""
                        update clock c set outer_due_at = :now
                         where %s and c.tenant = :tenant and c.subject_id = :subject and c.outer_due_at = :was
                        returning c.*
                        """.formatted(OPEN))
                .param("now", timestamp(outer.dueAt()))
                .param("tenant", outer.tenant())
                .param("subject", outer.subjectId())
                .param("was", timestamp(outerWasDueAt))
                .query(ClockStore::clock)
                .list();
    }

    /** Writes the new dates and, beside each, what they were. */
    void write(String version, List<Changed> changes, Instant at) {
        batches.batchUpdate("""
                        update clock
                           set due_at = ?, half_at = ?, four_fifths_at = ?, provisional = ?, calendar_version = ?,
                               explanation = ?, state = ?, missed_at = case when ? = 'MISSED' then missed_at end
                         where id = ?
                        """, changes, changes.size(), (statement, change) -> {
            Clock now = change.after();
            statement.setObject(1, timestamp(now.dueAt()));
            statement.setObject(2, timestamp(now.halfAt()));
            statement.setObject(3, timestamp(now.fourFifthsAt()));
            statement.setBoolean(4, now.provisional());
            statement.setString(5, now.deadline().calendarVersion());
            statement.setString(6, now.explanation());
            statement.setString(7, now.state().name());
            statement.setString(8, now.state().name());
            statement.setObject(9, now.id());
        });
        batches.batchUpdate("""
                        insert into clock_change (version, clock_id, case_no, tenant, kind, old_due_at, new_due_at,
                                                  old_provisional, new_provisional, at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """, changes, changes.size(), (statement, change) -> {
            Clock was = change.before();
            Clock now = change.after();
            statement.setString(1, version);
            statement.setObject(2, now.id());
            statement.setString(3, now.caseNo());
            statement.setString(4, now.tenant());
            statement.setString(5, now.kind());
            statement.setObject(6, timestamp(was.dueAt()));
            statement.setObject(7, timestamp(now.dueAt()));
            statement.setBoolean(8, was.provisional());
            statement.setBoolean(9, now.provisional());
            statement.setObject(10, timestamp(at));
        });
    }

    private static String[] instants(List<LocalDate> days, int later) {
        return days.stream().map(day -> midnight(day.plusDays(later))).toArray(String[]::new);
    }

    private static String midnight(LocalDate day) {
        return ChinaTime.startOf(day).toString();
    }
}
