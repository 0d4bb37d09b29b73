package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deadlines that are due one after the other while something else runs: those of letters that wait for their receipt. How late each is fired is
 * what the database says of the transaction that fired it; {@link FiringChecker} matches them afterwards.
 */
final class DeadlineStream {

    private static final Duration AHEAD = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final FiringChecker checker;
    private final Deque<UUID> waiting;
    private final int share;

    /** @param streams into how many the letters that wait are divided */
    DeadlineStream(DataSource database, int streams) throws SQLException {
        jdbc = JdbcClient.create(database);
        checker = new FiringChecker(database);
        waiting = new ConcurrentLinkedDeque<>(jdbc.sql("""
                        select k.id from clock k
                         where k.kind = 'ACKNOWLEDGEMENT' and k.state = 'RUNNING' and k.fired_at is null
                           and exists (select from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
                                        where e.business_key_ = k.case_no and t.task_def_key_ = 'acknowledgeLetter')
                        """).query(UUID.class).list());
        share = waiting.size() / streams;
        System.out.println(waiting.size() + " letters wait for their deadlines");
    }

    /** From now on until it is stopped, or its share is over. */
    Running begin(Duration apart) {
        return new Running(apart);
    }

    List<String> faults() {
        return checker.faults();
    }

    /** One stream. */
    final class Running {

        private final Instant from = Instant.now();
        private final Duration apart;
        private final Thread thread = new Thread(this::run);
        private volatile boolean stopped;
        private volatile RuntimeException failed;

        private Running(Duration apart) {
            this.apart = apart;
            thread.start();
        }

        private void run() {
            try {
                for (int n = 0; n < share && !stopped; n++) {
                    checker.expect(
                            List.of(waiting.removeFirst()),
                            Instant.now().plus(AHEAD).truncatedTo(ChronoUnit.MILLIS));
                    Thread.sleep(apart.toMillis());
                }
            } catch (RuntimeException e) {
                failed = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** No further deadline; those that are near still fire. */
        void stop() throws InterruptedException {
            stopped = true;
            thread.join();
            if (failed != null) {
                throw failed;
            }
        }

        /** How late they were, when all have fired. */
        String late() {
            await("all have fired").atMost(LONGEST).until(() -> jdbc.sql(
                            "select not exists (select from burst_due d where d.clock_id not in (select clock_id from burst_firing))")
                    .query(Boolean.class)
                    .single());
            return jdbc.sql("""
                            select count(*), percentile_disc(array[0.5, 0.99, 1]) within group (order by
                                       round(1000 * extract(epoch from pg_xact_commit_timestamp(f.xmin) - d.due_at))) as late
                              from burst_firing f join burst_due d using (clock_id) where d.due_at > ?
                            """)
                    .param(Timestamp.from(from))
                    .query((row, n) ->
                            row.getLong(1) + " fired and committed, ms late p50, p99, most: " + row.getArray("late"))
                    .single();
        }
    }
}
