package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.redshield.bridge.Rows;
import org.redshield.bridge.crash.LetterInvariants;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.util.FileSystemUtils;

/**
 * How long a clue is on its way from the click that approves its transfer to the receiver's task, at a fixed rate of clicks
 * on two nodes, and what one costs. Clicks come when they are planned, however long those before them take. Not a test: run
 * its main; the arguments are the clicks a second (50 unless given), for how many seconds (60), and for how many seconds they
 * come before that, since nodes that have just started compile (20).
 */
final class TransferBurst implements AutoCloseable {

    private static final String DATABASE = "transfers";
    private static final Path LISTS = Path.of("target", "bench");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Nobody's approval waits for the number of a letter of all others: several bureaus hand over. */
    private static final List<String> BUREAUS = List.of("310105", "320324", "321300", "330110", "330113");

    private static final String TASK = "/camunda/api/engine/engine/default/task/";

    private static final String UNSIGNED =
            "select count(*) from act_ru_task where task_def_key_ = 'signTransfer' and suspension_state_ = 1";

    private final MeasuredServer server = new MeasuredServer(true);
    private final Path files = Files.createTempDirectory("transfer-burst");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String url;
    private final JdbcClient jdbc;
    private final List<ChildBridge> nodes;
    private final Map<String, Browser> sessions = new ConcurrentHashMap<>();
    private volatile ChildBridge doomed;

    /** A transfer that only has to be approved. */
    private record Waiting(String task, String caseNo, String tenant) {}

    /** Times in ms, sorted. */
    private record Times(List<Long> millis) {

        private static Times of(List<Long> millis) {
            return new Times(millis.stream().sorted().toList());
        }

        long at(double share) {
            return millis.get(Math.max(0, (int) Math.ceil(millis.size() * share) - 1));
        }

        @Override
        public String toString() {
            return "p50 %,d ms, p99 %,d ms, max %,d ms".formatted(at(0.5), at(0.99), at(1));
        }
    }

    /**
     * What a burst took.
     *
     * @param clicks from the planned moment of the click to its answer
     * @param planned from the planned moment of the click to the commit of the receiver's task
     * @param approved from the commit of the approval to that of the receiver's task
     * @param stages of these, by what was reached
     */
    record Figures(
            int transfers, int perSecond, Times clicks, Times planned, Times approved, Map<String, Times> stages) {

        @Override
        public String toString() {
            StringBuilder lines = new StringBuilder("""
                    %,d transfers, %d a second
                      the click that approves, from its planned moment: %s
                      from the planned moment of the click to the receiver's task: %s
                      from the approval's commit to that of the receiver's task: %s
                    """.formatted(transfers, perSecond, clicks, planned, approved));
            stages.forEach((stage, times) -> lines.append("    to ")
                    .append(stage)
                    .append(": ")
                    .append(times)
                    .append('\n'));
            return lines.toString();
        }
    }

    /** @param options of both nodes */
    TransferBurst(List<String> options, String... settings) throws IOException {
        url = server.create(DATABASE);
        jdbc = server.onlooker(DATABASE);
        nodes = List.of(node("first", options, settings), node("second", options, settings));
        for (ChildBridge node : nodes) {
            node.start();
        }
    }

    private ChildBridge node(String name, List<String> options, String... settings) {
        List<String> all = new ArrayList<>(List.of(settings));
        all.addAll(List.of(
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers")));
        return new ChildBridge(LISTS.resolve("transfers-" + name + ".log"), options, all.toArray(String[]::new));
    }

    public static void main(String[] args) throws Exception {
        int perSecond = args.length > 0 ? Integer.parseInt(args[0]) : 50;
        int seconds = args.length > 1 ? Integer.parseInt(args[1]) : 60;
        int before = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        int exit = 1;
        try (TransferBurst run = new TransferBurst(DeadlineBurst.FULL)) {
            if (before > 0) {
                System.out.println("before: " + run.burst(perSecond, before, 0));
            }
            DeadlineBurst.printLoad();
            run.printMeasured(perSecond, seconds);
            DeadlineBurst.printLoad();
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    private void printMeasured(int perSecond, int seconds) throws Exception {
        List<Waiting> waiting = prepare(perSecond * seconds);
        MeasuredServer.settle();
        MeasuredServer.Counts start = server.counts(DATABASE);
        Map<String, MeasuredServer.Effort> effortsBefore = server.efforts(DATABASE);
        Duration nodesBefore = time(ChildBridge::processorTime);
        Duration compilersBefore = time(ChildBridge::compilerTime);
        Duration databaseBefore = databaseTime();
        Duration ownBefore = used(ProcessHandle.current());
        Figures figures = approve(waiting, perSecond, 0);
        Duration nodesUsed = time(ChildBridge::processorTime).minus(nodesBefore);
        Duration compilersUsed = time(ChildBridge::compilerTime).minus(compilersBefore);
        Duration databaseUsed = databaseTime().minus(databaseBefore);
        Duration ownUsed = used(ProcessHandle.current()).minus(ownBefore);
        MeasuredServer.settle();
        MeasuredServer.Counts end = server.counts(DATABASE);
        System.out.println(figures);
        int number = waiting.size();
        MeasuredServer.Used each = end.since(start).each(number);
        System.out.printf(
                "  a transfer: %.0f statements, %.1f commits, of which %.1f wrote something, %.1f KB of WAL%n",
                each.statements(),
                each.commits(),
                (double) server.writingCommits(DATABASE, start, end) / number,
                each.wal() / 1000);
        System.out.printf(
                "  processor time of a transfer: %.1f ms of the nodes, of which %.1f ms their compilers, %.1f ms of the database;"
                        + " %.1f ms of who clicks%n",
                (double) nodesUsed.toMillis() / number,
                (double) compilersUsed.toMillis() / number,
                (double) databaseUsed.toMillis() / number,
                (double) ownUsed.toMillis() / number);
        Path list = LISTS.resolve("statements-of-transfers.txt");
        Files.write(
                list,
                server.efforts(DATABASE).entrySet().stream()
                        .map(one -> Map.entry(
                                one.getKey(),
                                one.getValue()
                                        .since(
                                                effortsBefore.getOrDefault(one.getKey(), MeasuredServer.Effort.NONE),
                                                number)))
                        .filter(one -> one.getValue().calls() > 0)
                        .sorted(Comparator.comparingDouble(
                                one -> -one.getValue().millis()))
                        .map(one -> String.format(
                                Locale.ROOT,
                                "%8.2f calls %8.3f ms %8.1f pages  %s",
                                one.getValue().calls(),
                                one.getValue().millis(),
                                one.getValue().pages(),
                                one.getKey().replaceAll("\\s+", " ")))
                        .toList());
        System.out.println("written: " + list);
    }

    private Duration time(Function<ChildBridge, Duration> used) {
        return nodes.stream().map(used).reduce(Duration.ZERO, Duration::plus);
    }

    /** All processes of the server that have not ended. */
    private Duration databaseTime() {
        long session = count("select pg_backend_pid()");
        return ProcessHandle.of(session).flatMap(ProcessHandle::parent).stream()
                .flatMap(ProcessHandle::children)
                .map(TransferBurst::used)
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration used(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /**
     * @param killAt of the clicks, after which the second node is killed; its people go on at the first. 0: none
     */
    Figures burst(int perSecond, int seconds, double killAt) throws Exception {
        return approve(prepare(perSecond * seconds), perSecond, killAt);
    }

    /** So many transfers that a head has claimed and only has to approve. */
    private List<Waiting> prepare(int number) {
        inParallel(number, n -> {
            String tenant = BUREAUS.get(n % BUREAUS.size());
            Http.Answer answer = new Http(node(n).address(), "officer" + tenant)
                    .post(
                            "/engine-rest/process-definition/key/caseTransfer/submit-form",
                            Map.of("variables", Desk.variables(draft(n))));
            expect(200, answer);
        });
        List<Waiting> waiting = jdbc.sql("""
                        select t.id_, e.business_key_, t.tenant_id_
                          from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
                         where t.task_def_key_ = 'approveTransfer' order by t.create_time_
                        """)
                .query((row, index) -> new Waiting(row.getString(1), row.getString(2), row.getString(3)))
                .list();
        inParallel(waiting.size(), n -> {
            Waiting one = waiting.get(n);
            expect(204, head(one, node(n)).post(TASK + one.task() + "/claim", Map.of("userId", user(one))));
        });
        return waiting;
    }

    private ChildBridge node(int number) {
        return nodes.get(number % nodes.size());
    }

    /** Signed in once, as people are: a password with each request would be compared with each. */
    private Browser head(Waiting one, ChildBridge node) {
        return sessions.computeIfAbsent(
                node.address() + " " + one.tenant(), any -> Browser.signedIn(node.address(), user(one)));
    }

    private static String user(Waiting one) {
        return "bureauhead" + one.tenant();
    }

    private static Map<String, Object> draft(int number) {
        Map<String, Object> fields = new HashMap<>(Map.of(
                "what", "CLUE",
                "cause", "涉嫌销售侵权商品",
                "content", "举报材料反映，网店销售的运动鞋标有他人注册商标，价格明显低于正品。经查看网页和购买记录，商品由受移送单位辖区内的仓库发出，当事人在该地有实际经营场所。",
                "reason", "当事人实际经营地不在本局辖区，不属于本局管辖",
                "platformKey", "taobao",
                "shopId", "S4%06d".formatted(number),
                "subject", "IN_PLATFORM",
                "act", "COUNTERFEIT",
                "materials", "网页截图 2 份\n购买记录 1 份"));
        fields.put("actualPlace", BUREAUS.get((number + 1) % BUREAUS.size()));
        return fields;
    }

    private Figures approve(List<Waiting> waiting, int perSecond, double killAt) throws Exception {
        long there = count(UNSIGNED);
        int killed = killAt == 0 ? -1 : (int) (waiting.size() * killAt);
        Map<String, Instant> plan = new ConcurrentHashMap<>();
        Queue<Long> clicks = new ConcurrentLinkedQueue<>();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        Instant first = Instant.now().plusMillis(500);
        for (int n = 0; n < waiting.size(); n++) {
            Waiting one = waiting.get(n);
            ChildBridge node = node(n);
            Instant planned = first.plusNanos(n * 1_000_000_000L / perSecond);
            plan.put(one.caseNo(), planned);
            LockSupport.parkNanos(Duration.between(Instant.now(), planned).toNanos());
            if (n == killed) {
                doomed = nodes.get(1);
                doomed.kill();
            }
            all.add(CompletableFuture.runAsync(
                    () -> {
                        approve(one, node);
                        clicks.add(Duration.between(planned, Instant.now()).toMillis());
                    },
                    threads));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        await("every receiver has its task")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count(UNSIGNED) - there == waiting.size());
        return figures(waiting, perSecond, plan, List.copyOf(clicks));
    }

    private void approve(Waiting one, ChildBridge node) {
        String path = TASK + one.task() + "/submit-form";
        Map<String, Object> form =
                Map.of("variables", Desk.variables(Map.of("decision", "approve", "opinion", "同意移送")));
        try {
            expect(204, head(one, node).post(path, form));
        } catch (UncheckedIOException e) {
            if (node != doomed) {
                throw e;
            }
            // It may be done already, and only its answer was lost with the node: then this is refused.
            head(one, nodes.get(0)).post(path, form);
        }
    }

    private Figures figures(List<Waiting> waiting, int perSecond, Map<String, Instant> plan, List<Long> clicks) {
        List<Long> planned = new ArrayList<>();
        Map<String, List<Long>> since = new LinkedHashMap<>();
        jdbc.sql("""
                        select e.business_key_ as case_no, pg_xact_commit_timestamp(a.xmin) as approved,
                               l.issued_at as "the letter's number", r.at as "the receiver's inbox",
                               i.done_at as "the receiver's process", pg_xact_commit_timestamp(t.xmin) as there
                          from act_ru_task t
                          join act_ru_execution e on e.id_ = t.proc_inst_id_
                          join case_event a on a.case_no = e.business_key_ and a.what = 'TRANSFER_APPROVED'
                          join letter l on l.case_no = e.business_key_ and l.type = 'TRANSFER'
                          join receipt r on r.letter_id = l.id and r.stage = 'DELIVERED'
                          join inbox i on i.id = l.id
                         where t.task_def_key_ = 'signTransfer'
                        """).query(row -> {
            Instant click = plan.get(row.getString("case_no"));
            if (click == null) {
                return;
            }
            planned.add(Duration.between(click, Rows.instant(row, "there")).toMillis());
            for (int stage = 3; stage <= 6; stage++) {
                String name = row.getMetaData().getColumnLabel(stage);
                since.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(Duration.between(Rows.instant(row, "approved"), Rows.instant(row, name))
                                .toMillis());
            }
        });
        if (planned.size() != waiting.size()) {
            throw new IllegalStateException(planned.size() + " tasks for " + waiting.size() + " transfers");
        }
        Times approved = Times.of(since.remove("there"));
        Map<String, Times> stages = new LinkedHashMap<>();
        since.forEach((stage, millis) -> stages.put(stage, Times.of(millis)));
        return new Figures(waiting.size(), perSecond, Times.of(clicks), Times.of(planned), approved, stages);
    }

    private static void expect(int status, Http.Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException(answer.status() + " " + answer.text());
        }
    }

    private void inParallel(int number, IntConsumer task) {
        int parts = 8;
        CompletableFuture.allOf(IntStream.range(0, parts)
                        .mapToObj(part -> CompletableFuture.runAsync(
                                () -> {
                                    for (int n = part; n < number; n += parts) {
                                        task.accept(n);
                                    }
                                },
                                threads))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** @throws AssertionError when something was lost or done twice */
    void nothingIsDoubled() {
        new LetterInvariants(new DriverManagerDataSource(url, "postgres", "postgres")).hold();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        nodes.forEach(ChildBridge::close);
        server.close();
        FileSystemUtils.deleteRecursively(files);
    }
}
