package org.redshield.bridge.support;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.redshield.bridge.scenario.Requests;

/**
 * Officers at a pace, each with a session of his own: most of them read what Tasklist reads, and some raise requests, each with a
 * purpose of its own. Who hears nothing, or that nobody knows, sends the same again with the same id, as Tasklist does.
 */
public final class Clicks implements AutoCloseable {

    private static final String START =
            "/camunda/api/engine/engine/default/process-definition/key/assistanceRequest/submit-form";
    private static final List<String> READ = List.of(
            "/camunda/api/engine/engine/default/task?maxResults=15",
            "/camunda/api/engine/engine/default/task/count",
            "/api/desk",
            "/api/desk/changes",
            "/api/cases",
            "/api/notices/count",
            "/api/me",
            "/camunda/app/tasklist/default/");
    private static final int WRITES_OF = 20;

    /** Purposes of requests that their officer was told are raised; those that he gave up are in {@link #begun} alone. */
    public final Queue<String> raised = new ConcurrentLinkedQueue<>();

    /** Purposes of all that were sent. */
    public final Queue<String> begun = new ConcurrentLinkedQueue<>();

    /** Answers that nobody can read, or that say the wrong thing. */
    public final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** How many were answered, by status. */
    public final Map<Integer, AtomicInteger> answered = new ConcurrentSkipListMap<>();

    private final String run = UUID.randomUUID().toString();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Browser> officers = new ArrayList<>();
    private final ScheduledExecutorService people;

    /** @param perSecond of all requests, as far as the bridge answers as fast */
    public Clicks(String base, int perSecond) {
        int threads = Math.max(4, perSecond / 5);
        for (String user : List.of("officer310105", "officer2310105", "officer330110", "officer321300")) {
            officers.add(Browser.signedIn(base, user));
        }
        people = Executors.newScheduledThreadPool(threads);
        long each = TimeUnit.SECONDS.toMicros(1) * threads / perSecond;
        for (int i = 0; i < threads; i++) {
            people.scheduleAtFixedRate(this::one, each * i / threads, each, TimeUnit.MICROSECONDS);
        }
    }

    private void one() {
        int number = next.incrementAndGet();
        Browser officer = officers.get(number % officers.size());
        try {
            if (number % WRITES_OF == 0) {
                raise(officers.get(number / WRITES_OF % 2), run + " " + number);
            } else {
                hear(
                        "GET " + READ.get(number % READ.size()),
                        officer.ask("GET", READ.get(number % READ.size()), null, null));
            }
        } catch (IOException e) {
            answered(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError e) {
            faults.add(e.toString());
        }
    }

    private void raise(Browser officer, String purpose) throws InterruptedException {
        Map<String, Object> fields = new LinkedHashMap<>(Requests.question());
        fields.put("purpose", purpose);
        Map<String, Object> body = Map.of("variables", Desk.variables(fields));
        String id = UUID.randomUUID().toString();
        begun.add(purpose);
        for (int i = 0; i < 60; i++) {
            try {
                HttpResponse<String> answer = officer.ask("POST", START, body, id);
                hear("POST " + START, answer);
                if (answer.statusCode() < 400) {
                    raised.add(purpose);
                    return;
                }
            } catch (IOException e) {
                answered(0);
            }
            Thread.sleep(500);
        }
    }

    private void hear(String what, HttpResponse<String> answer) {
        answered(answer.statusCode());
        Plain.fault(answer).ifPresent(fault -> faults.add(what + ": " + fault));
    }

    private void answered(int status) {
        answered.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
    }

    /** Whoever is at something ends it. */
    @Override
    public void close() throws InterruptedException {
        people.shutdown();
        if (!people.awaitTermination(60, TimeUnit.SECONDS)) {
            people.shutdownNow();
            people.awaitTermination(60, TimeUnit.SECONDS);
        }
    }
}
