package org.redshield.bridge.bench;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.redshield.bridge.scenario.Requests;

/**
 * How long an officer waits for an automatic answer: from the unit head's click to the task at which the answer is in
 * the case, over HTTP. Not a test: run its main; the argument is the number of cases on each route (20 unless given).
 */
final class AnswerTime {

    private static final Map<String, Object> ASSIGNMENT = Map.of(
            "decision", "assign",
            "leadCertificateNo", "33011001001",
            "secondCertificateNo", "33011001002");

    private final Installation installation;

    private AnswerTime(Installation installation) {
        this.installation = installation;
    }

    public static void main(String[] args) throws Exception {
        int cases = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        try (Installation installation = new Installation("512m")) {
            AnswerTime times = new AnswerTime(installation);
            times.measure("first case after the start, direct to the platform", 1, times::direct);
            times.measure("direct to the platform", cases, times::direct);
            times.measure("through the home bureau", cases, times::throughHomeBureau);
        }
        System.exit(0);
    }

    private void measure(String route, int cases, ToLongFunction<Integer> play) {
        List<Long> millis = new ArrayList<>();
        for (int n = 0; n < cases; n++) {
            millis.add(play.applyAsLong(n));
        }
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%s: %d cases, from approval to the answer in the case: p50 %,d ms, max %,d ms%n",
                route, cases, sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }

    private long direct(int number) {
        String caseNo = installation.desk.raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        installation.desk.waitingTask("unithead310105", "approveRequest", caseNo);
        long start = System.nanoTime();
        installation.approve(caseNo);
        return until("officer310105", "decideOutcome", caseNo, start);
    }

    private long throughHomeBureau(int number) {
        String caseNo = installation.desk.raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        installation.approve(caseNo);
        installation.desk.does(
                "officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        installation.desk.does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        installation.desk.waitingTask("unithead330110", "assignOfficers", caseNo);
        long start = System.nanoTime();
        installation.desk.does("unithead330110", "assignOfficers", caseNo, ASSIGNMENT);
        return until("officer330110", "investigate", caseNo, start);
    }

    private long until(String user, String task, String caseNo, long start) {
        await().atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !installation.desk.tasks(user, task, caseNo).isEmpty());
        return (System.nanoTime() - start) / 1_000_000;
    }
}
