package org.redshield.bridge.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.AnswerTables.CsvFile;
import org.redshield.bridge.platform.answer.AnswerTables.Staged;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.redshield.bridge.platform.records.RecordDatabase;
import org.redshield.bridge.platform.records.RecordQuestion;
import org.redshield.bridge.platform.records.RecordQuestion.Kind;
import org.redshield.bridge.platform.records.RecordSql;
import org.redshield.bridge.platform.records.Records;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.RecordPlace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

/** The tables of answers with what fills and reads them, for measurements: no platform, no process. */
public final class AnswerRoom {

    private final JdbcClient jdbc;
    private final Path directory;
    private final EvidenceStore store;
    private final AnswerTables tables;
    private final TransactionTemplate transaction;

    /** @param directory for files, which stay there */
    public AnswerRoom(DataSource database, Path directory) {
        this.jdbc = JdbcClient.create(database);
        this.directory = directory;
        this.store = new DirectoryStore(
                new EvidenceSettings(directory.resolve("evidence"), DataSize.ofGigabytes(4)), TestKeys.plain());
        this.tables = new AnswerTables(jdbc, database, store, LoadBenchmark.SETTINGS, InstantSource.system());
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    }

    /** How long it takes from the file being in the store to its trade records being visible. */
    public Duration load(String requestNo, int rows) throws Exception {
        CsvFile file = stored(rows);
        request(requestNo);
        long start = System.nanoTime();
        Staged staged = transaction.execute(
                status -> tables.stage(Dataset.TRADE, requestNo, List.of(file), rows, Optional.empty()));
        transaction.executeWithoutResult(status -> tables.show(staged, Dataset.TRADE, requestNo, List.of(file)));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private CsvFile stored(int rows) throws Exception {
        Path csv = directory.resolve("trade-" + rows + ".csv");
        Announced content = LoadBenchmark.write(csv, rows);
        try (InputStream in = Files.newInputStream(csv)) {
            store.keep(in, content);
        }
        return new CsvFile("trade-1.csv", content.sha256(), "UTF-8", rows);
    }

    private void request(String requestNo) {
        jdbc.sql("""
                        insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset, content,
                                                      status, created_at)
                        values (?, 'R', 'C', '310105', 'taobao', 'TRADE', '{}', 'SUBMITTED', now())
                        """).param(requestNo).update();
    }

    /** The first page of an answer. @return rows on it */
    public static int page(DataSource database, String requestNo) {
        return records(database)
                .page(one(requestNo), question(Kind.PAGE))
                .rows()
                .size();
    }

    /** Number and sums by state. @return rows of the answer */
    public static long sums(DataSource database, String requestNo) {
        return records(database)
                .summary(one(requestNo), question(Kind.SUMMARY, "group=status"))
                .count();
    }

    /** How the database finds the first page and the sums. */
    public static List<String> plans(DataSource database, String requestNo) {
        JdbcClient client = JdbcClient.create(database);
        RecordPlace place = client.sql("select partition, load_id from answer_records where request_no = ?")
                .param(requestNo)
                .query((row, number) -> RecordPlace.of(row))
                .single();
        List<RecordSql.Source> source = List.of(new RecordSql.Source(requestNo, place));
        return java.util.stream.Stream.of(
                        new RecordSql(question(Kind.PAGE), source).part(0, 51).orElseThrow(),
                        new RecordSql(question(Kind.SUMMARY), source).totals())
                .flatMap(statement -> client
                        .sql("explain (costs off) " + statement.sql())
                        .params(statement.parameters())
                        .query(String.class)
                        .list()
                        .stream())
                .toList();
    }

    private static Records records(DataSource database) {
        return new Records(JdbcClient.create(database), new RecordDatabase(database), TestKeys.plain());
    }

    private static List<DataRequest> one(String requestNo) {
        return List.of(RecordsBenchmark.request(requestNo, 0));
    }

    private static RecordQuestion question(Kind kind, String... parameters) {
        Map<String, List<String>> given = new TreeMap<>();
        for (String parameter : parameters) {
            String[] parts = parameter.split("=", 2);
            given.put(parts[0], List.of(parts[1]));
        }
        return RecordQuestion.read(Dataset.TRADE, kind, given);
    }

    /** The known columns of trade records with made-up values for number {@code n}, as SQL. */
    public static String madeUp() {
        return Dataset.TRADE.columns().stream()
                .map(column -> switch (column.type()) {
                    case AMOUNT -> "(n % 900) + 0.50";
                    case TIME -> "timestamp '2026-01-01' + n % 180 * interval '1 day'";
                    case TEXT ->
                        switch (column.name()) {
                            case "tid", "oid" -> "lpad(n::text, 19, '4')";
                            case "status" -> "'TRADE_FINISHED'";
                            default -> "'" + column.title() + "' || n % 1000";
                        };
                })
                .collect(java.util.stream.Collectors.joining(", "));
    }

    /** The names of the known columns of trade records, as SQL. */
    public static String columns() {
        return Dataset.TRADE.columns().stream()
                .map(DatasetColumn::name)
                .collect(java.util.stream.Collectors.joining(", "));
    }

    void clear() throws IOException {
        org.springframework.util.FileSystemUtils.deleteRecursively(directory);
    }
}
