package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a whole case costs the database: 17 people's steps, two data requests, one disposition and its lift, over HTTP. And
 * what the system does while nobody does anything. Not a test: run its main; the arguments are the number of cases counted
 * (10 unless given), of cases before that (5), the seconds for which it watches the idle system (60), and a file with the
 * class path of an older build, which then plays the same cases first, on the same server in a database of its own.
 */
final class CaseCost {

    private static final Path LISTS = Path.of("target", "bench");

    private final String build;
    private final MeasuredServer server;
    private final Desk desk;
    private final JdbcClient onlooker;
    private final Map<String, List<Long>> millis = new TreeMap<>();
    private final List<Long> clicks = new ArrayList<>();
    private final List<Long> reads = new ArrayList<>();
    private Map<String, Object> findings;

    CaseCost(String build, MeasuredServer server, Desk desk) {
        this.build = build;
        this.server = server;
        this.desk = desk;
        this.onlooker = server.onlooker(build);
    }

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int before = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int idle = args.length > 2 ? Integer.parseInt(args[2]) : 60;
        Map<String, List<String>> builds = new LinkedHashMap<>();
        if (args.length > 3) {
            builds.put(
                    "older",
                    List.of(
                            "-Xmx512m",
                            "-cp",
                            Files.readString(Path.of(args[3])).strip()));
        }
        builds.put("this", List.of("-Xmx512m"));
        int exit = 1;
        try (MeasuredServer server = new MeasuredServer()) {
            Map<String, Map<String, Double>> columns = new LinkedHashMap<>();
            for (Map.Entry<String, List<String>> build : builds.entrySet()) {
                try (Installation installation = new Installation(
                        server.create(build.getKey()),
                        build.getValue(),
                        List.of(),
                        "--sandbox.delay.manual=PT0.2S",
                        "--sandbox.delay.disposition=PT0.2S")) {
                    columns.put(
                            build.getKey(),
                            new CaseCost(build.getKey(), server, installation.desk).measure(cases, before, idle));
                }
            }
            print(columns);
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    /** A line for each figure, a column for each build. */
    private static void print(Map<String, Map<String, Double>> builds) {
        builds.keySet().forEach(build -> System.out.printf("%10s", build));
        System.out.println("  build");
        builds.values().stream()
                .flatMap(figures -> figures.keySet().stream())
                .distinct()
                .forEach(figure -> {
                    builds.values().forEach(figures -> System.out.printf("%,10.1f", figures.getOrDefault(figure, 0.0)));
                    System.out.println("  " + figure);
                });
    }

    private Map<String, Double> measure(int cases, int before, int idleSeconds) throws Exception {
        for (int n = 0; n < before; n++) {
            play();
        }
        allIsSearchable();
        MeasuredServer.settle();
        MeasuredServer.Counts resting = server.counts(build);
        Thread.sleep(idleSeconds * 1000L);
        MeasuredServer.settle();
        MeasuredServer.Used idle = server.counts(build).since(resting);

        millis.clear();
        clicks.clear();
        reads.clear();
        MeasuredServer.Counts start = server.counts(build);
        for (int n = 0; n < cases; n++) {
            play();
        }
        MeasuredServer.Counts played = server.counts(build);
        allIsSearchable();
        MeasuredServer.settle();
        MeasuredServer.Counts end = server.counts(build);
        MeasuredServer.Used all = end.since(start).each(cases);
        MeasuredServer.Used net = end.since(start).without(idle).each(cases);
        double perRead = readCost();

        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put(
                "load average at the end",
                Double.valueOf(Files.readString(Path.of("/proc/loadavg")).split(" ")[0]));
        figures.put("idle, a second: statements", idle.statements() / idle.seconds());
        figures.put("idle, a second: commits", idle.commits() / idle.seconds());
        figures.put("idle, a second: bytes of WAL", idle.wal() / idle.seconds());
        figures.put("a case: seconds", played.since(start).seconds() / cases);
        figures.put("a case, all meanwhile: statements", all.statements());
        figures.put("a case, all meanwhile: commits", all.commits());
        figures.put("a case, all meanwhile: KB of WAL", all.wal() / 1000);
        figures.put("a case alone: statements", net.statements());
        figures.put("a case alone: statements of the player's own looks at task lists", perRead * reads.size() / cases);
        figures.put("a case alone: commits", net.commits());
        figures.put("a case alone: commits that wrote", (double) server.writingCommits(build, start, end) / cases);
        figures.put("a case alone: KB of WAL", net.wal() / 1000);
        server.walByTable(build, start, end).entrySet().stream()
                .collect(Collectors.groupingBy(
                        table -> part(table.getKey()), TreeMap::new, Collectors.summingDouble(Map.Entry::getValue)))
                .forEach((part, bytes) -> figures.put("a case: KB of WAL of " + part, bytes / 1000.0 / cases));
        figures.put("a click: ms, p50", (double) at(clicks, 0.5));
        figures.put("a click: ms, p95", (double) at(clicks, 0.95));
        figures.put("a task list: ms, p50", (double) at(reads, 0.5));
        figures.put("a task list: ms, p95", (double) at(reads, 0.95));
        millis.forEach((click, times) -> figures.put(click + ": ms, p50", (double) at(times, 0.5)));

        list("statements", net.calls().entrySet().stream().sorted(MOST));
        list("statements-by-part", net.byPart());
        list("statements-by-table", net.byTable());
        for (boolean indexes : List.of(false, true)) {
            list(
                    indexes ? "wal-by-index" : "wal-by-table",
                    (indexes ? server.walByIndex(build, start, end) : server.walByTable(build, start, end))
                            .entrySet().stream()
                                    .map(one -> Map.entry(one.getKey(), (double) one.getValue() / cases))
                                    .sorted(MOST));
        }
        return figures;
    }

    /** What is told after a case belongs to it. Earlier builds have no search. */
    private void allIsSearchable() {
        boolean searches = onlooker.sql("select to_regclass('search_due') is not null")
                .query(Boolean.class)
                .single();
        seen(
                "what was written can be searched",
                () -> !searches
                        || onlooker.sql("select not exists (select from search_due)")
                                .query(Boolean.class)
                                .single());
    }

    private static final Comparator<Map.Entry<String, Double>> MOST =
            Map.Entry.comparingByValue(Comparator.reverseOrder());

    private static String part(String table) {
        return table.startsWith("act_hi_")
                ? "the engine's history"
                : table.startsWith("act_")
                        ? "running instances"
                        : table.startsWith("log_")
                                ? "the evidence log"
                                : table.startsWith("record_") || table.startsWith("answer_")
                                        ? "the rows of answers"
                                        : table.startsWith("pg_") || table.equals("other")
                                                ? "the catalog"
                                                : "everything else";
    }

    /** Figures a case, the largest first. */
    private void list(String name, Stream<Map.Entry<String, Double>> figures) throws IOException {
        Files.createDirectories(LISTS);
        Path file = LISTS.resolve(name + "-" + build + ".txt");
        Files.write(
                file,
                figures.map(one -> String.format(
                                Locale.ROOT,
                                "%10.1f  %s",
                                one.getValue(),
                                one.getKey().replaceAll("\\s+", " ")))
                        .toList());
        System.out.println("written: " + file);
    }

    private static long at(List<Long> times, double share) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }

    /** Statements of one look at one's tasks, with what signing in costs. */
    private double readCost() throws InterruptedException {
        int times = 50;
        MeasuredServer.Counts before = server.counts(build);
        for (int n = 0; n < times; n++) {
            desk.tasks("officer310105", "followRequest", "310105-2026-999999");
        }
        MeasuredServer.Used used = server.counts(build).since(before);
        // Rounded to whole statements a look: others' work in between is no multiple of it.
        return used.calls().values().stream()
                .mapToDouble(calls -> Math.floor(calls / times))
                .sum();
    }

    /** A case whose letter nobody has signed for: it waits for its deadline. */
    String waiting() {
        String caseNo = raise();
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        return caseNo;
    }

    /** One case from the request to its lifted disposition. */
    void play() {
        String caseNo = waiting();
        WholeCase.play(caseNo, this::does, () -> findings(caseNo));
        seen(
                caseNo + " has ended",
                () -> onlooker.sql("select count(*) from act_ru_execution where business_key_ = ?")
                                .param(caseNo)
                                .query(Long.class)
                                .single()
                        == 0);
    }

    /** Earlier builds ask for no answer to each question: looked up in the first case, which is not counted. */
    private Map<String, Object> findings(String caseNo) {
        if (findings == null) {
            seen(
                    "investigate",
                    () -> desk.tasks("officer330110", "investigate", caseNo).size() > 0);
            JsonNode task = desk.tasks("officer330110", "investigate", caseNo).get(0);
            String form = desk.as("officer330110")
                    .get("/engine-rest/task/" + task.get("id").asText() + "/deployed-form")
                    .text();
            findings = Requests.findings();
            findings.keySet().removeIf(field -> field.startsWith("answer") && !form.contains("\"" + field + "\""));
        }
        return findings;
    }

    private String raise() {
        return clicked(
                        "raiseRequest",
                        () -> desk.raise("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE")),
                        200)
                .json()
                .get("businessKey")
                .asText();
    }

    /** Waits until the task is there, looks at it as that person, claims it and submits its form. */
    private void does(String user, String task, String caseNo, Map<String, Object> fields) {
        seen(
                task + " of " + caseNo,
                () -> onlooker.sql("""
                                select count(*) from act_ru_task t join act_ru_execution e on e.id_ = t.proc_inst_id_
                                 where t.task_def_key_ = ? and e.business_key_ = ?
                                """).params(task, caseNo).query(Long.class).single() > 0);
        long start = System.nanoTime();
        JsonNode waiting = desk.tasks(user, task, caseNo).get(0);
        reads.add((System.nanoTime() - start) / 1_000_000);
        String path = "/engine-rest/task/" + waiting.get("id").asText();
        Http person = desk.as(user);
        if (waiting.get("assignee").isNull()) {
            clicked("claim", () -> person.post(path + "/claim", Map.of("userId", user)), 204);
        }
        clicked(task, () -> person.post(path + "/submit-form", Map.of("variables", Desk.variables(fields))), 204);
    }

    private Http.Answer clicked(String click, Callable<Http.Answer> request, int expected) {
        try {
            long start = System.nanoTime();
            Http.Answer answer = request.call();
            long took = (System.nanoTime() - start) / 1_000_000;
            if (answer.status() != expected) {
                throw new IllegalStateException(click + ": " + answer.text());
            }
            clicks.add(took);
            millis.computeIfAbsent(click, any -> new ArrayList<>()).add(took);
            return answer;
        } catch (Exception e) {
            throw new IllegalStateException(click, e);
        }
    }

    private static void seen(String what, Callable<Boolean> condition) {
        await(what)
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }
}
