package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import org.redshield.bridge.crash.Machine;
import org.redshield.bridge.crash.PostgresServer;
import org.redshield.bridge.crash.Takedown;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Clicks;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.PlatformProxy;
import org.redshield.bridge.support.PlatformProxy.Hold;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Everything that an operator fears, one after the other, to one installation on which officers go on working: two nodes behind HAProxy,
 * PostgreSQL with a synchronous standby on another machine, a platform. Each strikes while the platform has acted on a submission whose
 * answer has not arrived, and others wait for theirs. In the end every case that somebody began, also the one whose answer he never
 * saw, has what it asked for, and nothing was done twice. Prints how soon a request can be raised and approved again, and how soon
 * what was struck had its answer.
 */
@Tag("kill")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultListTest {

    private static final Path LOGS = Path.of("target", "faults");
    private static final Duration SOON = Duration.ofSeconds(15);
    /** The lock of a dead node's job, and until the job has its turn. */
    private static final Duration LOCK = Duration.ofSeconds(90);

    /** What waits for space looks again within that time. */
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    /** What was under way: a submission by part of what was sent, requests that the platform had. */
    private record Struck(String line, Instant began, Instant ended, String submission, String[] waiting) {}

    private final List<ChildBridge> nodes = new ArrayList<>();
    /** Between each node and the platform. */
    private final List<PlatformProxy> proxies = new ArrayList<>();

    private final List<Struck> struck = new ArrayList<>();
    private Optional<Machine> machine;
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
        smallDisks =
                SmallDisk.mount(disks.resolve("evidence"), "256m") && SmallDisk.mount(disks.resolve("database"), "2g");
        sandbox = SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=",
                "--sandbox.delay.immediate=PT8S",
                "--sandbox.delay.disposition=PT0.5S");
        machine = Machine.make();
        first = PostgresServer.create(disks.resolve("database/first"), machine);
        first.start();
        second = first.standby(disks.resolve("second"));
        second.start();
        first.waitForStandbys();
        String url = "jdbc:postgresql://" + first.hostAndPort() + "," + second.hostAndPort()
                + "/postgres?targetServerType=primary&connectTimeout=2";
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        for (String name : List.of("node1", "node2")) {
            PlatformProxy proxy = new PlatformProxy();
            proxy.passOnTo(sandboxUrl());
            proxies.add(proxy);
            nodes.add(new ChildBridge(
                    LOGS.resolve(name + ".log"),
                    "512m",
                    "--spring.datasource.url=" + url,
                    "--bridge.evidence.directory=" + disks.resolve("evidence"),
                    "--bridge.operations.least-evidence=16MB",
                    "--bridge.numbers.directory=" + disks.resolve("numbers"),
                    "--bridge.evidence.keys=" + disks.resolve("keys"),
                    "--bridge.seals.directory=" + disks.resolve("seals"),
                    "--bridge.platforms.taobao.file-hosts=" + sandboxUrl().replace("http://", ""),
                    "--bridge.platforms.taobao.url=" + proxy.url() + "/router/rest"));
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
        if (machine != null && machine.isPresent()) {
            machine.get().close();
        }
        proxies.forEach(PlatformProxy::close);
        if (sandbox != null) {
            sandbox.close();
        }
        for (String disk : List.of("evidence", "database")) {
            SmallDisk.unmount(disks.resolve(disk));
        }
    }

    @Test
    @Order(1)
    void aNodeIsKilled() throws Exception {
        fault("a node is killed", 0, "request.submit", nodes.get(0)::kill, Duration.ZERO, () -> {}, SOON);
        nodes.get(0).start();
    }

    @Test
    @Order(2)
    void aNodeStandsStill() throws Exception {
        ChildBridge node = nodes.get(1);
        Instant began = Instant.now();
        fault(
                "a node stands still (SIGSTOP)",
                1,
                "dispose.submit",
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
                0,
                "request.submit",
                () -> haproxy.destroyForcibly().onExit().join(),
                Duration.ofSeconds(20),
                this::startHaproxy,
                SOON);
    }

    @Test
    @Order(4)
    void theDatabaseIsAway() throws Exception {
        fault(
                "the database is away",
                0,
                "dispose.submit",
                () -> first.stop("fast"),
                Duration.ofSeconds(80),
                first::start,
                SOON);
    }

    @Test
    @Order(5)
    void theDatabaseFallsAndRecovers() throws Exception {
        fault(
                "the database stops at once (immediate)",
                1,
                "request.submit",
                () -> first.stop("immediate"),
                Duration.ZERO,
                first::start,
                SOON);
    }

    /** Again and again, in order and not, while officers read and raise requests ({@code DatabaseRestartTest} does it at full load). */
    @Test
    @Order(6)
    void theDatabaseRestartsAgainAndAgain() throws Exception {
        // Whoever is to click must have signed in; HAProxy may just have been started.
        office.mustWork(Instant.now(), A_MINUTE.multipliedBy(2));
        Clicks clicks = new Clicks(office.address(), 40);
        try (clicks) {
            fault(
                    "the database restarts four times",
                    1,
                    "request.submit",
                    () -> {
                        for (String mode : List.of("fast", "immediate", "fast", "immediate")) {
                            first.stop(mode);
                            Thread.sleep(1_000);
                            first.start();
                            Thread.sleep(4_000);
                        }
                    },
                    // What counts begins with the last of them and not with the first.
                    Duration.ofSeconds(1),
                    () -> {},
                    SOON);
        }
        assertThat(clicks.faults).as("answers that nobody can read").isEmpty();
        assertThat(clicks.answered.get(503)).as("those who met it").isNotNull();
        assertThat(JdbcClient.create(database)
                        .sql("select purpose from assistance_request")
                        .query(String.class)
                        .list())
                .as("what an officer was told is raised, once")
                .containsAll(clicks.raised)
                .filteredOn(clicks.begun::contains)
                .doesNotHaveDuplicates();
    }

    /** Somebody's statement holds what every list reads. */
    @Test
    @Order(7)
    void aStatementIsSlow() throws Exception {
        try (Connection slow = database.getConnection();
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            fault(
                    "a statement locks the tasks",
                    0,
                    "dispose.submit",
                    () -> statement.execute("lock table act_ru_task in access exclusive mode"),
                    Duration.ofSeconds(45),
                    slow::rollback,
                    SOON);
        }
        assertThat(nodes).as("no node was taken out").allMatch(ChildBridge::isReady);
    }

    @Test
    @Order(8)
    void aClockIsWrong() throws Exception {
        Path library = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");
        assume(Files.exists(library), "libfaketime is not installed (apt-get install faketime)");
        for (String offset : List.of("+1h", "-1h")) {
            ChildBridge node = nodes.get(0);
            fault(
                    "a node's clock is " + offset,
                    0,
                    "dispose.submit",
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
    @Order(9)
    void theDiskOfEvidenceIsFull() throws Exception {
        onSmallDisks();
        Path filling = disks.resolve("evidence/filling");
        fault(
                "the disk of evidence is full",
                1,
                "request.submit",
                () -> SmallDisk.fill(filling),
                A_MINUTE,
                () -> Files.delete(filling),
                A_MINUTE);
    }

    @Test
    @Order(10)
    void theDiskOfTheDatabaseIsFull() throws Exception {
        onSmallDisks();
        Path filling = disks.resolve("database/filling");
        fault(
                "the disk of the database is full",
                1,
                "dispose.submit",
                () -> SmallDisk.fill(filling),
                Duration.ofSeconds(30),
                () -> {
                    Files.delete(filling);
                    if (!first.isRunning()) {
                        first.start();
                    }
                },
                SOON);
    }

    /** Commits wait for it, and more people than the nodes have connections for would wait too. */
    @Test
    @Order(11)
    void theStandbyIsAway() throws Exception {
        List<Office> crowd = new ArrayList<>();
        fault(
                "the synchronous standby is away",
                1,
                "request.submit",
                () -> {
                    second.stop("fast");
                    for (int i = 0; i < 8; i++) {
                        crowd.add(new Office(office.address()));
                    }
                },
                A_MINUTE,
                () -> {
                    try {
                        assertThat(office.reads())
                                .as("status of a list of tasks")
                                .isEqualTo(200);
                        assertThat(crowd)
                                .as("who submits is told why he cannot")
                                .allSatisfy(
                                        one -> assertThat(one.failures).anyMatch(failure -> failure.contains("备机不在")));
                    } finally {
                        second.start();
                        for (Office one : crowd) {
                            one.close();
                            office.told.addAll(one.told);
                        }
                    }
                },
                SOON);
    }

    /** The last one, for there is no third server. */
    @Test
    @Order(12)
    void theStandbyTakesOver() throws Exception {
        fault(
                "the database's machine is lost, its standby promoted",
                0,
                "dispose.submit",
                () -> {
                    lose();
                    second.promote();
                },
                Duration.ZERO,
                () -> {},
                SOON);
    }

    /** The machine with all that runs there; where it has none of its own, the process. */
    private void lose() throws IOException {
        if (machine.isPresent()) {
            machine.get().lose();
        } else {
            first.kill();
        }
    }

    @Test
    @Order(13)
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
        // Whoever got no answer finds his task in the list, and goes on with it there.
        List<Takedown.Step> steps = new ArrayList<>(Takedown.STEPS);
        steps.set(
                0,
                new Takedown.Step("unithead310105", "approveRequest", Map.of("decision", "approve", "reason", "同意")));
        await("every case has what it asked for").atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            for (Takedown.Step step : steps) {
                waiting(jdbc, step.task()).forEach(caseNo -> step.in(desk, caseNo));
            }
            Set<String> ended = new HashSet<>(waiting(jdbc, "decideOutcome"));
            ended.addAll(waiting(jdbc, "acknowledgeLetter"));
            ended.addAll(waiting(jdbc, "followDisposition"));
            assertThat(ended).containsAll(cases);
        });
        assertThat(jdbc.sql("select count(*) from act_ru_incident")
                        .query(Long.class)
                        .single())
                .as("incidents")
                .isZero();
        new Invariants(database, disks.resolve("evidence"), new Http(sandboxUrl(), null)).hold(cases);
        table(jdbc);
        System.out.printf(
                "%d cases, of which %d answers did not reach their officer%n",
                cases.size(), cases.size() - office.told.size());
    }

    private static List<String> waiting(JdbcClient jdbc, String task) {
        return jdbc.sql("""
                        select p.business_key_ from act_ru_task t join act_hi_procinst p on p.id_ = t.proc_inst_id_
                         where t.task_def_key_ = ?
                        """).param(task).query(String.class).list();
    }

    /** Now that all have ended, when did what was struck? By the bridge's own clock, which is the database's. */
    private void table(JdbcClient jdbc) throws IOException {
        String ends = """
                with ends as (select request_no as number, answered_at as at from platform_request
                              union all select doc_name, answered_at from disposition_target)
                select max(at) from ends where\s""";
        List<String> lines = new ArrayList<>();
        for (Struck one : struck) {
            String submission =
                    after(one, jdbc.sql(ends + "position(number in ?) > 0").param(one.submission));
            String others = one.waiting.length == 0
                    ? ""
                    : after(one, jdbc.sql(ends + "number = any(?)").param(one.waiting));
            lines.add("%s %s | %d | %s |".formatted(one.line, submission, one.waiting.length, others));
        }
        lines.forEach(System.out::println);
        Files.write(LOGS.resolve("recovery.md"), lines);
    }

    private String after(Struck one, JdbcClient.StatementSpec answered) {
        Instant at =
                answered.query((row, number) -> row.getTimestamp(1)).single().toInstant();
        Duration after = Duration.between(one.ended, at);
        // The next faults may have struck it as well: none of the stretches between them was longer than it may take.
        Instant whole = one.ended;
        for (Struck next : struck.subList(struck.indexOf(one) + 1, struck.size())) {
            if (next.began.isBefore(at)) {
                assertThat(Duration.between(whole, next.began)).as(one.line).isLessThanOrEqualTo(LOCK);
                whole = next.ended;
            }
        }
        assertThat(Duration.between(whole, at)).as(one.line).isLessThanOrEqualTo(LOCK);
        return after.isNegative() ? "meanwhile" : "%.1f s".formatted(after.toMillis() / 1000.0);
    }

    /**
     * Has it happen while the office works, and waits until a request is raised and approved that was begun after its end.
     *
     * @param node whose submission is under way when it begins; the platform's answer arrives when it has begun
     * @param submission the platform's name for the call
     * @param lasts how long until {@code end}
     * @param within the longest time from then until somebody could work again
     */
    private void fault(String name, int node, String submission, Act begin, Duration lasts, Act end, Duration within)
            throws Exception {
        office.mustWork(Instant.now(), A_MINUTE.multipliedBy(2));
        int failed = office.failures.size();
        Hold underWay = proxies.get(node).holdNext(submission, 0);
        underWay.awaitReached(A_MINUTE.multipliedBy(3));
        String[] waiting = JdbcClient.create(database)
                .sql("select request_no from platform_request where submitted_at is not null and answered_at is null")
                .query(String.class)
                .list()
                .toArray(String[]::new);
        Instant began = Instant.now();
        try {
            begin.run();
        } finally {
            underWay.release();
        }
        Thread.sleep(lasts.toMillis());
        end.run();
        Instant ended = lasts.isZero() ? began : Instant.now();
        long meanwhile = office.doneBetween(began, ended);
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
        String line = "| %s | %s | %d | %d | %.1f s |"
                .formatted(
                        name,
                        lasts.isZero() ? "" : lasts.toSeconds() + " s",
                        meanwhile,
                        office.failures.size() - failed,
                        back.toMillis() / 1000.0);
        System.out.println(Instant.now() + " " + line + " " + waiting.length + " waited");
        struck.add(new Struck(line, began, ended, URLDecoder.decode(underWay.call(), StandardCharsets.UTF_8), waiting));
        assertThat(back).as(name).isLessThanOrEqualTo(within);
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
}
