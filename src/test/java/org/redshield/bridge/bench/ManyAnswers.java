package org.redshield.bridge.bench;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.platform.AnswerRoom;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * What one more answer costs when there are many: loading one, the first query of a new connection, a page, the sums, and
 * the size of the catalog, with 1,000, 100,000 and 1,000,000 small answers of five trade records in the shared tables; and
 * beside it, on the same database server, the way before: one partition for each answer, with the statements that made it.
 * Not a test: run its main; the arguments are the number of answers at the end and that of partitions (1,000,000 and
 * 10,000 unless given).
 */
final class ManyAnswers {

    private static final String[] CHANGES = {
        "db/changelog/evidence.sql",
        "db/changelog/platform.sql",
        "db/changelog/records.sql",
        "db/changelog/answer-entries.sql"
    };
    private static final int ROWS = 5;
    private static final int PORTION = 50_000;
    private static final int RUNS = 25;

    private ManyAnswers() {}

    public static void main(String[] args) throws Exception {
        int most = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int partitions = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        load("before");
        partitions(partitions);
        shared(most);
        load("after");
        System.exit(0);
    }

    private static void load(String when) throws Exception {
        System.out.printf(
                "load average %s: %s%n",
                when, Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void shared(int most) throws Exception {
        Path directory = Files.createTempDirectory("many-answers");
        try (HikariDataSource pool = pool()) {
            JdbcClient jdbc = JdbcClient.create(pool);
            AnswerRoom room = new AnswerRoom(pool, directory);
            System.out.printf("shared tables, %,d rows in each answer%n", ROWS);
            // Of what is compiled and cached for the first time nothing is measured.
            for (int run = 0; run < RUNS; run++) {
                measure(jdbc, pool, room, -1 - run, false);
            }
            int filled = 0;
            for (int size : new int[] {0, 1_000, 100_000, 1_000_000}) {
                if (size > most) {
                    break;
                }
                long start = System.nanoTime();
                while (filled < size) {
                    int next = Math.min(size, filled + PORTION);
                    fill(jdbc, filled + 1, next);
                    filled = next;
                }
                // As autovacuum does by itself after a while.
                jdbc.sql("vacuum analyze").update();
                System.out.printf("%,d answers, filled in %,d s%n", size, (System.nanoTime() - start) / 1_000_000_000);
                measure(jdbc, pool, room, size, true);
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    private static void measure(JdbcClient jdbc, DataSource pool, AnswerRoom room, int size, boolean told)
            throws Exception {
        int[] number = new int[1];
        Callable<Object> small = () -> room.load("LOAD-%d-%d".formatted(size, number[0]++), ROWS);
        double loaded = milliseconds(small);
        double large = milliseconds(() -> room.load("LARGE-%d-%d".formatted(size, number[0]++), 10_000));
        String newest = "LOAD-%d-0".formatted(size);
        String some = size > 0 ? requestNo(size / 2) : newest;
        double first = firstQuery(pool, some);
        double page = milliseconds(() -> AnswerRoom.page(pool, some));
        double sums = milliseconds(() -> AnswerRoom.sums(pool, some));
        if (!told) {
            return;
        }
        System.out.printf(
                "  one more answer of %d rows: %.1f ms; of 10,000 rows: %.0f ms%n"
                        + "  first query of a new connection: %.1f ms; page: %.1f ms; sums by state: %.1f ms%n",
                ROWS, loaded, large, first, page, sums);
        size(jdbc);
        AnswerRoom.plans(pool, some).forEach(line -> System.out.println("    " + line));
    }

    private static void size(JdbcClient jdbc) {
        System.out.printf(
                "  pg_class: %,d rows, catalog %,d KiB; database %,d MiB%n",
                jdbc.sql("select count(*) from pg_class").query(Long.class).single(),
                jdbc.sql("""
                                select sum(pg_total_relation_size(oid)) / 1024 from pg_class
                                 where relkind = 'r' and relnamespace = 'pg_catalog'::regnamespace
                                """).query(Long.class).single(),
                jdbc.sql("select pg_database_size(current_database()) / 1024 / 1024")
                        .query(Long.class)
                        .single());
    }

    /** The median; each on a connection that has seen nothing yet. */
    private static double firstQuery(DataSource pool, String requestNo) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            try (Connection fresh = fresh(pool)) {
                DataSource one = new SingleConnectionDataSource(fresh, true);
                long start = System.nanoTime();
                AnswerRoom.page(one, requestNo);
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        return median(times);
    }

    private static Connection fresh(DataSource pool) throws SQLException {
        return pool.unwrap(HikariDataSource.class).getDataSource().getConnection();
    }

    private static double milliseconds(Callable<Object> work) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            Object result = work.call();
            // Who measures himself leaves out what is not to be counted.
            times.add(
                    result instanceof java.time.Duration own ? own.toNanos() / 1e6 : (System.nanoTime() - start) / 1e6);
        }
        return median(times);
    }

    private static double median(List<Double> times) {
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static String requestNo(int number) {
        return "310105-2026-%07d-R1-TRADE".formatted(number);
    }

    /** The rows that the product would have written for answers {@code from} to {@code to}, in its tables. */
    private static void fill(JdbcClient jdbc, int from, int to) {
        long base = jdbc.sql(
                                "select setval(pg_get_serial_sequence('record_load', 'id'), nextval(pg_get_serial_sequence('record_load', 'id')) + ?)")
                        .param(to - from + 1)
                        .query(Long.class)
                        .single()
                - (to - from + 1);
        String request = "'310105-2026-' || lpad(a::text, 7, '0') || '-R1-TRADE'";
        for (String statement : List.of("""
                insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset, content, status,
                                              row_count, created_at, answered_at)
                select %1$s, '310105-2026-' || lpad(a::text, 7, '0') || '-R1', '310105-2026-' || lpad(a::text, 7, '0'),
                       '310105', 'taobao', 'TRADE', '{}', 'ANSWERED', %5$d, now(), now()
                  from generate_series(%2$d, %3$d) a
                """, """
                insert into record_trade (request_no, load_id, line_no, %6$s)
                select %1$s, %4$d + a - %2$d, line, %7$s
                  from generate_series(%2$d, %3$d) a
                 cross join generate_series(1, %5$d) line
                 cross join lateral (select a * 10 + line as n) x
                """, """
                insert into answer_records (request_no, dataset, partition, load_id, row_count, loaded_at)
                select request_no, 'TRADE', tableoid::regclass::text, load_id, %5$d, now() from record_trade
                 where load_id between %4$d and %4$d + %3$d - %2$d and line_no = 1
                """, """
                insert into answer_file (request_no, position, name, sha256, charset, first_line, row_count)
                select %1$s, 0, 'trade-1.csv', encode(sha256(a::text::bytea), 'hex'), 'UTF-8', 1, %5$d
                  from generate_series(%2$d, %3$d) a
                """)) {
            jdbc.sql(statement.formatted(request, from, to, base, ROWS, AnswerRoom.columns(), AnswerRoom.madeUp()))
                    .update();
        }
    }

    /** The way of the release before, statement by statement. */
    private static void partitions(int most) throws Exception {
        try (HikariDataSource pool = pool()) {
            JdbcClient jdbc = JdbcClient.create(pool);
            System.out.printf("a partition for each answer, %,d rows in each%n", ROWS);
            int filled = 0;
            for (int size : new int[] {0, 1_000, 10_000}) {
                if (size > most) {
                    break;
                }
                long start = System.nanoTime();
                while (filled < size) {
                    partition(jdbc, filled++);
                }
                jdbc.sql("vacuum analyze pg_class").update();
                System.out.printf("%,d answers, filled in %,d s%n", size, (System.nanoTime() - start) / 1_000_000_000);
                int[] number = {filled};
                double loaded = milliseconds(() -> partition(jdbc, number[0]++));
                filled = number[0];
                String some = requestNo(filled / 2);
                double first = oldFirstQuery(pool, some);
                double page = milliseconds(() -> oldQuery(jdbc, some));
                System.out.printf(
                        "  one more answer of %d rows: %.1f ms%n  first query of a new connection: %.1f ms; page: %.1f ms%n",
                        ROWS, loaded, first, page);
                size(jdbc);
            }
        }
    }

    private static Object partition(JdbcClient jdbc, int number) {
        String table = "answer_trade_p%d_1".formatted(number);
        List<String> statements = Arrays.asList(
                "create table %1$s (like answer_trade including defaults)",
                "alter table %1$s add constraint %1$s_request check (request_no = '%2$s')",
                "alter table %1$s alter column request_no set default '%2$s'",
                "alter table %1$s alter column line_no add generated by default as identity (cache 1000)",
                "insert into %1$s (%4$s) select %5$s from generate_series(1, %3$d) n",
                "create unique index %1$s_line on %1$s (line_no)",
                "create index %1$s_identity on %1$s (tid, oid)",
                "analyze %1$s (line_no, tid, oid)",
                "alter table %1$s alter column request_no drop default, alter column line_no drop identity",
                "alter table answer_trade attach partition %1$s for values in ('%2$s')",
                "alter table %1$s drop constraint %1$s_request");
        for (String statement : statements) {
            jdbc.sql(statement.formatted(table, requestNo(number), ROWS, AnswerRoom.columns(), AnswerRoom.madeUp()))
                    .update();
        }
        return table;
    }

    private static double oldFirstQuery(DataSource pool, String requestNo) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            try (Connection fresh = fresh(pool)) {
                JdbcClient one = JdbcClient.create(new SingleConnectionDataSource(fresh, true));
                long start = System.nanoTime();
                oldQuery(one, requestNo);
                times.add((System.nanoTime() - start) / 1e6);
            }
        }
        return median(times);
    }

    /**
     * With the number in the statement: prepared, the database tries a plan for all requests after ten questions, locks
     * every partition for it and runs out of locks.
     */
    private static Object oldQuery(JdbcClient jdbc, String requestNo) {
        return jdbc.sql("select * from answer_trade where request_no = '%s' order by line_no limit 50"
                        .formatted(requestNo))
                .query()
                .listOfRows()
                .size();
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(TestDatabase.with(CHANGES));
        pool.setMaximumPoolSize(4);
        return pool;
    }
}
