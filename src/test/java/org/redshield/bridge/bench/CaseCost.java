package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.DraftFields;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a whole case costs the database: 17 people's steps, two data requests, one disposition and its lift, over HTTP. And
 * what the system does while nobody does anything. Not a test: run its main; the arguments are the number of cases counted
 * (10 unless given), of cases before that (5), and the seconds for which it watches the idle system (60).
 */
final class CaseCost {

    private static final String DATABASE = "whole_case";

    private final MeasuredServer server;
    private final Installation installation;
    private final JdbcClient onlooker;
    private final Map<String, List<Long>> millis = new TreeMap<>();
    private final List<Long> clicks = new ArrayList<>();
    private final List<Long> reads = new ArrayList<>();

    private CaseCost(MeasuredServer server, Installation installation) {
        this.server = server;
        this.installation = installation;
        this.onlooker = server.onlooker(DATABASE);
    }

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int before = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        int idle = args.length > 2 ? Integer.parseInt(args[2]) : 60;
        int exit = 1;
        try (MeasuredServer server = new MeasuredServer();
                Installation installation = new Installation(
                        server.create(DATABASE),
                        List.of("-Xmx512m"),
                        List.of(),
                        "--sandbox.delay.manual=PT0.2S",
                        "--sandbox.delay.disposition=PT0.2S")) {
            new CaseCost(server, installation).measure(cases, before, idle);
            exit = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        System.exit(exit);
    }

    private void measure(int cases, int before, int idleSeconds) throws Exception {
        for (int n = 0; n < before; n++) {
            play();
        }
        MeasuredServer.settle();
        MeasuredServer.Counts resting = server.counts(DATABASE);
        Thread.sleep(idleSeconds * 1000L);
        MeasuredServer.settle();
        MeasuredServer.Used idle = server.counts(DATABASE).since(resting);

        millis.clear();
        clicks.clear();
        reads.clear();
        MeasuredServer.Counts start = server.counts(DATABASE);
        for (int n = 0; n < cases; n++) {
            play();
        }
        MeasuredServer.Counts played = server.counts(DATABASE);
        MeasuredServer.settle();
        MeasuredServer.Counts end = server.counts(DATABASE);
        MeasuredServer.Used all = end.since(start).each(cases);
        MeasuredServer.Used net = end.since(start).without(idle).each(cases);

        System.out.printf(
                "load average %s; %d cases, each %.1f s%n",
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                cases,
                played.since(start).seconds() / cases);
        System.out.printf(
                "idle, a second: %.1f statements, %.1f commits, %.0f bytes of WAL%n",
                idle.statements() / idle.seconds(), idle.commits() / idle.seconds(), idle.wal() / idle.seconds());
        System.out.printf(
                "a case, all that happened meanwhile: %,.0f statements, %,.0f commits, %.0f KB of WAL%n",
                all.statements(), all.commits(), all.wal() / 1000);
        System.out.printf(
                "a case, without what the idle system does: %,.0f statements, %,.0f commits (%,d wrote), %.0f KB of WAL%n",
                net.statements(), net.commits(), server.writingCommits(DATABASE, start, end) / cases, net.wal() / 1000);
        double perRead = readCost();
        System.out.printf(
                "of these statements the player's own reads: %,.0f (%d reads of %.1f)%n",
                perRead * reads.size() / cases, reads.size() / cases, perRead);
        System.out.printf(
                "a click is answered in p50 %,d ms, p95 %,d ms; a task list p50 %,d ms, p95 %,d ms%n",
                at(clicks, 0.5), at(clicks, 0.95), at(reads, 0.5), at(reads, 0.95));
        millis.forEach((click, times) ->
                System.out.printf("   %-45s p50 %,5d ms   p95 %,5d ms%n", click, at(times, 0.5), at(times, 0.95)));
        System.out.println("statements of a case by part");
        print(net.byPart(), 20);
        System.out.println("statements of a case by table");
        print(net.byTable(), 60);
        System.out.println("WAL of a case by table, bytes, indexes with it");
        print(
                server.walByTable(DATABASE, start, end).entrySet().stream()
                        .map(table -> Map.entry(table.getKey(), table.getValue() / (double) cases))
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())),
                40);
        Path list = Path.of("target", "bench", "statements.txt");
        Files.write(
                list,
                net.calls().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .map(one -> String.format(
                                Locale.ROOT,
                                "%8.1f  %s",
                                one.getValue(),
                                one.getKey().replaceAll("\\s+", " ")))
                        .toList());
        System.out.println("every statement: " + list);
    }

    private static void print(java.util.stream.Stream<Map.Entry<String, Double>> figures, int most) {
        figures.filter(figure -> figure.getValue() >= 0.5)
                .limit(most)
                .forEach(figure -> System.out.printf("%10.1f  %s%n", figure.getValue(), figure.getKey()));
    }

    private static long at(List<Long> times, double share) {
        List<Long> sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(sorted.size() * share)));
    }

    /** Statements of one look at one's tasks, with what signing in costs. */
    private double readCost() throws InterruptedException {
        int times = 50;
        MeasuredServer.Counts before = server.counts(DATABASE);
        for (int n = 0; n < times; n++) {
            installation.desk.tasks("officer310105", "followRequest", "310105-2026-999999");
        }
        MeasuredServer.Used used = server.counts(DATABASE).since(before);
        // Rounded to whole statements a look: others' work in between is no multiple of it.
        return used.calls().values().stream()
                .mapToDouble(calls -> Math.floor(calls / times))
                .sum();
    }

    /** One case from the request to its lifted disposition. */
    private void play() {
        String caseNo = raise();
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意协查"));
        does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        does(
                "unithead330110",
                "assignOfficers",
                caseNo,
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", "33011001001",
                        "secondCertificateNo", "33011001002"));
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        does(
                "officer330110",
                "investigate",
                caseNo,
                Map.of("decision", "submit", "findings", "现场核查属实，多笔订单没有真实物流。", "itemConclusion", "FOUND"));
        does("officer2330110", "confirmFindings", caseNo, Map.of("decision", "confirm"));
        does("unithead330110", "approveReply", caseNo, Map.of("decision", "approve", "reason", "同意答复"));
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        does(
                "officer310105",
                "decideOutcome",
                caseNo,
                Map.of(
                        "decision", "disposition",
                        "measures", List.of("WARNING"),
                        "legalHook", "网络交易监督管理办法第三十条",
                        "note", "刷单事实清楚"));
        does("unithead310105", "approveDispositionRequest", caseNo, Map.of("decision", "approve", "reason", "同意商请处置"));
        does(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.submitted(
                        "网络交易监督管理办法第二十九条、第三十条",
                        "经查，该店多笔订单没有真实物流，属于虚构交易。",
                        DraftFields.item("SHOP", "S1000001", "WARNING")));
        does("unithead330110", "approveDisposition", caseNo, Map.of("decision", "approve", "reason", "同意"));
        does("officer310105", "reviewDispositionReport", caseNo, Map.of("decision", "close", "note", "已知悉"));
        does(
                "officer330110",
                "followDisposition",
                caseNo,
                Map.of(
                        "decision", "lift",
                        "liftTargets", List.of(caseNo + "-D1-T1"),
                        "reason", "商家已整改，经复查符合要求，予以解除。"));
        does("unithead330110", "approveLift", caseNo, Map.of("decision", "approve", "reason", "同意解除"));
        seen(
                caseNo + " has ended",
                () -> onlooker.sql("select count(*) from act_ru_execution where business_key_ = ?")
                                .param(caseNo)
                                .query(Long.class)
                                .single()
                        == 0);
    }

    private String raise() {
        return clicked(
                        "raiseRequest",
                        () -> installation.desk.raise(
                                "officer310105", Requests.throughHomeBureau("SHOP_SUBJECT", "TRADE")),
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
        JsonNode waiting = installation.desk.tasks(user, task, caseNo).get(0);
        reads.add((System.nanoTime() - start) / 1_000_000);
        String path = "/engine-rest/task/" + waiting.get("id").asText();
        Http desk = installation.desk.as(user);
        if (waiting.get("assignee").isNull()) {
            clicked("claim", () -> desk.post(path + "/claim", Map.of("userId", user)), 204);
        }
        clicked(task, () -> desk.post(path + "/submit-form", Map.of("variables", Desk.variables(fields))), 204);
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
