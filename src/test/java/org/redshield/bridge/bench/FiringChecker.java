package org.redshield.bridge.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches due instants to firings one to one, in plain SQL and never through the bridge. Triggers of its own write down
 * every firing in the transaction that fires, so that a second one leaves a trace also where the bridge would overwrite
 * the first.
 */
final class FiringChecker {

    /** What must be empty, by what it would mean. */
    private static final Map<String, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("lost: due, never fired", """
                select d.clock_id from burst_due d join clock k on k.id = d.clock_id where k.fired_at is null
                """);
        FAULTS.put("fired more than once", """
                select clock_id from burst_firing group by clock_id having count(*) > 1
                """);
        FAULTS.put("fired without a trace, or the trace without a firing", """
                select coalesce(k.id, f.clock_id)
                  from (select id, fired_at from clock where fired_at is not null) k
                  full join burst_firing f on f.clock_id = k.id and f.fired_at = k.fired_at
                 where k.id is null or f.clock_id is null
                """);
        FAULTS.put("fired before it was due", """
                select f.clock_id from burst_firing f join burst_due d on d.clock_id = f.clock_id
                 where f.fired_at < d.due_at or f.at < d.due_at
                """);
        FAULTS.put("fired although not due at all", """
                select clock_id from burst_firing where clock_id not in (select clock_id from burst_due)
                """);
        FAULTS.put("marked missed, but not due, or before it was due", """
                select k.id from clock k left join burst_due d on d.clock_id = k.id
                 where k.missed_at is not null and (d.clock_id is null or k.missed_at < d.due_at)
                """);
        FAULTS.put("not marked missed, or marked after it fired", """
                select k.id from clock k join burst_due d on d.clock_id = k.id
                 where k.state <> 'MISSED' or k.missed_at is null or k.missed_at > k.fired_at
                """);
        FAULTS.put("the step after the timer was not run exactly once", """
                select d.clock_id
                  from burst_due d join clock k on k.id = d.clock_id
                  left join burst_step s on s.subject_id = k.subject_id
                 group by d.clock_id having count(s.subject_id) <> 1
                """);
        FAULTS.put("step and firing in different transactions", """
                select f.clock_id
                  from burst_firing f join clock k on k.id = f.clock_id
                  join burst_step s on s.subject_id = k.subject_id
                 where s.transaction <> f.transaction
                """);
        FAULTS.put("the engine still holds the timer", """
                select d.clock_id
                  from burst_due d join burst_timer t on t.clock_id = d.clock_id join act_ru_job j on j.id_ = t.job_id
                """);
        FAULTS.put("incidents", "select id_ from act_ru_incident");
    }

    private final JdbcTemplate jdbc;
    private final DataSource database;
    private final TransactionTemplate transactions;

    /** Before the nodes start: puts the triggers in. */
    FiringChecker(DataSource database) throws SQLException {
        this.database = database;
        this.jdbc = new JdbcTemplate(database);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        jdbc.execute("""
                create table burst_due (clock_id uuid primary key, due_at timestamptz not null);
                create table burst_timer (clock_id uuid not null, job_id text not null);
                create table burst_firing (clock_id uuid not null, fired_at timestamptz not null,
                                           at timestamptz not null default clock_timestamp(),
                                           transaction xid8 not null default pg_current_xact_id());
                create table burst_step (subject_id text not null, transaction xid8 not null default pg_current_xact_id());
                create index on burst_firing (clock_id);
                create index on burst_step (subject_id);

                create function burst_fired() returns trigger language plpgsql as $$
                begin
                    if new.fired_at is not null then
                        insert into burst_firing (clock_id, fired_at) values (new.id, new.fired_at);
                    end if;
                    return null;
                end $$;
                create trigger burst_fired after update of fired_at on clock
                    for each row execute function burst_fired();

                create function burst_noted() returns trigger language plpgsql as $$
                begin
                    if new.what = 'ACKNOWLEDGEMENT_OVERDUE' then
                        insert into burst_step (subject_id) values (new.detail ->> 'requestId');
                    end if;
                    return null;
                end $$;
                create trigger burst_noted after insert on case_event for each row execute function burst_noted();

                create function burst_answer_late() returns trigger language plpgsql as $$
                begin
                    insert into burst_step (subject_id) values (new.request_no);
                    return null;
                end $$;
                create trigger burst_answer_late after update of overdue_at on platform_request
                    for each row execute function burst_answer_late();
                """);
    }

    /** Moves clocks and their timers to that instant, in one transaction, and expects each to fire once from then on. */
    void expect(List<UUID> clocks, Instant dueAt) {
        Timestamp at = Timestamp.from(dueAt);
        transactions.executeWithoutResult(status -> {
            jdbc.batchUpdate("insert into burst_due values (?, ?)", clocks, 1_000, (statement, clock) -> {
                statement.setObject(1, clock);
                statement.setTimestamp(2, at);
            });
            jdbc.update("""
                            insert into burst_timer
                            select k.id, j.id_
                              from clock k
                              join act_ru_variable v on v.text_ = k.subject_id
                                   and v.name_ = case k.kind when 'ACKNOWLEDGEMENT' then 'requestId' else 'dataRequestId' end
                              join act_ru_job j on j.process_instance_id_ = v.proc_inst_id_
                                   and j.handler_cfg_ in ('acknowledgementOverdue', 'answerOverdue')
                             where k.id in (select clock_id from burst_due where due_at = ?)
                            """, at);
            jdbc.update("""
                            update act_ru_job set duedate_ = ?
                             where id_ in (select job_id from burst_timer t join burst_due d on d.clock_id = t.clock_id
                                            where d.due_at = ?)
                            """, at, at);
            int moved = jdbc.update(
                    "update clock set due_at = ? where id in (select clock_id from burst_due where due_at = ?)",
                    at,
                    at);
            if (moved != clocks.size()
                    || jdbc.queryForObject(
                                    "select count(*) from burst_timer t join burst_due d on d.clock_id = t.clock_id"
                                            + " where d.due_at = ?",
                                    Long.class,
                                    at)
                            != clocks.size()) {
                throw new IllegalStateException("Not every clock has one timer");
            }
            // As the bridge does when it moves clocks and timers; the nodes hear it with the commit.
            jdbc.query("select pg_notify('bridge_work', 'jobs clocks')", row -> {});
        });
    }

    /** What is wrong; empty when each due clock has exactly one firing. */
    List<String> faults() {
        try (Connection connection = database.getConnection()) {
            return faults(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What would be wrong after that statement, which is rolled back. */
    List<String> faultsAfter(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            List<String> faults = faults(connection);
            connection.rollback();
            return faults;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> faults(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, String> fault : FAULTS.entrySet()) {
                try (var rows = statement.executeQuery(
                        "select count(*), min(c::text) from (%s) as t (c)".formatted(fault.getValue()))) {
                    rows.next();
                    if (rows.getLong(1) > 0) {
                        found.add("%s: %d, such as %s".formatted(fault.getKey(), rows.getLong(1), rows.getString(2)));
                    }
                }
            }
        }
        return found;
    }
}
