package org.redshield.bridge.messages.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.AssistanceScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;

/** The stream of a browser: who hears of what, how long, and how many there may be. */
class StreamsTest extends AssistanceScenario {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Autowired
    private Streams streams;

    @Autowired
    private Signals signals;

    @Autowired
    private IdentityService identity;

    private final List<Ear> ears = new ArrayList<>();

    /** One open stream, and what it said. */
    private static final class Ear {

        private final HttpResponse<InputStream> answer;
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private volatile boolean ended;

        Ear(HttpResponse<InputStream> answer) {
            this.answer = answer;
            Thread reader = new Thread(this::read);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("event: ")) {
                        heard.add(line.substring(7));
                    } else if (line.startsWith("data: ") && line.length() > 6) {
                        heard.set(heard.size() - 1, heard.get(heard.size() - 1) + " " + line.substring(6));
                    }
                }
            } catch (IOException gone) {
                // It ended all the same.
            }
            ended = true;
        }
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(URI.create(address() + "/api/events")).header("Accept", "text/event-stream");
    }

    private HttpResponse<InputStream> ask(HttpClient client, HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofInputStream());
    }

    private Ear listen(String user) throws Exception {
        String password = Base64.getEncoder().encodeToString((user + ":demo").getBytes(StandardCharsets.UTF_8));
        return listen(HttpClient.newHttpClient(), request().header("Authorization", "Basic " + password));
    }

    private Ear listen(HttpClient client, HttpRequest.Builder request) throws Exception {
        HttpResponse<InputStream> answer = ask(client, request);
        Ear ear = new Ear(answer);
        ears.add(ear);
        if (answer.statusCode() == 200) {
            await().atMost(SOON).until(() -> ear.heard.contains("hello"));
        }
        return ear;
    }

    @AfterEach
    void close() throws IOException {
        for (Ear ear : ears) {
            ear.answer.body().close();
        }
        // What a browser left behind is found when it is written to.
        streams.stop();
        streams.start();
    }

    @Test
    void whoeverMayDoATaskHearsOfItAndNobodyElse() throws Exception {
        Ear head = listen("unithead310105");
        Ear reviewer = listen("reviewer310105");
        Ear stranger = listen("unithead320324");
        String caseNo = raised("officer310105", Requests.question());
        await().atMost(SOON).until(() -> head.heard.contains("tasks"));
        assertThat(reviewer.heard).as("the head's task is not for others").containsExactly("hello");
        approve(caseNo);
        Ear other = listen("officer330110");
        acknowledge(caseNo);
        await().atMost(SOON).until(() -> other.heard.contains("tasks"));
        acceptAcknowledged(caseNo);
        await().atMost(SOON).until(() -> other.heard.contains("notices"));
        assertThat(head.answer.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        assertThat(stranger.heard).containsExactly("hello");
        reply(caseNo);
        confirmAndClose(caseNo);
    }

    @Test
    void withoutSignInThereIsNoneAndNoQuestionForAPassword() throws Exception {
        Ear nobody = listen(HttpClient.newHttpClient(), request());
        assertThat(nobody.answer.statusCode()).isEqualTo(401);
        assertThat(nobody.answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @Test
    void itEndsWithTheSessionAndDoesNotProlongIt() throws Exception {
        CookieManager cookies = new CookieManager();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
        post(browser, "login/tasklist", "username=officer310105&password=demo", cookies);
        Ear ear = listen(browser, request());
        assertThat(ear.answer.statusCode()).isEqualTo(200);
        post(browser, "logout", "", cookies);
        await().atMost(SOON).until(() -> ear.ended);
        await().atMost(SOON).until(() -> streams.of("officer310105") == 0);
        assertThat(listen(browser, request()).answer.statusCode()).isEqualTo(401);
    }

    private void post(HttpClient browser, String what, String form, CookieManager cookies) throws Exception {
        browser.send(
                HttpRequest.newBuilder(URI.create(address() + "/camunda/api/engine/engine/"))
                        .build(),
                BodyHandlers.discarding());
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .findFirst()
                .orElseThrow()
                .getValue();
        int status = browser.send(
                        HttpRequest.newBuilder(URI.create(address() + "/camunda/api/admin/auth/user/default/" + what))
                                .header("X-XSRF-TOKEN", token)
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
        assertThat(status).isBetween(200, 204);
    }

    @Test
    void aPersonHasSoManyAndWhoLosesARoleBeginsAnew() throws Exception {
        String user = "liaisontaobao";
        for (int one = 0; one < 6; one++) {
            assertThat(listen(user).answer.statusCode()).isEqualTo(200);
        }
        Ear tooMany = listen(user);
        assertThat(tooMany.answer.statusCode()).isEqualTo(429);
        assertThat(tooMany.answer.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(listen("officer310105").answer.statusCode()).isEqualTo(200);

        identity.deleteMembership(user, "liaison");
        try {
            await().atMost(SOON).until(() -> ears.stream().limit(6).allMatch(ear -> ear.ended));
        } finally {
            identity.createMembership(user, "liaison");
        }
        assertThat(ears.get(7).ended).isFalse();
    }

    @Test
    void whatWasMissedIsLookedAtAndAStopLetsAllGoAtOnce() throws Exception {
        Ear ear = listen("officer310105");
        signals.wakeAll();
        await().atMost(SOON).until(() -> ear.heard.contains("all"));
        long before = System.nanoTime();
        streams.stop();
        await().atMost(SOON).until(() -> ear.ended);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        assertThat(listen("officer310105").answer.statusCode()).isEqualTo(429);
        streams.start();
        assertThat(listen("officer310105").answer.statusCode()).isEqualTo(200);
    }

    /** What one transaction says a hundred times is told once, and what everybody at the database could read is no secret. */
    @Test
    void aTopicGoesThroughASignal() {
        Topic topic = Topic.messages("310105", "310105-2026-000001");
        assertThat(Topic.read(topic.signal())).isEqualTo(topic);
        assertThat(Topic.read(Topic.notices("a b|/c").signal())).isEqualTo(Topic.notices("a b|/c"));
        assertThat(Topic.notices("a b|/c").signal()).doesNotContain(" ", "|");
    }
}
