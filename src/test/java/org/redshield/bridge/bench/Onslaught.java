package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long officers wait, and how late deadlines fire, first in quiet and then while a node without a proxy is beset by 500
 * slow sockets, 50 heavy queries and bodies of 20 MB at once. Not a test: run its main; the argument is the number of cases
 * (20,000 unless given).
 */
final class Onslaught implements AutoCloseable {

    private static final int DEADLINES = 30;
    private static final Duration PHASE = Duration.ofSeconds(45);

    private final Path evidence = Files.createTempDirectory("onslaught-evidence");
    private final ChildBridge bridge;
    private final JdbcClient jdbc;
    private final FiringChecker checker;
    private final List<UUID> clocks;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param millis of an officer's requests, sorted */
    private record Figures(List<Long> millis, List<Long> lateness, int failed) {

        long p(double part) {
            return millis.get((int) Math.ceil(millis.size() * part) - 1);
        }

        @Override
        public String toString() {
            return "%d requests of officers, %d failed: p50 %d ms, p99 %d ms, max %d ms; %d deadlines, the latest %d ms"
                    .formatted(
                            millis.size(),
                            failed,
                            p(0.5),
                            p(0.99),
                            p(1),
                            lateness.size(),
                            lateness.stream().max(Long::compare).orElse(-1L));
        }
    }

    private Onslaught(int cases) throws Exception {
        String url = TestDatabase.emptyUrl();
        DataSource database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        try (DeadlineLoad load = new DeadlineLoad(
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--bridge.evidence.directory=" + evidence)) {
            clocks = load.cases("S", 2 * DEADLINES);
            load.cases("B", cases);
        }
        checker = new FiringChecker(database);
        bridge = new ChildBridge(
                Path.of("target", "bench", "onslaught.log"),
                List.of("-Xmx768m"),
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence);
        bridge.start();
    }

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        try (Onslaught run = new Onslaught(cases)) {
            run.phase(List.of());
            Figures quiet = run.phase(run.clocks.subList(0, DEADLINES));
            System.out.println("quiet:     " + quiet);
            Process attackers = Attackers.begin(run.bridge.address());
            run.phase(List.of());
            Duration before = run.bridge.processorTime();
            Figures beset = run.phase(run.clocks.subList(DEADLINES, 2 * DEADLINES));
            System.out.println("onslaught: " + beset);
            System.out.println("processor time of the bridge in the onslaught: "
                    + run.bridge.processorTime().minus(before).toSeconds() + " s");
            attackers.getOutputStream().close();
            System.out.println("the attackers were answered: "
                    + new String(attackers.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            System.out.printf("p99 %.1f times that in quiet%n", (double) beset.p(0.99) / quiet.p(0.99));
        }
        System.exit(0);
    }

    /** Four officers work, and single deadlines become due meanwhile. */
    private Figures phase(List<UUID> deadlines) {
        Queue<Long> millis = new ConcurrentLinkedQueue<>();
        AtomicInteger failed = new AtomicInteger();
        Instant end = Instant.now().plus(PHASE);
        List<java.util.concurrent.Future<?>> officers = new ArrayList<>();
        for (String officer : List.of("officer310105", "officer2310105", "unithead310105", "officer320324")) {
            officers.add(threads.submit(() -> work(new Http(bridge.address(), officer), end, millis, failed)));
        }
        List<Long> lateness = deadlines.stream().map(this::lateness).toList();
        for (java.util.concurrent.Future<?> officer : officers) {
            await().atMost(Duration.ofMinutes(5)).until(officer::isDone);
        }
        return new Figures(millis.stream().sorted().toList(), lateness, failed.get());
    }

    private static void work(Http officer, Instant end, Queue<Long> millis, AtomicInteger failed) {
        while (Instant.now().isBefore(end)) {
            timed(millis, failed, () -> officer.get("/api/cases").status());
            timed(millis, failed, () -> officer.post(
                            "/engine-rest/task?maxResults=15", Map.of("assignee", officer.user()))
                    .status());
            timed(millis, failed, () -> officer.post("/engine-rest/task/count", Map.of("candidateGroup", "officer"))
                    .status());
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static void timed(Queue<Long> millis, AtomicInteger failed, java.util.function.IntSupplier request) {
        long began = System.nanoTime();
        if (request.getAsInt() != 200) {
            failed.incrementAndGet();
        }
        millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
    }

    private long lateness(UUID clock) {
        Instant at = Instant.now().plusMillis(1_200).truncatedTo(ChronoUnit.MILLIS);
        checker.expect(List.of(clock), at);
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ofMillis(1_200))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> jdbc.sql("select count(*) from clock where id = ? and fired_at is not null")
                                .param(clock)
                                .query(Long.class)
                                .single()
                        > 0);
        return Duration.between(at, Instant.now()).toMillis();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        bridge.close();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
