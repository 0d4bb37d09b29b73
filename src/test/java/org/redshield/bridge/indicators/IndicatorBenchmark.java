package org.redshield.bridge.indicators;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.redshield.bridge.Json;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long all indicators take on a shop's orders with logistics and reviews, beside a plain {@code COPY} of the same rows out of
 * the database. Not a test: run its main; the argument is the number of orders (1,000,000 unless given), 5 % of them invented. A
 * second one, {@code workers}, lets the database work in parallel as a server does by default; their processor time is not told.
 */
final class IndicatorBenchmark {

    /** Methods that say less than those which call them. */
    private static final Set<String> NARROW = Set.of("found", "table", "bars");

    private IndicatorBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        int orders = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        try (HikariDataSource database = new HikariDataSource()) {
            // One session, whose processor time can be told.
            database.setMaximumPoolSize(1);
            if (arguments.length < 2) {
                database.setConnectionInitSql("set max_parallel_workers_per_gather = 0");
            }
            database.setDataSource(TestDatabase.with(
                    "db/changelog/evidence.sql",
                    "db/changelog/platform.sql",
                    "db/changelog/records.sql",
                    "db/changelog/features/indicators.sql"));
            JdbcClient jdbc = JdbcClient.create(database);
            fill(jdbc, orders);
            long start = System.nanoTime();
            long bytes = copy(database);
            System.out.printf(
                    "COPY of %,d orders with parcels and reviews: %.1f s, %,d bytes%n", orders, since(start), bytes);
            JdbcTemplate inPortions = new JdbcTemplate(database);
            inPortions.setFetchSize(5_000);
            Thresholds thresholds = Thresholds.read(Files.readAllBytes(Path.of("processes/brushing.dmn")));
            UUID run = jdbc.sql("""
                            insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records)
                            values (gen_random_uuid(), 'C', '310105', 'RUNNING', 'bench', now(), '{}', 0) returning id
                            """).query(UUID.class).single();
            List<DataRequest> answers =
                    List.of(request(Dataset.TRADE), request(Dataset.LOGISTICS), request(Dataset.REVIEW));
            Reporting reporting = new Reporting(JdbcClient.create(inPortions), new Held(), new Divisions());
            Steps steps = new Steps(Thread.currentThread());
            ProcessHandle backend = ProcessHandle.of(jdbc.sql("select pg_backend_pid()")
                            .query(Long.class)
                            .single())
                    .orElseThrow();
            double ofBackend = processor(backend);
            double own = processor(ProcessHandle.current());
            long begun = System.nanoTime();
            IndicatorReport report = new TransactionTemplate(new JdbcTransactionManager(database))
                    .execute(status ->
                            reporting.of(new Reporting.Matter(run, "310105", answers, "bench", thresholds, 0)));
            System.out.printf(
                    "all indicators: %.1f s, heap at most %,d MiB, %,d suspicious%n",
                    since(begun), Runtime.getRuntime().maxMemory() >> 20, report.suspiciousCount());
            System.out.printf(
                    "  processor time: bridge %.1f s, database %.1f s; load %.0f%n",
                    processor(ProcessHandle.current()) - own,
                    processor(backend) - ofBackend,
                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
            steps.print();
            System.out.println("  the report's SHA-256 is " + Hashes.sha256(Json.write(report)));
            report.indicators()
                    .forEach(part -> System.out.printf(
                            "  %s %s %,d orders, score %s%n", part.id(), part.state(), part.orders(), part.score()));
        }
        System.exit(0);
    }

    /** Looks ten times a second at what a thread of the bridge does, or has the database do. */
    private static final class Steps extends Thread {

        private final Thread watched;
        private final Map<String, Integer> seen = new ConcurrentHashMap<>();

        Steps(Thread watched) {
            this.watched = watched;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            try {
                while (true) {
                    Thread.sleep(100);
                    Stream.of(watched.getStackTrace())
                            .filter(frame -> frame.getFileName() != null
                                    && frame.getClassName().startsWith("org.redshield.bridge.indicators."))
                            .filter(frame -> !NARROW.contains(frame.getMethodName()))
                            .findFirst()
                            .ifPresent(frame -> seen.merge(
                                    frame.getFileName().replace(".java", ".") + frame.getMethodName(),
                                    1,
                                    Integer::sum));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Those of half a second and more. */
        void print() {
            seen.entrySet().stream()
                    .filter(step -> step.getValue() >= 5)
                    .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                    .forEach(step -> System.out.printf("  %5.1f s %s%n", step.getValue() / 10.0, step.getKey()));
        }
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double processor(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    private static long copy(HikariDataSource database) throws Exception {
        long bytes = 0;
        try (Connection connection = database.getConnection()) {
            for (String table : List.of("record_trade", "record_logistics", "record_review")) {
                var copy = connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy (select * from " + table + ") to stdout");
                for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                    bytes += row.length;
                }
            }
        }
        return bytes;
    }

    /** Every twentieth order is a ring's: three receivers for nine accounts of each of many small rings, shared waybills, the same text. */
    private static void fill(JdbcClient jdbc, int orders) {
        jdbc.sql("""
                insert into record_trade (load_id, request_no, line_no, tid, oid, num_iid, price, payment, status, created, end_time,
                                          buyer_open_uid, receiver_state, receiver_city, receiver_district, receiver_address,
                                          receiver_mobile, seller_memo)
                select 1, 'TRADE', n, 4000000000 + n, 4000000000 + n, n % 15, 100 + n % 15, 100 + n % 15, 'TRADE_FINISHED', at,
                       at + case when fake then interval '3 hours' else interval '4 days' end,
                       case when fake then 'R' || ring || '-' || n % 9 else 'B' || hashint4(n) % 400000 end,
                       '江苏', '宿迁市', '宿城区', case when fake then '环城路' || ring || '-' || n % 3 else '人民路' || n % 380000 end,
                       case when fake then '1200' || lpad((ring * 3 + n % 3)::text, 7, '0') else '1201' || lpad((n % 390000)::text, 7, '0') end,
                       case when fake and n % 3 = 0 then '补单' end
                  from (select n, n % 20 = 0 as fake, n / 20 / 200 as ring,
                               timestamp '2026-01-01' + (n::bigint * 365 * 86400 / :orders) * interval '1 second' as at
                          from generate_series(1, :orders) n) o
                """).param("orders", orders).update();
        jdbc.sql("""
                insert into record_logistics (load_id, request_no, line_no, tid, out_sid, company_name, status, trace_list, weight)
                select 2, 'LOGISTICS', line_no, tid, 'YT' || case when fake then line_no / 60 else 9000000 + line_no end, '圆通', 'SIGNED',
                       '[{"status_time":"' || at || '","status_desc":"【宿迁】已揽收","action":"GOT"},{"status_time":"' || at
                       || '","status_desc":"【宿迁】到达","action":"ARRIVAL"},'
                       || case when fake then '' else '{"status_time":"' || at || '","status_desc":"【宿迁】正在派送","action":"SENT_SCAN"},' end
                       || '{"status_time":"' || later || '","status_desc":"【宿迁】已签收","action":"SIGNED"}]',
                       case when fake then '0.05' else '2.10' end
                  from (select t.*, line_no % 20 = 0 as fake, to_char(created + interval '1 hour', 'YYYY-MM-DD HH24:MI:SS') as at,
                               to_char(end_time - interval '1 hour', 'YYYY-MM-DD HH24:MI:SS') as later from record_trade t) t
                """).update();
        jdbc.sql("""
                insert into record_review (load_id, request_no, line_no, tid, oid, result, content, created)
                select 3, 'REVIEW', line_no, tid, oid, 'good',
                       case when line_no % 20 = 0 then '宝贝收到了非常满意，做工精细没有味道，物流也快，五星好评！'
                            else '第' || hashint4(line_no::int) || '位买家说：' || md5(line_no::text) end,
                       end_time + interval '5 minutes'
                  from record_trade
                """).update();
        jdbc.sql("analyze record_trade, record_logistics, record_review").update();
    }

    /** What these answers tell, by the thresholds that are shipped. */
    static IndicatorReport look(DataSource database, List<DataRequest> answers) throws IOException {
        JdbcClient jdbc = JdbcClient.create(database);
        UUID run = jdbc.sql("""
                        insert into indicator_run (id, case_no, tenant, state, started_by, started_at, answers, records)
                        values (gen_random_uuid(), 'C', '310105', 'RUNNING', 'test', now(), '{}', 0) returning id
                        """).query(UUID.class).single();
        Reporting.Matter matter = new Reporting.Matter(
                run,
                "310105",
                answers,
                "test",
                Thresholds.read(Files.readAllBytes(Path.of("processes/brushing.dmn"))),
                0);
        return new TransactionTemplate(new JdbcTransactionManager(database))
                .execute(status -> new Reporting(jdbc, new Held(), new Divisions()).of(matter));
    }

    static DataRequest request(Dataset dataset) {
        return request(dataset, LocalDate.of(2026, 1, 1), LocalDate.of(2026, 12, 31));
    }

    /** An answer about one shop. */
    static DataRequest request(Dataset dataset, LocalDate from, LocalDate to) {
        return new DataRequest(
                dataset.name(),
                "R",
                "C",
                "310105",
                "taobao",
                dataset,
                new DataRequest.Scope(TargetType.SHOP, "S1", Optional.of(from), Optional.of(to)),
                DataRequest.Status.ANSWERED,
                null,
                null,
                new DataRequest.Times(Optional.empty(), Optional.empty(), Optional.empty(), false),
                0);
    }

    static final class Held implements HeldRecords {

        @Override
        public List<DataRequest> ofCase(String caseNo, String tenant) {
            return List.of();
        }

        @Override
        public String rows(List<DataRequest> answers, Dataset dataset) {
            return "(select * from %s where load_id > 0)".formatted(dataset.table());
        }

        @Override
        public List<String> files(List<DataRequest> answers) {
            return List.of();
        }
    }
}
