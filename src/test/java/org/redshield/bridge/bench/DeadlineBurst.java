package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How late a single deadline fires on an idle system, and what happens when very many are due in the same second on two
 * nodes of which one is killed meanwhile. Not a test: run its main; the arguments are the number of open clocks
 * (100,000 unless given), the number that are due at once (10,000), the number of single deadlines (40), and how many are
 * due at once before that (2,000): nodes that have just started compile while they fire.
 */
final class DeadlineBurst implements AutoCloseable {

    private static final Path LOGS = Path.of("target", "burst");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final SingleConnectionDataSource connection;
    private final JdbcClient jdbc;
    private final Path evidence = Files.createTempDirectory("burst-evidence");
    private final List<UUID> due;
    private final List<UUID> single;
    private final List<UUID> warmUp;
    private final FiringChecker checker;
    private final ChildBridge first;
    private final ChildBridge second;

    /**
     * What a burst took, seconds since the instant that all of it was due.
     *
     * @param killed firings when the node was killed
     * @param held timers that the killed node had locked
     * @param processorMillis of both nodes and the database's sessions per firing, until the kill
     * @param rateAlone firings a second of the remaining node, from the kill to 99 in 100
     * @param processorMillisAlone of the remaining node and the database's sessions per firing, from the kill to the end
     */
    record Figures(
            int due,
            double markedBy,
            double killedAt,
            long killed,
            long held,
            double half,
            double ninety,
            double firedBy,
            double processorMillis,
            double rateAlone,
            double processorMillisAlone) {

        @Override
        public String toString() {
            return """
                    %,d due in the same second, two nodes
                      all marked missed after %.1f s
                      one node killed after %.1f s with %,d fired (%,.0f a second), holding %d timers
                      half fired after %.1f s, 90 in 100 after %.1f s (%,.0f a second), the last after %.1f s
                      processor time of nodes and database until the kill: %.1f ms a firing
                      then one node: %,.0f a second until 99 in 100, %.1f ms a firing""".formatted(
                            due,
                            markedBy,
                            killedAt,
                            killed,
                            killed / killedAt,
                            held,
                            half,
                            ninety,
                            due * 0.9 / ninety,
                            firedBy,
                            processorMillis,
                            rateAlone,
                            processorMillisAlone);
        }
    }

    /** Nodes that start fast and are never compiled fully. */
    static final List<String> QUICK = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

    /** Nodes as an installation runs them. */
    static final List<String> FULL = List.of("-Xmx512m");

    DeadlineBurst(int open, int burst, int singles, int before, List<String> options) throws Exception {
        String url = TestDatabase.emptyUrl();
        DataSource database = new DriverManagerDataSource(url, "postgres", "postgres");
        connection = new SingleConnectionDataSource(database.getConnection(), true);
        jdbc = JdbcClient.create(connection);
        List<String> shared = List.of("--spring.datasource.url=" + url, "--bridge.evidence.directory=" + evidence);
        Instant start = Instant.now();
        try (DeadlineLoad load = new DeadlineLoad(
                with(shared, "--spring.datasource.username=postgres", "--spring.datasource.password=postgres"))) {
            due = load.cases("B", burst);
            single = load.cases("S", singles);
            warmUp = load.cases("W", before);
            load.others(open - burst - singles - before);
        }
        System.out.printf(
                "%,d open clocks, brought in within %.0f s%n",
                count("select count(*) from clock where state = 'RUNNING'"), seconds(start, Instant.now()));
        checker = new FiringChecker(database);
        first = new ChildBridge(LOGS.resolve("first.log"), options, with(shared));
        second = new ChildBridge(LOGS.resolve("second.log"), options, with(shared));
    }

    public static void main(String[] args) throws Exception {
        int open = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int burst = args.length > 1 ? Integer.parseInt(args[1]) : 10_000;
        int singles = args.length > 2 ? Integer.parseInt(args[2]) : 40;
        int before = args.length > 3 ? Integer.parseInt(args[3]) : 2_000;
        int exit = 1;
        try (DeadlineBurst run = new DeadlineBurst(open, burst, singles, before, FULL)) {
            run.startNodes();
            printLoad();
            run.printSingle();
            run.printWarmUp();
            printLoad();
            System.out.println(run.burst(0.35));
            printLoad();
            List<String> faults = run.faults();
            System.out.println(
                    faults.isEmpty() ? "checker: each due clock has exactly one firing" : "checker: " + faults);
            exit = faults.isEmpty() ? 0 : 2;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    static void printLoad() throws IOException {
        System.out.println(
                "load average " + Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }

    private static String[] with(List<String> settings, String... more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    void startNodes() throws IOException {
        first.start();
        second.start();
    }

    /** One after the other, each at a moment that the job executor cannot know before. */
    void printSingle() {
        if (single.isEmpty()) {
            return;
        }
        RandomGenerator random = RandomGenerator.getDefault();
        List<Long> millis = new ArrayList<>();
        for (UUID clock : single) {
            Instant at = Instant.now().plusMillis(1_500 + random.nextInt(1_000)).truncatedTo(ChronoUnit.MILLIS);
            dueAt(List.of(clock), at);
            // Seen by another connection, so after the commit.
            await().atMost(Duration.ofMinutes(2))
                    .pollDelay(Duration.between(Instant.now(), at))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> has("select count(*) from clock where id = ? and fired_at is not null", clock));
            millis.add(Duration.between(at, Instant.now()).toMillis());
        }
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "single deadlines, idle, two nodes: %d, from due to fired and committed: p50 %,d ms, p99 %,d ms, max %,d ms%n",
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1),
                sorted.get(sorted.size() - 1));
    }

    /** All due in the same instant, on two nodes that have just started. */
    void printWarmUp() {
        if (warmUp.isEmpty()) {
            return;
        }
        long firedBefore = fired();
        Instant at = due(warmUp);
        Duration before = processorTime();
        await("every clock of the first burst has fired")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(250))
                .until(() -> fired() - firedBefore == warmUp.size());
        Duration used = processorTime().minus(before);
        List<Double> times = times("fired_at", at);
        double last = times.get(times.size() - 1);
        System.out.printf(
                "%,d due in the same second, two nodes that have just started: the last after %.1f s (%,.0f a second), %.1f ms a firing%n",
                warmUp.size(), last, warmUp.size() / last, (double) used.toMillis() / warmUp.size());
    }

    /** Moves them to one instant and waits for it. */
    private Instant due(List<UUID> clocks) {
        Instant at = Instant.now().plusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        dueAt(clocks, at);
        await().atMost(LONGEST).pollInterval(Duration.ofMillis(10)).until(() -> !Instant.now()
                .isBefore(at));
        return at;
    }

    /** All due in the same instant; the second node is killed when that share has fired. */
    Figures burst(double killAfter) {
        long firedBefore = fired();
        Instant at = due(due);
        Duration before = processorTime();
        await("enough have fired to kill a node")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> fired() - firedBefore >= due.size() * killAfter);
        Duration used = processorTime().minus(before);
        second.kill();
        Instant killed = Instant.now();
        Duration usedThen = processorTimeAlone();
        long firedThen = fired() - firedBefore;
        long held = count("select count(*) from act_ru_job where type_ = 'timer' and lock_owner_ is not null");
        await("every due clock has fired")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> fired() - firedBefore == due.size());
        Duration usedAlone = processorTimeAlone().minus(usedThen);
        List<Double> times = times("fired_at", at);
        List<Double> marks = times("missed_at", at);
        int almost = (int) (due.size() * 0.99) - 1;
        return new Figures(
                due.size(),
                marks.get(marks.size() - 1),
                seconds(at, killed),
                firedThen,
                held,
                times.get(times.size() / 2),
                times.get((int) (times.size() * 0.9)),
                times.get(times.size() - 1),
                (double) used.toMillis() / firedThen,
                (almost - firedThen) / (times.get(almost) - seconds(at, killed)),
                (double) usedAlone.toMillis() / (due.size() - firedThen));
    }

    private Duration processorTime() {
        return processorTimeAlone().plus(second.processorTime());
    }

    /** Without the second node; the sessions of a node that was killed have ended. */
    private Duration processorTimeAlone() {
        return first.processorTime().plus(databaseTime());
    }

    private Duration databaseTime() {
        return jdbc.sql("select pid from pg_stat_activity where pid is not null").query(Long.class).list().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    private List<Double> times(String column, Instant at) {
        return jdbc
                .sql("select %s from clock where due_at = ? order by 1".formatted(column))
                .param(Timestamp.from(at))
                .query(Timestamp.class)
                .list()
                .stream()
                .filter(time -> time != null)
                .map(time -> seconds(at, time.toInstant()))
                .toList();
    }

    List<String> faults() {
        return checker.faults();
    }

    FiringChecker checker() {
        return checker;
    }

    /** From the checker's notes: counting the clocks would cost as much as firing some. */
    private long fired() {
        return count("select count(*) from burst_firing");
    }

    /** Clock and timer move together, as they do in the bridge. */
    private void dueAt(List<UUID> clocks, Instant at) {
        checker.expect(clocks, at);
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private boolean has(String sql, UUID clock) {
        return jdbc.sql(sql).param(clock).query(Long.class).single() > 0;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    @Override
    public void close() throws IOException {
        first.close();
        second.close();
        connection.destroy();
        FileSystemUtils.deleteRecursively(evidence);
    }
}
