package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.postgresql.PGConnection;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * How many rows of a file of reports become clues in a second, with a heap of 512 MiB, beside a plain {@code COPY} of the same file
 * into one table without an index, and what a clue costs in commits. Three rows in a hundred are bad. Not a test: run its main; the
 * argument is the number of rows (100,000 unless given).
 */
final class ClueImport {

    private static final String DATABASE = "imports";
    private static final String COLUMNS =
            "externalNo,receivedAt,channel,platform,shopId,shopName,creditCode,subjectName,address,divisionCode,content,"
                    + "reporterName,reporterPhone,reporterIdNo,realName";
    private static final int LONGEST = 20;
    private static final List<String> DIVISIONS = List.of("310105", "310105", "310000", "", "330110");

    private ClueImport() {}

    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        Path file = write(rows);
        load("before");
        try (MeasuredServer server = new MeasuredServer(true)) {
            String url = server.create(DATABASE);
            try (Installation installation =
                    new Installation(url, List.of("-Xmx512m", "-XX:+ExitOnOutOfMemoryError"), List.of())) {
                Http officer = installation.desk.as("officer310000");
                JdbcClient jdbc = server.onlooker(DATABASE);
                byte[] warm = Files.readAllBytes(write(5_000));
                run(
                        officer,
                        jdbc,
                        new String(warm, StandardCharsets.UTF_8)
                                .replace("B-", "W-")
                                .getBytes(StandardCharsets.UTF_8));
                compared(jdbc);
                MeasuredServer.Counts from = server.counts(DATABASE);
                Map<String, MeasuredServer.Effort> before = server.efforts(DATABASE);
                Duration bridgeBefore = installation.bridge.processorTime();
                Duration serverBefore = server.processorTime();
                long start = System.nanoTime();
                JsonNode one = run(officer, jdbc, Files.readAllBytes(file));
                double seconds = (System.nanoTime() - start) / 1e9;
                Duration bridge = installation.bridge.processorTime().minus(bridgeBefore);
                Duration database = server.processorTime().minus(serverBefore);
                MeasuredServer.Counts done = server.counts(DATABASE);
                Map<String, MeasuredServer.Effort> after = server.efforts(DATABASE);
                compared(jdbc);
                MeasuredServer.Counts to = server.counts(DATABASE);
                serverBefore = server.processorTime();
                double copied = copy(url, file);
                Duration copying = server.processorTime().minus(serverBefore);
                int imported = one.get("imported").asInt();
                System.out.printf("%s%n", one);
                System.out.printf("file of %,d rows and %,d KB%n", rows, Files.size(file) / 1024);
                System.out.printf("imported in %.1f s: %,.0f rows a second%n", seconds, rows / seconds);
                System.out.printf(
                        "plain COPY in %.2f s: %,.0f rows a second, %.1f times as fast%n",
                        copied, rows / copied, seconds / copied);
                System.out.printf(
                        "processor time: bridge %.1f s, database %.1f s, for COPY %.2f s%n",
                        bridge.toMillis() / 1e3, database.toMillis() / 1e3, copying.toMillis() / 1e3);
                tell(before, after, "", MeasuredServer.Effort::millis);
                tell(before, after, "(?i)(insert|update|delete|with) .*", MeasuredServer.Effort::calls);
                System.out.printf(
                        "commits with something written, for a thousand clues: %.2f until all are clues, %.2f until all are compared%n",
                        1000.0 * server.writingCommits(DATABASE, from, done) / imported,
                        1000.0 * server.writingCommits(DATABASE, from, to) / imported);
                System.out.printf(
                        "clues by bureau: %s%n",
                        jdbc.sql("select tenant, count(*) from clue group by 1 order by 1")
                                .query()
                                .listOfRows());
            }
        }
        load("after");
        System.exit(0);
    }

    /** Which statements the database did most of while it was imported, background work with it. @param which empty for all */
    private static void tell(
            Map<String, MeasuredServer.Effort> before,
            Map<String, MeasuredServer.Effort> after,
            String which,
            ToDoubleFunction<MeasuredServer.Effort> most) {
        after.entrySet().stream()
                .map(one -> Map.entry(
                        one.getKey().replaceAll("\\s+", " "),
                        one.getValue().since(before.getOrDefault(one.getKey(), MeasuredServer.Effort.NONE), 1)))
                .filter(one -> which.isEmpty() || one.getKey().matches(which))
                .sorted(Comparator.comparingDouble(one -> -most.applyAsDouble(one.getValue())))
                .limit(LONGEST)
                .forEach(one -> System.out.printf(
                        "%,9.0f ms %,7.0f calls  %.140s%n",
                        one.getValue().millis(), one.getValue().calls(), one.getKey()));
    }

    /** Looked on from the database: who asks the bridge how far it is keeps it busy with checking his password. */
    private static JsonNode run(Http officer, JdbcClient jdbc, byte[] file) {
        Http.Answer answer = officer.send("POST", "/api/clues/imports?source=12315", "text/csv", file);
        UUID id = UUID.fromString(answer.json().get("id").asText());
        await("the import is over")
                .atMost(Duration.ofMinutes(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> jdbc.sql("select state <> 'RUNNING' from clue_import where id = ?")
                        .param(id)
                        .query(Boolean.class)
                        .single());
        return officer.get("/api/clues/imports/" + id).json();
    }

    /** What may be the same is looked for behind the import. */
    private static void compared(JdbcClient jdbc) {
        await("all are compared").atMost(Duration.ofMinutes(20)).until(() -> jdbc.sql(
                        "select not exists (select from clue where compared_at is null)")
                .query(Boolean.class)
                .single());
    }

    private static Path write(int rows) throws IOException {
        Path file = Files.createTempFile("reports", ".csv");
        Random random = new Random(7);
        LocalDate today = LocalDate.now();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(COLUMNS + "\n");
            for (int row = 1; row <= rows; row++) {
                boolean bad = row % 100 < 3;
                out.write("B-%07d,%s %02d:%02d,,%s,S%06d,某某店铺%d,,某某商贸有限公司,某某路%d号,%s,%s,张%d三,138%08d,,%s\n"
                        .formatted(
                                row,
                                today.minusDays(1 + random.nextInt(5)),
                                random.nextInt(24),
                                random.nextInt(60),
                                bad && row % 3 == 0 ? "nowhere" : "taobao",
                                random.nextInt(50_000),
                                row % 1000,
                                row % 500,
                                bad && row % 3 == 1 ? "999999" : DIVISIONS.get(row % DIVISIONS.size()),
                                "消费者反映该网店宣传其商品具有治疗功效，收货后发现与宣传不符，要求依法查处。".repeat(1 + random.nextInt(4)),
                                row,
                                random.nextInt(100_000_000),
                                bad && row % 3 == 2 ? "也许" : "是"));
            }
        }
        return file;
    }

    private static double copy(String url, Path file) throws Exception {
        try (Connection connection = new DriverManagerDataSource(url, "postgres", "postgres").getConnection();
                Statement statement = connection.createStatement();
                Reader in = Files.newBufferedReader(file)) {
            statement.execute("create table plain (" + COLUMNS.replace(",", " text, ") + " text)");
            long start = System.nanoTime();
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy plain from stdin (format csv, header)", in);
            return (System.nanoTime() - start) / 1e9;
        }
    }

    private static void load(String when) throws IOException {
        System.out.printf(
                "load average %s: %s%n",
                when, Files.readString(Path.of("/proc/loadavg")).strip());
    }
}
