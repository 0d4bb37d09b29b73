package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.InstalledJvm;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long officers wait, and how late deadlines fire, first in quiet and then while a node without a proxy is beset by 500
 * slow sockets, 50 heavy queries and bodies of 20 MB at once. Not a test: run its main; the argument is the number of cases
 * (20,000 unless given).
 *
 * <p>With {@code unharmed} and an attack ({@code uploads}, {@code readers} or {@code writers}; {@link Attackers.Attack}) it measures whether
 * others are harmed instead: 20 people of four bureaus click 3,000 times in quiet and 3,000 times under the attack of one account of a
 * fifth, in turn, three times. They are unharmed where p99 under attack is at most twice that in quiet or at most 300 ms, and no
 * answer is 5xx. The node is started as the Dockerfile starts it ({@link InstalledJvm}).
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

    private static final int CLICKS = 3_000;
    private static final int ROUNDS = 3;
    private static final long WELL_ENOUGH = 300;
    /** Of four bureaus; the attacker's is another. */
    private static final List<String> PEOPLE = Stream.of("310105", "310000", "320324", "321300")
            .flatMap(bureau -> Stream.of("officer", "officer2", "unithead", "bureauhead", "supervisor")
                    .map(role -> role + bureau))
            .toList();

    /** @param jvm options of the node's */
    private Onslaught(int cases, List<String> jvm) throws Exception {
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
                jvm,
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence);
        bridge.start();
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 1 && args[0].equals("unharmed")) {
            int cases = args.length > 2 ? Integer.parseInt(args[2]) : 20_000;
            try (Onslaught run = new Onslaught(cases, InstalledJvm.options())) {
                run.unharmed(Attackers.Attack.valueOf(args[1].toUpperCase(Locale.ROOT)));
            }
            System.exit(0);
        }
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
        try (Onslaught run = new Onslaught(cases, List.of("-Xmx768m"))) {
            run.phase(List.of());
            Figures quiet = run.phase(run.clocks.subList(0, DEADLINES));
            System.out.println("quiet:     " + quiet);
            Process attackers = Attackers.begin(run.bridge.address(), Attackers.Attack.ALL);
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

    /** In turn, so that what the machine does besides is in both. */
    private void unharmed(Attackers.Attack attack) throws Exception {
        clicked();
        boolean all = true;
        for (int round = 1; round <= ROUNDS; round++) {
            Clicked quiet = clicked();
            Process attackers = Attackers.begin(bridge.address(), attack);
            Clicked beset;
            try {
                // Until all of them are there.
                LockSupport.parkNanos(Duration.ofSeconds(5).toNanos());
                beset = clicked();
            } finally {
                attackers.getOutputStream().close();
            }
            boolean held = beset.p99() <= Math.max(2 * quiet.p99(), WELL_ENOUGH) && beset.broken() == 0;
            all &= held;
            System.out.printf(
                    "round %d: quiet %s; under %s %s; %s%n", round, quiet, attack, beset, held ? "unharmed" : "HARMED");
            System.out.println("the attackers were answered: "
                    + new String(attackers.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
            if (!bridge.isAlive()) {
                throw new AssertionError("The node is dead");
            }
        }
        System.out.println(attack + ": others are " + (all ? "unharmed" : "HARMED"));
    }

    /** @param broken answers of 5xx, and requests without an answer @param refused other answers than 200 */
    private record Clicked(List<Long> millis, int broken, int refused) {

        long p(double part) {
            return millis.get((int) Math.ceil(millis.size() * part) - 1);
        }

        long p99() {
            return p(0.99);
        }

        @Override
        public String toString() {
            return "p50 %d, p99 %d, max %d ms, %d of 5xx, %d refused".formatted(p(0.5), p99(), p(1), broken, refused);
        }
    }

    /** Each person clicks and thinks for a moment. */
    private Clicked clicked() {
        Queue<Long> millis = new ConcurrentLinkedQueue<>();
        AtomicInteger broken = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Future<?>> all = PEOPLE.stream()
                .<Future<?>>map(user -> threads.submit(() -> {
                    Http person = new Http(bridge.address(), user);
                    List<IntSupplier> clicks = List.of(
                            () -> person.get("/api/cases").status(),
                            () -> person.post("/engine-rest/task?maxResults=15", Map.of("assignee", user))
                                    .status(),
                            () -> person.post("/engine-rest/task/count", Map.of("candidateGroup", "officer"))
                                    .status(),
                            () -> person.get("/api/notices/count").status(),
                            () -> person.get("/api/desk").status());
                    for (int click = 0; click < CLICKS / PEOPLE.size(); click++) {
                        long began = System.nanoTime();
                        int status;
                        try {
                            status = clicks.get(click % clicks.size()).getAsInt();
                        } catch (UncheckedIOException e) {
                            status = 599;
                        }
                        millis.add(Duration.ofNanos(System.nanoTime() - began).toMillis());
                        if (status >= 500) {
                            broken.incrementAndGet();
                        } else if (status != 200) {
                            refused.incrementAndGet();
                        }
                        LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
                    }
                }))
                .toList();
        all.forEach(one -> await().atMost(Duration.ofMinutes(30)).until(one::isDone));
        return new Clicked(millis.stream().sorted().toList(), broken.get(), refused.get());
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
