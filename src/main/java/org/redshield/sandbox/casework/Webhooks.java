package org.redshield.sandbox.casework;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.redshield.sandbox.SandboxProperties;
import org.redshield.sandbox.faults.Call;
import org.redshield.sandbox.faults.FaultKind;
import org.redshield.sandbox.faults.Faults;
import org.redshield.sandbox.files.Hashes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tells whoever wants to know that something changed. Lost with the process: nobody may rely on it. */
@Component
public class Webhooks implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final int TRIES = 5;

    private final SandboxProperties.Webhook settings;
    private final Faults faults;
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-webhooks");
        thread.setDaemon(true);
        return thread;
    });

    public Webhooks(SandboxProperties properties, Faults faults, ObjectMapper json, Clock clock) {
        this.faults = faults;
        this.settings = properties.webhook();
        this.json = json;
        this.clock = clock;
    }

    void request(DataRequest request, Instant at) {
        later(event(at, "request.changed", about(request)), 1, until(at));
    }

    private ObjectNode about(DataRequest request) {
        return json.createObjectNode().put("requestNo", request.requestNo());
    }

    /** All events that a request will have, from the call that submits it. */
    void submitted(DataRequest request, Call call) {
        List<Instant> changes = Stream.of(request.readyAt(), request.end().answeredAt())
                .filter(Objects::nonNull)
                .toList();
        submitted("request.changed", changes, () -> about(request), call);
    }

    /** See {@link #submitted(DataRequest, Call)}. */
    void submitted(Disposition disposition, Call call) {
        submitted(
                "disposition.changed",
                List.of(disposition.executedAt()),
                () -> json.createObjectNode().put("taskId", disposition.id()).put("docName", disposition.docName()),
                call);
    }

    void disposition(Disposition disposition, Instant at) {
        later(
                event(
                        at,
                        "disposition.changed",
                        json.createObjectNode().put("taskId", disposition.id()).put("docName", disposition.docName())),
                1,
                until(at));
    }

    private void submitted(String type, List<Instant> changes, Supplier<ObjectNode> about, Call call) {
        boolean twice = faults.take(FaultKind.EVENTS_TWICE, call).isPresent();
        boolean reversed = faults.take(FaultKind.EVENTS_REVERSED, call).isPresent();
        boolean early = faults.take(FaultKind.EVENTS_EARLY, call).isPresent();
        List<ObjectNode> events = new ArrayList<>();
        changes.forEach(at -> events.add(event(at, type, about.get())));
        if (twice) {
            changes.forEach(at -> events.add(event(at, type, about.get())));
        }
        if (reversed) {
            Collections.reverse(events);
        }
        for (int i = 0; i < events.size(); i++) {
            Instant at = changes.get(i % changes.size());
            if (early && isSet()) {
                send(events.get(i), 1);
            } else {
                later(events.get(i), 1, until(at));
            }
            if (twice) {
                // The same event a second time, too.
                later(events.get(i), 1, until(at));
            }
        }
    }

    private boolean isSet() {
        return settings != null && settings.url() != null && !settings.url().isBlank();
    }

    private ObjectNode event(Instant at, String type, ObjectNode about) {
        return about.put("eventId", UUID.randomUUID().toString())
                .put("type", type)
                .put(
                        "at",
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                at.truncatedTo(ChronoUnit.SECONDS).atZone(SandboxProperties.ZONE)));
    }

    /** A little after, so that whoever asks at once finds the change. */
    private Duration until(Instant at) {
        return Duration.between(clock.instant(), at).plusMillis(50);
    }

    private void later(ObjectNode event, int number, Duration wait) {
        if (!isSet()) {
            return;
        }
        try {
            clerk.schedule(() -> send(event, number), Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("Stopping; an event is lost");
        }
    }

    private void send(ObjectNode event, int number) {
        String body = event.toString();
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        String signature =
                HexFormat.of().formatHex(Hashes.hmac("HmacSHA256", settings.secret(), timestamp + "." + body));
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(settings.url()))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Redshield-Timestamp", timestamp)
                    .header("Redshield-Signature", "v1=" + signature)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 200 && status < 300) {
                return;
            }
            log.warn("An event was answered with {}", status);
            if (status >= 400 && status < 500) {
                return;
            }
        } catch (IOException | IllegalArgumentException e) {
            log.warn("An event could not be sent: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (number < TRIES) {
            later(event, number + 1, Duration.ofSeconds((long) number * number));
        }
    }

    @Override
    public void destroy() {
        clerk.shutdownNow();
    }
}
