package org.redshield.bridge.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.platform.answer.AnswerTables;
import org.redshield.bridge.platform.answer.RecordSettings;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.DatasetColumn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/**
 * How fast one answer of many trade records comes in, and in how much memory, beside a plain COPY of the same file. Not
 * a test: run its main with {@code -Xmx512m}; the argument is the number of rows (1,000,000 unless given).
 */
final class LoadBenchmark {

    static final RecordSettings SETTINGS =
            new RecordSettings(4, Duration.ofMinutes(5), 100_000, Duration.ofSeconds(10));

    private LoadBenchmark() {}

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        Path directory = Files.createTempDirectory("load-benchmark");
        try (HikariDataSource database = new HikariDataSource()) {
            database.setDataSource(TestDatabase.with(
                    "db/changelog/evidence.sql",
                    "db/changelog/platform.sql",
                    "db/changelog/records.sql",
                    "db/changelog/answer-entries.sql"));
            Path file = directory.resolve("trade-1.csv");
            Announced content = write(file, rows);
            System.out.printf(
                    "%,d rows, %,d bytes, heap limit %,d MiB%n",
                    rows, content.bytes(), Runtime.getRuntime().maxMemory() >> 20);
            report("plain COPY", rows, copy(database, file));
            JdbcClient jdbc = JdbcClient.create(database);
            EvidenceStore store = new DirectoryStore(
                    new EvidenceSettings(directory.resolve("evidence"), DataSize.ofGigabytes(4)), TestKeys.plain());
            jdbc.sql("""
                            insert into platform_request (request_no, request_id, case_no, tenant, platform, dataset,
                                                          content, status, created_at)
                            values ('B', 'B', 'B', '310105', 'taobao', 'TRADE', '{}', 'SUBMITTED', now())
                            """).update();
            TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
            report(
                    "loader",
                    rows,
                    load(
                            new AnswerTables(jdbc, database, store, SETTINGS, InstantSource.system()),
                            store,
                            transaction,
                            file,
                            content,
                            rows));
            long visible = jdbc.sql("select row_count from answer_records")
                    .query(Long.class)
                    .single();
            System.out.printf("%,d rows visible%n", visible);
        } finally {
            FileSystemUtils.deleteRecursively(directory);
        }
        System.exit(0);
    }

    /** What the loader does with a file that comes as fast as a disk: hash and seal, COPY, show. */
    private static Duration load(
            AnswerTables tables,
            EvidenceStore store,
            TransactionTemplate transaction,
            Path file,
            Announced content,
            int rows)
            throws IOException {
        long start = System.nanoTime();
        try (InputStream in = new FileInputStream(file.toFile())) {
            store.keep(in, content);
        }
        System.out.printf("  hashed and sealed after %,d ms%n", (System.nanoTime() - start) / 1_000_000);
        List<AnswerTables.CsvFile> files =
                List.of(new AnswerTables.CsvFile("trade-1.csv", content.sha256(), "UTF-8", rows));
        AnswerTables.Staged staged =
                transaction.execute(status -> tables.stage(Dataset.TRADE, "B", files, rows, Optional.empty()));
        System.out.printf("  loaded after %,d ms%n", (System.nanoTime() - start) / 1_000_000);
        long loaded = System.nanoTime();
        transaction.executeWithoutResult(status -> tables.show(staged, Dataset.TRADE, "B", files));
        System.out.printf("  shown in %,d ms%n", (System.nanoTime() - loaded) / 1_000_000);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static Duration copy(HikariDataSource database, Path file) throws Exception {
        try (Connection connection = database.getConnection();
                InputStream in = new BufferedInputStream(new FileInputStream(file.toFile()))) {
            connection.createStatement().execute("create table plain (like answer_trade)");
            connection.createStatement().execute("alter table plain drop column request_no, drop column line_no");
            long start = System.nanoTime();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy plain from stdin with (format csv, header true)", in);
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private static void report(String what, int rows, Duration time) {
        System.out.printf(
                "%s: %,d ms, %,.0f rows/s, peak heap so far %,d MiB, peak memory of the process %s%n",
                what,
                time.toMillis(),
                rows * 1000.0 / time.toMillis(),
                heap(pool -> pool.getPeakUsage().getUsed()) >> 20,
                residentPeak().orElse("unknown"));
    }

    private static long heap(ToLongFunction<MemoryPoolMXBean> value) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(value)
                .sum();
    }

    private static Optional<String> residentPeak() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmHWM"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Announced write(Path file, int rows) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        DateTimeFormatter time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        try (OutputStream out =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 20), digest)) {
            out.write(
                    (Dataset.TRADE.columns().stream().map(DatasetColumn::name).collect(Collectors.joining(",")) + "\n")
                            .getBytes(StandardCharsets.UTF_8));
            LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0);
            for (int row = 0; row < rows; row++) {
                String at = time.format(start.plusSeconds(row * 17L));
                String line = ("4%017d,5%017d,7000000%05d,\"外套, 冬季加厚 款式%d\",199.00,%d,398.00,20.00,0.00,378.00,378.00,"
                                + "TRADE_FINISHED,%s,%s,%s,%s,AAE%020d,浙江,江苏省,宿迁市,睢宁县,测试街道,王小明,"
                                + "测试路%d号测试小区%d幢%d单元%d室,120%08d,2026%020d,\"请尽快发货, 谢谢\",,express,"
                                + "https://trade.example/snapshot/%d,true,true\n")
                        .formatted(
                                row,
                                row,
                                row % 99999,
                                row % 40,
                                row % 5 + 1,
                                at,
                                at,
                                at,
                                at,
                                row,
                                row % 900,
                                row % 30,
                                row % 6,
                                row % 1200,
                                row % 99_999_999,
                                row,
                                row);
                out.write(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Announced(HexFormat.of().formatHex(digest.digest()), Files.size(file));
    }
}
