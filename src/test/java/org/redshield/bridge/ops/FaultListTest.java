package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.redshield.bridge.crash.Invariants;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Everything that an operator fears, one after the other, to one installation on which officers go on working: two nodes behind HAProxy,
 * PostgreSQL with a synchronous standby, a platform. In the end every case that somebody began, also the one whose answer he never
 * saw, has what it asked for, and nothing was done twice. Prints how soon a request can be raised and approved again.
 */
@Tag("kill")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultListTest {

    private static final Path LOGS = Path.of("target", "faults");
    private static final Duration SOON = Duration.ofSeconds(15);
    /** What waits for space looks again within that time. */
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private final List<ChildBridge> nodes = new ArrayList<>();
    private ConfigurableApplicationContext sandbox;
    private PostgresServer first;
    private PostgresServer second;
    private DataSource database;
    private Path disks;
    private boolean smallDisks;
    private Program haproxyProgram;
    private Map<String, String> haproxySettings;
    private Process haproxy;
    private Office office;

    @FunctionalInterface
    private interface Act {
        void run() throws Exception;
    }

    @BeforeAll
    void startEverything() throws Exception {
        haproxyProgram = Program.named("haproxy");
        Files.createDirectories(LOGS);
        disks = Files.createTempDirectory("faults");
        smallDisks = mount("evidence", "96m") && mount("database", "2g");
        sandbox = SandboxApplication.start(
                "--server.port=0", "--sandbox.data-directory=", "--sandbox.delay.manual=PT0.5S");
        first = PostgresServer.create(disks.resolve("database/first"));
        first.start();
        second = first.standby(disks.resolve("second"));
        second.start();
        first.waitForStandbys();
        String url = "jdbc:postgresql://" + first.hostAndPort() + "," + second.hostAndPort()
                + "/postgres?targetServerType=primary&connectTimeout=2";
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        for (String name : List.of("node1", "node2")) {
            nodes.add(new ChildBridge(
                    LOGS.resolve(name + ".log"),
                    "512m",
                    "--spring.datasource.url=" + url,
                    "--bridge.evidence.directory=" + disks.resolve("evidence"),
                    "--bridge.operations.least-evidence=16MB",
                    "--bridge.numbers.directory=" + disks.resolve("numbers"),
                    "--bridge.evidence.keys=" + disks.resolve("keys"),
                    "--bridge.seals.directory=" + disks.resolve("seals"),
                    "--bridge.platforms.taobao.url=" + sandboxUrl() + "/router/rest"));
        }
        for (ChildBridge node : nodes) {
            node.start();
        }
        String address = "127.0.0.1:" + freePort();
        haproxySettings = Map.of(
                "BRIDGE_BIND", address,
                "NODE1", nodes.get(0).hostAndPort(),
                "NODE2", nodes.get(1).hostAndPort(),
                "NODE1_HEALTH_PORT", String.valueOf(nodes.get(0).healthPort()),
                "NODE2_HEALTH_PORT", String.valueOf(nodes.get(1).healthPort()),
                "BRIDGE_PROXY_METRICS", "127.0.0.1:" + freePort());
        startHaproxy();
        office = new Office("http://" + address);
    }

    @AfterAll
    void stopEverything() throws Exception {
        if (office != null) {
            office.close();
        }
        nodes.forEach(ChildBridge::close);
        if (haproxy != null) {
            haproxy.destroyForcibly().onExit().join();
        }
        for (PostgresServer server :
                Stream.of(first, second).filter(Objects::nonNull).toList()) {
            server.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        for (String disk : List.of("evidence", "database")) {
            new ProcessBuilder("umount", "-l", disks.resolve(disk).toString())
                    .start()
                    .waitFor();
        }
    }

    @Test
    @Order(1)
    void aNodeIsKilled() throws Exception {
        fault("a node is killed", nodes.get(0)::kill, Duration.ZERO, () -> {}, SOON);
        nodes.get(0).start();
    }

    @Test
    @Order(2)
    void aNodeStandsStill() throws Exception {
        ChildBridge node = nodes.get(1);
        Instant began = Instant.now();
        fault(
                "a node stands still (SIGSTOP)",
                () -> node.signal("STOP"),
                Duration.ofSeconds(90),
                () -> node.signal("CONT"),
                SOON);
        assertThat(office.firstAfter(began))
                .as("what it held did not keep the others waiting for as long")
                .isBefore(began.plus(A_MINUTE));
    }

    @Test
    @Order(3)
    void haproxyIsAway() throws Exception {
        fault(
                "HAProxy is away",
                () -> haproxy.destroyForcibly().onExit().join(),
                Duration.ofSeconds(20),
                this::startHaproxy,
                SOON);
    }

    @Test
    @Order(4)
    void theDatabaseIsAway() throws Exception {
        fault("the database is away", () -> first.stop("fast"), Duration.ofSeconds(80), first::start, SOON);
    }

    @Test
    @Order(5)
    void theDatabaseFallsAndRecovers() throws Exception {
        fault(
                "the database stops at once (immediate)",
                () -> first.stop("immediate"),
                Duration.ZERO,
                first::start,
                SOON);
    }

    /** Somebody's statement holds what every list reads. */
    @Test
    @Order(6)
    void aStatementIsSlow() throws Exception {
        try (Connection slow = database.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            fault(
                    "a statement locks the tasks",
                    () -> statement.execute("lock table act_ru_task in access exclusive mode"),
                    Duration.ofSeconds(45),
                    slow::rollback,
                    SOON);
        }
        assertThat(nodes).as("no node was taken out").allMatch(ChildBridge::isReady);
    }

    @Test
    @Order(7)
    void aClockIsWrong() throws Exception {
        Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
        assume(Files.exists(library), "libfaketime is not installed (apt-get install faketime)");
        for (String offset : List.of("+1h", "-1h")) {
            ChildBridge node = nodes.get(0);
            fault(
                    "a node's clock is " + offset,
                    () -> {
                        node.kill();
                        node.begin(Map.of(
                                "LD_PRELOAD", library.toString(), "FAKETIME", offset, "DONT_FAKE_MONOTONIC", "1"));
                    },
                    Duration.ofSeconds(75),
                    () -> {
                        assertThat(node.isReady())
                                .as("it knows that it is wrong")
                                .isFalse();
                        node.kill();
                    },
                    SOON);
            node.start();
        }
    }

    @Test
    @Order(8)
    void theDiskOfEvidenceIsFull() throws Exception {
        onSmallDisks();
        Path filling = disks.resolve("evidence/filling");
        fault("the disk of evidence is full", () -> fill(filling), A_MINUTE, () -> Files.delete(filling), A_MINUTE);
    }

    @Test
    @Order(9)
    void theDiskOfTheDatabaseIsFull() throws Exception {
        onSmallDisks();
        Path filling = disks.resolve("database/filling");
        fault(
                "the disk of the database is full",
                () -> fill(filling),
                Duration.ofSeconds(30),
                () -> {
                    Files.delete(filling);
                    if (!first.isRunning()) {
                        first.start();
                    }
                },
                SOON);
    }

    /** The last one, for there is no third server. */
    @Test
    @Order(10)
    void theStandbyTakesOver() throws Exception {
        fault(
                "the database's machine is lost, its standby promoted",
                () -> {
                    first.kill();
                    second.promote();
                },
                Duration.ZERO,
                () -> {},
                SOON);
    }

    @Test
    @Order(11)
    void nothingIsLostAndNothingIsDoneTwice() throws Exception {
        office.close();
        for (ChildBridge node : nodes) {
            await().atMost(A_MINUTE).until(node::isReady);
        }
        JdbcClient jdbc = JdbcClient.create(database);
        Desk desk = new Desk(nodes.get(0).address(), A_MINUTE);
        List<String> cases = jdbc.sql("select case_no from assistance_request order by case_no")
                .query(String.class)
                .list();
        assertThat(cases).as("what officers were told is there").containsAll(office.told);
        // Whoever got no answer finds his request in the list, and goes on with it there.
        jdbc.sql("""
                        select p.business_key_ from act_ru_task t join act_hi_procinst p on p.id_ = t.proc_inst_id_
                         where t.task_def_key_ = 'approveRequest'
                        """)
                .query(String.class)
                .list()
                .forEach(caseNo -> desk.does(
                        "unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意")));
        await("every case has its answer").atMost(Duration.ofMinutes(5)).untilAsserted(() -> assertThat(
                        jdbc.sql("""
                        select r.case_no from assistance_request r
                         where not exists (select from act_ru_task t join act_hi_procinst p on p.id_ = t.proc_inst_id_
                                            where p.business_key_ = r.case_no and t.task_def_key_ = 'decideOutcome')
                        """).query(String.class).list())
                .isEmpty());
        assertThat(jdbc.sql("select count(*) from act_ru_incident")
                        .query(Long.class)
                        .single())
                .as("incidents")
                .isZero();
        new Invariants(database, disks.resolve("evidence"), new Http(sandboxUrl(), null)).hold(cases);
        System.out.printf(
                "%d cases, of which %d answers did not reach their officer%n",
                cases.size(), cases.size() - office.told.size());
    }

    /**
     * Has it happen while the office works, and waits until a request is raised and approved that was begun after its end.
     *
     * @param lasts how long until {@code end}
     * @param within the longest time from then until somebody could work again
     */
    private void fault(String name, Act begin, Duration lasts, Act end, Duration within) throws Exception {
        office.mustWork(Instant.now(), A_MINUTE.multipliedBy(2));
        int failed = office.failures.size();
        Instant began = Instant.now();
        begin.run();
        Thread.sleep(lasts.toMillis());
        end.run();
        Instant ended = lasts.isZero() ? began : Instant.now();
        int meanwhile = (int) office.done.stream()
                .filter(done -> done.begun.isAfter(began) && done.at.isBefore(ended))
                .count();
        Files.write(
                LOGS.resolve("failures.log"),
                office.failures.stream()
                        .skip(failed)
                        .map(line -> name + ": " + line)
                        .toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        office.mustWork(ended, A_MINUTE.multipliedBy(5));
        Duration back = Duration.between(ended, office.firstAfter(ended));
        String line = "| %s | %d s | %d | %d | %.1f s |%n"
                .formatted(
                        name, lasts.toSeconds(), meanwhile, office.failures.size() - failed, back.toMillis() / 1000.0);
        System.out.print(line);
        Files.writeString(LOGS.resolve("recovery.md"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        assertThat(back).as(name).isLessThanOrEqualTo(within);
    }

    private boolean mount(String name, String size) throws Exception {
        Path disk = Files.createDirectories(disks.resolve(name));
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "none", disk.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private void onSmallDisks() {
        assume(smallDisks, "Small disks cannot be mounted without root");
    }

    private static void assume(boolean there, String reason) {
        if (!there && System.getenv("CI") != null) {
            throw new AssertionError(reason + ", but this is CI, where nothing may be left out");
        }
        Assumptions.assumeTrue(there, reason + ": left out");
    }

    private static void fill(Path file) throws IOException {
        FileStore disk = Files.getFileStore(file.getParent());
        try (var out = Files.newOutputStream(file)) {
            byte[] block = new byte[64 * 1024];
            while (disk.getUsableSpace() > 0) {
                out.write(block, 0, (int) Math.min(block.length, disk.getUsableSpace()));
            }
        } catch (IOException full) {
            assertThat(disk.getUsableSpace()).isZero();
        }
    }

    private void startHaproxy() throws IOException {
        haproxy = haproxyProgram
                .builder(haproxySettings, "-db", "-f", "docker/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        LOGS.resolve("haproxy.log").toFile()))
                .start();
    }

    private String sandboxUrl() {
        return "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Four officers and their head, who raise and approve requests all the time and go on after every refusal. */
    private static final class Office implements AutoCloseable {

        private record Done(Instant begun, Instant at) {}

        private final Queue<Done> done = new ConcurrentLinkedQueue<>();
        private final Queue<String> told = new ConcurrentLinkedQueue<>();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final ExecutorService people = Executors.newFixedThreadPool(4);
        private final Desk desk;

        Office(String address) {
            desk = new Desk(address, Duration.ofSeconds(5));
            for (int i = 0; i < 4; i++) {
                people.submit(this::work);
            }
        }

        private void work() {
            while (!Thread.currentThread().isInterrupted()) {
                Instant begun = Instant.now();
                try {
                    String caseNo = desk.raised("officer310105", Requests.direct("SHOP_SUBJECT"));
                    told.add(caseNo);
                    desk.does(
                            "unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
                    done.add(new Done(begun, Instant.now()));
                    Thread.sleep(2000);
                } catch (InterruptedException e) {
                    return;
                } catch (RuntimeException | AssertionError e) {
                    failures.add(begun + " " + Instant.now() + " " + e.getMessage());
                    pause();
                }
            }
        }

        private static void pause() {
            try {
                Thread.sleep(500);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** Waits until somebody has begun and done something after that. */
        void mustWork(Instant since, Duration within) {
            await("a request is raised and approved; the last failures: "
                            + failures.stream()
                                    .skip(Math.max(0, failures.size() - 3))
                                    .toList())
                    .atMost(within)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> done.stream().anyMatch(work -> work.begun.isAfter(since)));
        }

        Instant firstAfter(Instant since) {
            return done.stream()
                    .filter(work -> work.begun.isAfter(since))
                    .map(Done::at)
                    .min(Instant::compareTo)
                    .orElseThrow();
        }

        @Override
        public void close() throws InterruptedException {
            people.shutdownNow();
            people.awaitTermination(2, TimeUnit.MINUTES);
        }
    }
}
