package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
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

    private static final int SLOW = 500;
    private static final int HEAVY = 50;
    private static final int HEAVY_PEOPLE = 5;
    private static final int LARGE = 4;
    private static final int DEADLINES = 30;
    private static final Duration PHASE = Duration.ofSeconds(45);

    private final Path evidence = Files.createTempDirectory("onslaught-evidence");
    private final ChildBridge bridge;
    private final JdbcClient jdbc;
    private final FiringChecker checker;
    private final List<UUID> clocks;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean over;

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
            run.begin();
            Figures beset = run.phase(run.clocks.subList(DEADLINES, 2 * DEADLINES));
            run.over = true;
            System.out.println("onslaught: " + beset);
            System.out.printf("p99 %.1f times that in quiet%n", (double) beset.p(0.99) / quiet.p(0.99));
        }
        System.exit(0);
    }

    private void begin() throws IOException {
        URI address = URI.create(bridge.address());
        Queue<Socket> slow = new ConcurrentLinkedQueue<>();
        threads.submit(() -> {
            while (!over) {
                // Whoever was sent away comes again.
                slow.removeIf(socket -> !drip(socket));
                while (slow.size() < SLOW) {
                    slow.add(slow(address));
                }
                LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
            }
            return null;
        });
        AtomicInteger number = new AtomicInteger();
        for (int i = 0; i < HEAVY; i++) {
            String person = HEAVY_PEOPLE_NAMES.get(number.getAndIncrement() % HEAVY_PEOPLE);
            threads.submit(() -> {
                while (!over) {
                    new Http(bridge.address(), person)
                            .get("/engine-rest/task/count?nameLike=%25x%25&descriptionLike=%25y%25"
                                    + "&processInstanceBusinessKeyLike=%259%25");
                }
            });
        }
        byte[] large = ("{\"taskIdIn\":[\"" + "x".repeat(20_000_000)).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < LARGE; i++) {
            threads.submit(() -> {
                while (!over) {
                    try (Socket socket = open(address)) {
                        head(socket, "/engine-rest/task", large.length);
                        socket.getOutputStream().write(large);
                    } catch (IOException e) {
                        // Refused while it was being sent.
                    }
                }
            });
        }
    }

    private static final List<String> HEAVY_PEOPLE_NAMES =
            List.of("officer330110", "officer2330110", "unithead330110", "supervisor330110", "bureauhead330110");

    /** Attackers come from another address than officers. */
    private static Socket open(URI address) throws IOException {
        return new Socket(
                InetAddress.getByName(address.getHost()), address.getPort(), InetAddress.getByName("127.0.0.2"), 0);
    }

    private static Socket slow(URI address) throws IOException {
        Socket socket = open(address);
        head(socket, "/api/platforms/taobao/events", 1000);
        return socket;
    }

    private static void head(Socket socket, String path, int length) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: bridge\r\nContent-Type: application/json\r\n"
                                + "Content-Length: " + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean drip(Socket socket) {
        try {
            if (socket.getInputStream().available() == 0) {
                socket.getOutputStream().write('x');
                return true;
            }
            socket.close();
        } catch (IOException e) {
            // It was closed.
        }
        return false;
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
        over = true;
        threads.shutdownNow();
        bridge.close();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
