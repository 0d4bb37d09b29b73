package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.postgresql.PGConnection;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A shop's whole trade through the real bridge with a heap of 512 MiB: a case over HTTP, from the platform's answer to
 * the rows being visible and in the signed log, beside sha256sum and a plain COPY of the same files; then the case is
 * closed, and its records are archived and restored. Not a test: run its main; the argument is the number of orders
 * (1,000,000 unless given).
 */
final class BulkAnswer {

    private static final Duration LONGEST = Duration.ofMinutes(20);

    private BulkAnswer() {}

    public static void main(String[] args) throws Exception {
        int orders = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        try (Installation installation =
                // Compiled as in production: hashing is the sum of its loops.
                new Installation(
                        TestDatabase.emptyUrl(),
                        List.of("-Xmx512m"),
                        List.of(),
                        "--sandbox.delay.manual=PT0S",
                        "--sandbox.big-shop-rows=" + orders)) {
            load("before");
            measure(installation);
            load("after");
        }
        System.exit(0);
    }

    private static void load(String when) throws IOException {
        System.out.printf(
                "load average %s: %s%n",
                when, Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void measure(Installation installation) throws Exception {
        JdbcClient jdbc = JdbcClient.create(installation.database);
        Map<String, Object> request = Requests.direct("TRADE");
        request.put("shopId", "S9999999");
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        request.put("periodFrom", today.minusYears(1).toString());
        request.put("periodTo", today.toString());
        String caseNo = installation.desk.raised("officer310105", request);
        installation.approve(caseNo);
        installation.desk.does(
                "unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        // The platform makes its files before it says that it has answered; that is not the bridge's time.
        await("the platform answers")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> has(jdbc, "select count(*) from platform_load"));
        long answered = System.nanoTime();
        System.out.printf("memory of the bridge before: %,d MiB%n", installation.bridge.peakResidentKiB() >> 10);
        await("the rows are visible")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> has(jdbc, "select count(*) from platform_request where status = 'ANSWERED'"));
        Duration took = Duration.ofNanos(System.nanoTime() - answered);
        installation.desk.waitingTask("officer310105", "decideOutcome", caseNo);

        long rows = jdbc.sql("select sum(row_count) from answer_records")
                .query(Long.class)
                .single();
        List<String> files = jdbc.sql("select sha256 from evidence where media_type = 'text/csv' order by name")
                .query(String.class)
                .list();
        long bytes = jdbc.sql("select sum(bytes) from evidence where media_type = 'text/csv'")
                .query(Long.class)
                .single();
        System.out.printf("%,d rows in %d files of %,d bytes%n", rows, files.size(), bytes);
        System.out.printf(
                "bridge: %,d ms from the answer to the rows being visible, %,.0f rows/s, peak memory of the process %,d"
                        + " MiB with a heap of 512 MiB%n",
                took.toMillis(), rows * 1000.0 / took.toMillis(), installation.bridge.peakResidentKiB() >> 10);
        Duration sums = sums(installation, files);
        System.out.printf(
                "sha256sum of the same files: %,d ms, %,.0f rows/s%n",
                sums.toMillis(), rows * 1000.0 / sums.toMillis());
        await("the files are in the signed log").atMost(LONGEST).until(() -> has(jdbc, """
                        select count(*) from log_leaf l join evidence e on e.id = l.subject
                         where l.log_index < (select max(size) from tree_head)"""));
        System.out.printf(
                "log: %d leaves for these files, the last head signed %,d ms after the files were sealed%n",
                jdbc.sql("select count(*) from log_leaf").query(Long.class).single(),
                jdbc.sql(
                                "select 1000 * extract(epoch from (select max(at) from tree_head) - max(sealed_at)) from evidence")
                        .query(Long.class)
                        .single());
        Duration plain = copy(installation, files);
        System.out.printf(
                "plain COPY of the same files: %,d ms, %,.0f rows/s; the bridge took %.2f times as long%n",
                plain.toMillis(), rows * 1000.0 / plain.toMillis(), (double) took.toMillis() / plain.toMillis());
        installation.desk.does("officer310105", "decideOutcome", caseNo, Map.of("decision", "close", "note", "已查清"));
        moved(installation, caseNo, "archive", true);
        moved(installation, caseNo, "restore", false);
    }

    private static void moved(Installation installation, String caseNo, String way, boolean archived) {
        JdbcClient jdbc = JdbcClient.create(installation.database);
        long start = System.nanoTime();
        CompletableFuture<Http.Answer> answer = CompletableFuture.supplyAsync(() ->
                installation.desk.as("bureauhead310105").post("/api/cases/" + caseNo + "/records/" + way, Map.of()));
        await(way).atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(() -> {
            if (answer.isDone()
                    && !answer.isCompletedExceptionally()
                    && answer.join().status() != 200) {
                throw new IllegalStateException(answer.join().text());
            }
            return has(jdbc, "select count(*) from answer_records where (archived_at is not null) = " + archived);
        });
        System.out.printf("%s of all records: %,d ms%n", way, (System.nanoTime() - start) / 1_000_000);
    }

    private static boolean has(JdbcClient jdbc, String count) {
        return jdbc.sql(count).query(Integer.class).single() > 0;
    }

    /** As coreutils do it; the files have just been written and lie in the page cache. */
    private static Duration sums(Installation installation, List<String> files)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sha256sum"));
        files.forEach(sha256 -> command.add(installation.evidence(sha256).toString()));
        long start = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("sha256sum failed");
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** As a database administrator would do it, in one transaction and with the table made in it. */
    private static Duration copy(Installation installation, List<String> files) throws SQLException, IOException {
        try (Connection connection = installation.database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            statement.execute("create table plain (like answer_trade)");
            statement.execute("alter table plain drop column request_no, drop column line_no");
            for (String sha256 : files) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(installation.evidence(sha256)))) {
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy plain from stdin with (format csv, freeze true, header true)", in, 64 * 1024);
                }
            }
            connection.commit();
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }
}
