package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.evidence.scan.Clamd;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** What every answer tells browsers, and what is not taken from people: malware, and more than their share of a day. */
@Alone
class HardeningTest extends AssistanceScenario {

    private static final Clamd CLAMD = new Clamd();

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void scanner(DynamicPropertyRegistry registry) {
        registry.add("bridge.scanner.host", () -> "localhost");
        registry.add("bridge.scanner.port", CLAMD::port);
        registry.add("bridge.upload.per-day", () -> "100KB");
        registry.add("server.forward-headers-strategy", () -> "native");
    }

    private HttpHeaders headers(String path, boolean tls) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
        if (tls) {
            request.header("X-Forwarded-Proto", "https");
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
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
            HttpHeaders plain = headers(path, false);
            HttpHeaders secure = headers(path, true);
            assertThat(plain.firstValue("Strict-Transport-Security")).as(path).isEmpty();
            assertThat(secure.allValues("Strict-Transport-Security"))
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

    @Test
    void cookiesStayWithTlsAndWithOurPages() throws Exception {
        assertThat(headers("/camunda/app/tasklist/default/", true).allValues("Set-Cookie"))
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
