package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.evidence.scan.Clamd;
import org.redshield.bridge.ops.Program;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.RawHttp;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What every answer tells browsers, and what is not taken from people: malware, and more than their share of a day. */
@Alone
@Tag("thorough")
class HardeningTest extends AssistanceScenario {

    private static final Clamd CLAMD = new Clamd();

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    @DynamicPropertySource
    static void scanner(DynamicPropertyRegistry registry) {
        registry.add("bridge.scanner.host", () -> "localhost");
        registry.add("bridge.scanner.port", CLAMD::port);
        registry.add("bridge.upload.per-day", () -> "100KB");
        registry.add("bridge.address", () -> "https://bridge.example");
        registry.add("bridge.proxies", () -> "127.0.0.1");
        // Means nothing, wherever it stands.
        registry.add("server.forward-headers-strategy", () -> "native");
    }

    private HttpHeaders headers(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("X-Forwarded-Proto", "http")
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .headers();
    }

    @Test
    void everyAnswerTellsBrowsersWhatTheyMayNot() throws Exception {
        for (String path : new String[] {
            "/",
            "/api/me",
            "/api/cases",
            "/engine-rest/task",
            "/v3/api-docs",
            "/cases/310105-2026-000001",
            "/bridge/me.js",
            "/camunda/app/tasklist/default/",
            "/camunda/app/cockpit/default/",
            "/camunda/app/admin/default/",
            "/camunda/api/engine/engine/default/task",
            "/nothing/there",
            "/api/attachments/" + UUID.randomUUID()
        }) {
            HttpHeaders plain = headers(path);
            assertThat(plain.allValues("Strict-Transport-Security"))
                    .as(path)
                    .hasSize(1)
                    .allSatisfy(value -> assertThat(value).contains("max-age=31536000"));
            assertThat(plain.allValues("X-Content-Type-Options")).as(path).contains("nosniff");
            assertThat(plain.allValues("Referrer-Policy")).as(path).hasSize(1);
            assertThat(plain.allValues("Content-Security-Policy"))
                    .as(path)
                    .hasSize(1)
                    .allSatisfy(policy -> assertThat(policy)
                            .doesNotContain("unsafe-eval")
                            .containsAnyOf("frame-ancestors 'none'", "frame-ancestors 'self'"));
        }
    }

    /** Who tries to sign in behind HAProxy with the configuration that is shipped, from one of this machine's other addresses. */
    @Test
    void theRecordNamesTheClientBehindTheShippedProxy() throws Exception {
        int front = freePort();
        Process haproxy = Program.named("haproxy")
                .builder(
                        Map.of(
                                "BRIDGE_BIND",
                                "127.0.0.1:" + front,
                                "NODE1",
                                URI.create(address()).getAuthority().replace("localhost", "127.0.0.1"),
                                "NODE2",
                                "127.0.0.1:" + freePort(),
                                "NODE1_HEALTH_PORT",
                                environment.getProperty("local.management.port"),
                                "NODE2_HEALTH_PORT",
                                String.valueOf(freePort()),
                                "BRIDGE_PROXY_METRICS",
                                "127.0.0.1:" + freePort()),
                        "-db",
                        "-f",
                        "docker/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> RawHttp.get(front, "/api/me").status() == 401);
            for (String client : new String[] {"127.0.0.2", "127.0.0.3"}) {
                for (int i = 0; i < 3; i++) {
                    RawHttp.Answer answer = RawHttp.from(
                            client,
                            front,
                            "GET /api/me HTTP/1.1",
                            RawHttp.basic("officer2310105", "wrong"),
                            "X-Forwarded-For: 203.0.113." + i,
                            "x-forwarded-for: 203.0.114." + i,
                            "Forwarded: for=203.0.113." + i,
                            "X-Forwarded-Host: evil.example");
                    assertThat(answer.status()).isIn(401, 429);
                }
            }
            assertThat(jdbc.sql(
                                    "select distinct source from access_log where what = 'SIGN_IN_FAILED' and user_id = 'officer2310105'")
                            .query(String.class)
                            .list())
                    .containsExactlyInAnyOrder("127.0.0.2", "127.0.0.3");
        } finally {
            haproxy.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void cookiesStayWithTlsAndWithOurPages() throws Exception {
        assertThat(headers("/camunda/app/tasklist/default/").allValues("Set-Cookie"))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(cookie ->
                        assertThat(cookie).containsIgnoringCase("secure").containsIgnoringCase("samesite"))
                .anySatisfy(
                        cookie -> assertThat(cookie).startsWith("JSESSIONID").containsIgnoringCase("httponly"));
    }

    @Test
    void malwareAndMoreThanADaysShareAreNotTaken() {
        String caseNo = raised("officer310105", Requests.question());
        String path = "/api/cases/" + caseNo + "/evidence";
        assertThat(add(path, "干净.txt", "现场笔录").status()).isEqualTo(201);
        Http.Answer malware = add(path, "附件.txt", "X5O!P%@AP EICAR");
        assertThat(malware.status()).isEqualTo(422);
        assertThat(malware.json().get("code").asText()).isEqualTo("evidence.malware");
        assertThat(malware.json().get("detail").asText()).contains("附件.txt", "Win.Test.EICAR_HDB-1", "没有保存");

        String name = "大文件" + UUID.randomUUID() + ".txt";
        Http.Answer much = add(path, name, "x".repeat(110_000));
        assertThat(much.status()).isEqualTo(422);
        assertThat(much.json().get("code").asText()).isEqualTo("evidence.quota");
        assertThat(jdbc.sql("select count(*) from evidence where case_no = ?")
                        .param(caseNo)
                        .query(Long.class)
                        .single())
                .isOne();

        CLAMD.close();
        Http.Answer unseen = add(path, "b.txt", "x");
        assertThat(unseen.status()).isEqualTo(429);
        assertThat(unseen.json().get("code").asText()).isEqualTo("evidence.scanner-away");
    }

    private Http.Answer add(String path, String name, String content) {
        return as("officer310105").upload(path, Map.of(), name, content);
    }
}
