package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.rest.RecordingProxy;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** docs/platforms.md, tried: a platform that the code has never heard of, connected by settings alone. */
@Alone
@Tag("kill")
class ThirdPlatformTest extends AssistanceScenario {

    private static final AtomicReference<String> BRIDGE = new AtomicReference<>();
    private static RecordingProxy publicAddress;
    private static ConfigurableApplicationContext platform;

    @Autowired
    JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) throws IOException {
        publicAddress = new RecordingProxy(() -> URI.create(BRIDGE.get()));
        platform = SandboxApplication.start(
                "--server.port=0",
                // Of the bridge's start check, which on the class path of a test meets the sandbox too.
                "--spring.datasource.url=none",
                "--bridge.administrator.password=none",
                "--sandbox.data-directory=",
                "--sandbox.delay.manual=PT1S",
                "--sandbox.apps.bridge-at-jingxuan=the-secret-of-jingxuan",
                "--sandbox.webhook.url=" + publicAddress.url() + "/api/platforms/jingxuan/events",
                "--sandbox.webhook.secret=the-webhook-secret-of-jingxuan-32");
        Path agreements = Files.createTempFile("agreements", ".csv");
        Files.writeString(agreements, """
                partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo
                310105,jingxuan,DIRECT,,0,NONE,《长宁区市场监督管理局与京选商城政企协作备忘录》第二条,2026-01-01,
                310105,jingxuan,DATA,TRADE,3,WORKING_DAYS,《长宁区市场监督管理局与京选商城政企协作备忘录》第三条,2026-01-01,
                """);
        Map.of(
                        "bridge.public-url", publicAddress.url(),
                        "bridge.agreements-file", "file:" + agreements,
                        "bridge.platforms.jingxuan.adapter", "rest",
                        "bridge.platforms.jingxuan.name", "京选商城",
                        "bridge.platforms.jingxuan.url", address(platform) + "/v1",
                        "bridge.platforms.jingxuan.token-url", address(platform) + "/oauth/token",
                        "bridge.platforms.jingxuan.client-id", "bridge-at-jingxuan",
                        "bridge.platforms.jingxuan.client-secret", "the-secret-of-jingxuan",
                        "bridge.platforms.jingxuan.webhook-secret", "the-webhook-secret-of-jingxuan-32",
                        "bridge.platforms.jingxuan.home-bureau", "330110")
                .forEach((key, value) -> settings.add(key, () -> value));
        // Asked once at the start and then only after an hour: sooner only because the platform says so.
        settings.add("bridge.polling.intervals", () -> "1h");
    }

    private static String address(ConfigurableApplicationContext sandbox) {
        return "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        publicAddress.close();
        platform.close();
    }

    private JsonNode ledger(String caseNo) {
        JsonNode all = new Http(address(platform), null).get("/admin/ledger").json();
        return StreamSupport.stream(all.spliterator(), false)
                .filter(entry -> entry.path("requestNo").asText().startsWith(caseNo))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void dataIsHeldWhereThePlatformCanAndElsewhereTheOfficerIsTold() {
        String caseNo = raised("officer310105", Requests.question());
        String path = "/api/cases/" + caseNo + "/preservations";
        Map<String, Object> wanted = new java.util.HashMap<>(Map.of(
                "platform", "jingxuan",
                "dataset", "TRADE",
                "targetType", "SHOP",
                "targetId", "S1000001",
                "basis", "网络交易监督管理办法第三十四条",
                "reason", "防止交易记录灭失",
                "until", Requests.today().plusDays(30).toString()));
        Http.Answer held = as("officer310105").post(path, wanted);
        assertThat(held.status()).as(held.text()).isEqualTo(201);
        assertThat(held.json().path("status").asText()).isEqualTo("HELD");
        assertThat(held.json().path("statusTitle").asText()).isEqualTo("保全中");
        assertThat(held.json().path("open").asBoolean()).isTrue();
        JsonNode options = as("officer310105").get(path + "/options").json();
        assertThat(options.path("allowed").asBoolean()).isTrue();
        assertThat(each(options.get("platforms"))
                        .filter(platform -> !platform.has("objection"))
                        .map(platform -> platform.path("value").asText()))
                .containsExactly("jingxuan");
        assertThat(as("unithead310105")
                        .get(path + "/options")
                        .json()
                        .path("allowed")
                        .asBoolean())
                .isFalse();
        Http.Answer later = as("officer310105")
                .patch(
                        path + "/" + held.json().path("holdNo").asText(),
                        Map.of("until", options.path("latest").asText()));
        assertThat(later.json().path("until").asText())
                .isGreaterThan(held.json().path("until").asText());
        String holdNo = held.json().path("holdNo").asText();
        assertThat(as("officer310105").post(path, wanted).json().path("holdNo").asText())
                .isEqualTo(holdNo);

        wanted.put("platform", "taobao");
        Http.Answer told = as("officer310105").post(path, wanted);
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.json().path("code").asText()).isEqualTo("platform.preservation-unsupported");
        assertThat(told.json().path("detail").asText()).startsWith("淘宝网的接口不支持证据保全。没有向平台发出保全请求；");

        wanted.put("platform", "jingxuan");
        assertThat(as("unithead310105").post(path, wanted).status()).isEqualTo(422);
        assertThat(as("officer320324").post(path, wanted).status()).isEqualTo(404);
        assertThat(as("officer310105")
                        .delete(path + "/" + holdNo)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("RELEASED");
        assertThat(as("officer310105").get(path).json()).singleElement().satisfies(hold -> {
            assertThat(hold.path("statusTitle").asText()).isEqualTo("已解除");
            assertThat(hold.path("open").asBoolean()).isFalse();
        });
        assertThat(new Http(address(platform), null).get("/admin/ledger").text())
                .contains("\"kind\":\"PRESERVATION\"", holdNo, "RELEASED");
    }

    @Test
    void aRequestGoesThereAndComesBackWithTheLettersFileFetchedOnTheWay() {
        BRIDGE.set(address());
        Map<String, Object> request = Requests.direct("TRADE");
        request.put("platformKey", "jingxuan");
        String caseNo = raised("officer310105", request);
        assertThat(as("officer310105")
                        .upload("/api/cases/" + caseNo + "/evidence", Map.of(), "网页截图说明.txt", "网店首页截图说明")
                        .status())
                .isEqualTo(201);
        approve(caseNo);
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        close(caseNo);

        JsonNode data = dataset("officer310105", caseNo);
        assertThat(data.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(data.get("total").asInt()).isPositive();
        assertThat(as("officer310105").get("/api/cases/" + caseNo).text()).contains("京选商城");
        String messages = "/api/cases/" + caseNo + "/datasets/" + caseNo + "-R1-TRADE/messages";
        assertThat(as("officer310105").get(messages).json()).isEmpty();
        assertThat(as("officer310105")
                        .post(messages, Map.of("text", "谢谢"))
                        .json()
                        .path("code")
                        .asText())
                .as("a request that has ended")
                .isIn("platform.dialogue-closed", "casefile.platform-not-allowed");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        ledger(caseNo).at("/attachments/0/state").asText())
                .isEqualTo("VERIFIED"));
        assertThat(ledger(caseNo).path("sent").asInt()).isEqualTo(1);
        assertThat(ledger(caseNo).at("/attachments/0/name").asText()).isEqualTo("网页截图说明.txt");
        assertThat(jdbc.sql("select granted from platform_attachment_access")
                        .query(Boolean.class)
                        .list())
                .contains(true);

        List<RecordingProxy.Exchange> calls = publicAddress.take();
        assertThat(calls)
                .filteredOn(call -> call.target().endsWith("/events"))
                .isNotEmpty()
                .allMatch(call -> call.status() == 202);
        RecordingProxy.Exchange download = calls.stream()
                .filter(call -> call.target().startsWith("/api/attachments/"))
                .findFirst()
                .orElseThrow();
        String genuine = download.target();
        Http stranger = new Http(address(), null);
        Stream.of(
                        genuine.replaceFirst("signature=.", "signature=x"),
                        genuine.replaceFirst("expires=\\d", "expires=9"),
                        genuine.replaceFirst("\\?.*", ""))
                .forEach(forged -> {
                    Http.Answer answer = stranger.get(forged);
                    assertThat(answer.status()).as(forged).isEqualTo(404);
                    assertThat(answer.json().path("code").asText()).isEqualTo("platform.attachment-unknown");
                });
        assertThat(stranger.post("/api/platforms/jingxuan/events", Map.of("eventId", "1"))
                        .status())
                .isEqualTo(401);
        assertThat(stranger.get("/api/platforms/jingxuan/events").status()).isEqualTo(401);
    }
}
