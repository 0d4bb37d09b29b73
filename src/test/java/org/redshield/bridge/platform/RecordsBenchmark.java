package org.redshield.bridge.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.AnswerTables.CsvFile;
import org.redshield.bridge.platform.answer.AnswerTables.Staged;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.records.RecordDatabase;
import org.redshield.bridge.platform.records.RecordPosition;
import org.redshield.bridge.platform.records.RecordQuestion;
import org.redshield.bridge.platform.records.RecordQuestion.Kind;
import org.redshield.bridge.platform.records.Records;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.RecordPlace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * How long questions about an answer of many trade records take, and about two answers that have the same records. Not a
 * test: run its main; the argument is the number of rows (1,000,000 unless given).
 */
final class RecordsBenchmark {

    private static final int RUNS = 5;

    private final Records records;

    private RecordsBenchmark(Records records) {
        this.records = records;
    }

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path directory = Files.createTempDirectory("records-benchmark");
        try (HikariDataSource database = new HikariDataSource()) {
            database.setDataSource(TestDatabase.with(
                    "db/changelog/evidence.sql",
                    "db/changelog/platform.sql",
                    "db/changelog/records.sql",
                    "db/changelog/answer-entries.sql"));
            JdbcClient jdbc = JdbcClient.create(database);
            DirectoryStore store = new DirectoryStore(
                    new EvidenceSettings(directory.resolve("evidence"), DataSize.ofGigabytes(4)), TestKeys.plain());
            AnswerTables tables =
                    new AnswerTables(jdbc, database, store, LoadBenchmark.SETTINGS, InstantSource.system());
            Path file = directory.resolve("trade-1.csv");
            Announced content = LoadBenchmark.write(file, rows);
            try (InputStream in = new FileInputStream(file.toFile())) {
                store.keep(in, content);
            }
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
            List<CsvFile> files = List.of(new CsvFile("trade-1.csv", content.sha256(), "UTF-8", rows));
            for (int request = 1; request <= 2; request++) {
                String number = "R" + request;
                jdbc.sql("""
                                insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset,
                                                              content, status, created_at)
                                values (?, 'R', 'C', '310105', 'taobao', 'TRADE', '{}', 'SUBMITTED', now())
                                """).param(number).update();
                long start = System.nanoTime();
                Staged staged = transaction.execute(
                        status -> tables.stage(Dataset.TRADE, number, files, rows, Optional.empty()));
                transaction.executeWithoutResult(status -> tables.show(staged, Dataset.TRADE, number, files));
                System.out.printf("loaded in %,d ms%n", (System.nanoTime() - start) / 1_000_000);
                jdbc.sql("select relname, pg_relation_size(oid) from pg_class where relname like ?")
                        .param(staged.place().table() + "%")
                        .query((row, index) -> System.out.printf("  %s %,d bytes%n", row.getString(1), row.getLong(2)))
                        .list();
            }
            try (RecordDatabase reading = new RecordDatabase(database)) {
                RecordsBenchmark benchmark = new RecordsBenchmark(new Records(jdbc, reading, TestKeys.plain()));
                benchmark.besidePlainSql(jdbc, rows);
                benchmark.measure(rows);
            }
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
        System.exit(0);
    }

    private void measure(int rows) {
        List<DataRequest> one = List.of(request("R1", rows));
        List<DataRequest> both = List.of(request("R1", rows), request("R2", rows));
        page("first page", one, "size=200");
        page("page in the middle", one, "size=200", "after=" + position("", rows / 2, Optional.empty()));
        page("last page", one, "size=200", "after=" + position("", rows - 200, Optional.empty()));
        page("one order", one, "tid=4" + "%017d".formatted(rows / 3));
        page("title contains, common", one, "title.contains=款式7");
        page("title contains, nowhere", one, "title.contains=没有");
        page("a day", one, "pay_time=2026-03-01");
        page("sorted by amount, first page", one, "sort=payment", "order=desc");
        page("sorted by time, first page", one, "sort=pay_time", "order=desc");
        page(
                "sorted by time, in the middle",
                one,
                "sort=pay_time",
                "after=" + position("pay_time asc", rows / 2, Optional.of("2026-04-08 09:46:40")));
        summary("count and sums", one);
        summary("of half a year", one, "pay_time.from=2026-01-01", "pay_time.to=2026-06-30");
        summary("by status", one, "group=status");
        summary("by product, 99,999 of them", one, "group=num_iid");
        summary("by day", one, "group=pay_time", "top=400");
        page("two answers with the same records, first page", both, "size=200");
        page("two answers, beyond all of the first", both, "size=200", "after=" + position("", rows, Optional.empty()));
        summary("two answers, count and sums", both);
        long start = System.nanoTime();
        long[] count = new long[1];
        records.export(one, question(Kind.EXPORT), row -> count[0]++);
        System.out.printf("export of %,d rows: %,d ms%n", count[0], (System.nanoTime() - start) / 1_000_000);
    }

    /** What a filtered sum costs beside the statement that somebody with psql would write, turn by turn in one run. */
    private void besidePlainSql(JdbcClient jdbc, int rows) {
        String place = jdbc.sql("select partition, load_id from answer_records where request_no = 'R1'")
                .query((row, n) -> RecordPlace.of(row).rows())
                .single();
        String plain = "select count(*), sum(payment), min(payment), max(payment), avg(payment) from " + place
                + " where pay_time >= '2026-01-01' and pay_time < '2026-07-01' and status = 'TRADE_FINISHED'";
        List<DataRequest> one = List.of(request("R1", rows));
        double[] ratios = new double[2 * RUNS];
        for (int run = 0; run < ratios.length; run++) {
            long start = System.nanoTime();
            jdbc.sql(plain).query().singleRow();
            long between = System.nanoTime();
            records.summary(
                    one,
                    question(
                            Kind.SUMMARY,
                            "pay_time.from=2026-01-01",
                            "pay_time.to=2026-06-30",
                            "status=TRADE_FINISHED",
                            "amount=payment"));
            long end = System.nanoTime();
            ratios[run] = (end - between) / (double) (between - start);
            System.out.printf(
                    "plain %,d ms, ours %,d ms%n", (between - start) / 1_000_000, (end - between) / 1_000_000);
        }
        Arrays.sort(ratios);
        System.out.printf("a filtered sum beside plain SQL: %.2f times (median of %d)%n", ratios[RUNS], ratios.length);
    }

    private static String position(String order, long line, Optional<String> value) {
        return new RecordPosition(order, "R1", line, value).text();
    }

    private void page(String what, List<DataRequest> requests, String... parameters) {
        time("page: " + what, () -> records.page(requests, question(Kind.PAGE, parameters))
                .rows()
                .size());
    }

    private void summary(String what, List<DataRequest> requests, String... parameters) {
        time("summary: " + what, () -> (int)
                records.summary(requests, question(Kind.SUMMARY, parameters)).count());
    }

    private static void time(String what, java.util.function.IntSupplier question) {
        long[] times = new long[RUNS];
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            found = question.getAsInt();
            times[run] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        System.out.printf("%-60s %,10.1f ms (median of %d), %,d rows%n", what, times[RUNS / 2] / 1e6, RUNS, found);
    }

    private static RecordQuestion question(Kind kind, String... parameters) {
        Map<String, List<String>> given = new TreeMap<>();
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            given.put(parts[0], List.of(parts[1]));
        }
        return RecordQuestion.read(Dataset.TRADE, kind, given);
    }

    static DataRequest request(String number, long rows) {
        return new DataRequest(
                number,
                "R",
                "C",
                "310105",
                "taobao",
                Dataset.TRADE,
                new DataRequest.Scope(TargetType.SHOP, "S1", Optional.empty(), Optional.empty()),
                DataRequest.Status.ANSWERED,
                new DataRequest.Permission(Optional.empty(), Optional.empty(), Optional.empty()),
                new DataRequest.Said(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new DataRequest.Times(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(number.equals("R1") ? Instant.parse("2026-02-01T00:00:00Z") : Instant.EPOCH),
                        false),
                rows);
    }
}
