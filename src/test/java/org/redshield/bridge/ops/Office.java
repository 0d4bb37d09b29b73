package org.redshield.bridge.ops;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.redshield.bridge.crash.Takedown;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Desk;

/**
 * Officers and their heads, who work all the time and go on after every refusal: three raise requests to the platform, one
 * writes letters to the bureau that faces it, and one takes measures in cases that have their answer.
 */
final class Office implements AutoCloseable {

    private static final int PEOPLE = 5;

    private record Done(Instant begun, Instant at) {}

    @FunctionalInterface
    private interface Work {
        void once() throws InterruptedException;
    }

    /** Case numbers that an officer was told. */
    final Queue<String> told = new ConcurrentLinkedQueue<>();

    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Done> done = new ConcurrentLinkedQueue<>();
    private final Queue<String> toMeasure = new ConcurrentLinkedQueue<>();
    private final ExecutorService people = Executors.newFixedThreadPool(PEOPLE);
    private final Desk desk;

    Office(String address) {
        desk = new Desk(address, Duration.ofSeconds(5));
        for (int i = 0; i < PEOPLE - 2; i++) {
            people.submit(() -> work(() -> toMeasure.add(raise(Requests.direct("SHOP_SUBJECT")))));
        }
        people.submit(() -> work(() -> raise(Requests.throughHomeBureau("SHOP_SUBJECT"))));
        people.submit(() -> work(this::measure));
    }

    private String raise(Map<String, Object> request) {
        Instant begun = Instant.now();
        String caseNo = desk.raised("officer310105", request);
        told.add(caseNo);
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        done.add(new Done(begun, Instant.now()));
        return caseNo;
    }

    private void measure() throws InterruptedException {
        String caseNo = toMeasure.poll();
        if (caseNo == null) {
            return;
        }
        while (desk.tasks("officer310105", "decideOutcome", caseNo).isEmpty()) {
            Thread.sleep(500);
        }
        Takedown.STEPS.forEach(step -> step.in(desk, caseNo));
    }

    String address() {
        return desk.base();
    }

    /** Somebody looks at his tasks. */
    int reads() {
        return desk.as("officer310105").get("/engine-rest/task").status();
    }

    private void work(Work work) {
        while (!Thread.currentThread().isInterrupted()) {
            Instant begun = Instant.now();
            try {
                work.once();
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

    /** Requests raised and approved between the two. */
    long doneBetween(Instant from, Instant to) {
        return done.stream()
                .filter(work -> work.begun.isAfter(from) && work.at.isBefore(to))
                .count();
    }

    @Override
    public void close() throws InterruptedException {
        people.shutdownNow();
        people.awaitTermination(2, TimeUnit.MINUTES);
    }
}
