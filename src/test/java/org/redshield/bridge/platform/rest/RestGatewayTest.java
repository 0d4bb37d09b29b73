package org.redshield.bridge.platform.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.platform.TestPlatforms;
import org.redshield.bridge.platform.gateway.DialogueGateway;
import org.redshield.bridge.platform.gateway.DialogueGateway.Message;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.http.Limits;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;

/** What the adapter makes of answers that no sandbox gives. */
class RestGatewayTest {

    private static final Instant NOW = Instant.parse("2026-11-24T02:00:00Z");

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<String> idempotencyKeys = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int tokens;
    private HttpServer server;
    private PlatformGateway gateway;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/oauth/token", this::token);
        server.createContext("/v1/", this::call);
        server.start();
        gateway = new RestAdapter(InstantSource.fixed(NOW), new DefaultSslBundleRegistry())
                .connect(
                        "jingxuan",
                        TestPlatforms.rest(
                                "http://localhost:" + server.getAddress().getPort(), null),
                        new Limits(Duration.ofMillis(500), Duration.ofMillis(900), Duration.ofMillis(300)));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private synchronized void token(HttpExchange exchange) throws IOException {
        tokens++;
        calls.add("token " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        send(exchange, 200, "application/json", "{\"access_token\":\"t" + tokens + "\",\"expires_in\":\"600\"}");
    }

    private void call(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        calls.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestMethod() + " "
                + exchange.getRequestURI());
        idempotencyKeys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
        Answer next;
        synchronized (answers) {
            next = answers.size() > 1 ? answers.poll() : answers.peek();
        }
        next.to(exchange);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answer(int status, String type, String body) {
        answers.add(exchange -> send(exchange, status, type, body));
    }

    private static String problem(String code) {
        return "{\"type\":\"about:blank\",\"title\":\"t\",\"status\":400,\"detail\":\"说明\",\"code\":\"" + code + "\"}";
    }

    @Test
    void oneTokenServesManyCallsUntilItIsRefused() {
        answer(200, "application/json", "{\"items\":[]}");
        gateway.query(List.of("a b", "c&d"));
        answer(401, "application/problem+json", problem("unauthorised"));
        answer(200, "application/json", "{\"items\":[]}");
        gateway.query(List.of("x"));
        gateway.query(List.of("x"));

        String basic = java.util.Base64.getEncoder()
                .encodeToString("bridge-demo:bridge-demo-secret".getBytes(StandardCharsets.US_ASCII));
        assertThat(calls)
                .containsExactly(
                        "token Basic " + basic + " grant_type=client_credentials",
                        "Bearer t1 GET /v1/requests?id=a%20b&id=c%26d",
                        "Bearer t1 GET /v1/requests?id=x",
                        "Bearer t1 GET /v1/requests?id=x",
                        "token Basic " + basic + " grant_type=client_credentials",
                        "Bearer t2 GET /v1/requests?id=x");
    }

    @Test
    void aTokenThatIsRefusedAgainIsAFaultAndNotARefusal() {
        answer(401, "application/problem+json", problem("unauthorised"));
        assertThatThrownBy(() -> gateway.query(List.of("x"))).isInstanceOf(PlatformUnavailable.class);
        assertThat(tokens).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid-request",
        "404, not-found",
        "409, key-reused",
        "409, not-ready",
        "422, something-new",
        "501, not-implemented"
    })
    void aProblemWithACodeIsARefusal(int status, String code) {
        answer(status, "application/problem+json;charset=UTF-8", problem(code));
        assertThatThrownBy(() -> gateway.manifest("x")).isInstanceOfSatisfying(PlatformRefusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(code);
            assertThat(refusal.text()).isEqualTo("说明");
        });
    }

    @Test
    void aRefusalSaysItsReason() {
        answer(
                422,
                "application/problem+json",
                "{\"code\":\"refused\",\"reason\":\"RETENTION_EXPIRED\",\"title\":\"已超过保存期限\"}");
        assertThatThrownBy(() -> gateway.manifest("x")).isInstanceOfSatisfying(PlatformRefusal.class, refusal -> {
            assertThat(refusal.code()).isEqualTo("RETENTION_EXPIRED");
            assertThat(refusal.text()).isEqualTo("已超过保存期限");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 425, 429, 500, 502, 503, 504, 520, 302})
    void aFaultIsTriedAgain(int status) {
        answer(status, "application/problem+json", problem("whatever"));
        assertThatThrownBy(() -> gateway.manifest("x")).isInstanceOf(PlatformUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"400, text/html, <html>blocked</html>", "404, application/json, {}", "422, application/problem+json, {}"
    })
    void aRefusalBySomethingOnTheWayIsAFault(int status, String type, String body) {
        answer(status, type, body);
        assertThatThrownBy(() -> gateway.manifest("x")).isInstanceOf(PlatformUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource({"7, 7", "'Tue, 24 Nov 2026 02:01:00 GMT', 60", "'Tue, 24 Nov 2026 01:00:00 GMT', 0", "999999, 3600"})
    void aPlatformSaysHowLongItWantsToBeLeftAlone(String header, long seconds) {
        answers.add(exchange -> {
            exchange.getResponseHeaders().set("Retry-After", header);
            send(exchange, 429, "application/problem+json", problem("rate-limited"));
        });
        PlatformUnavailable fault = catchThrowableOfType(PlatformUnavailable.class, () -> gateway.query(List.of("x")));
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html/>", "[]", "{\"items\":", "{\"items\":[]}{\"items\":[]}", "null"})
    void whatIsNoDocumentIsAFault(String body) {
        answer(200, "application/json", body);
        assertThatThrownBy(() -> gateway.query(List.of("x"))).isInstanceOf(PlatformUnavailable.class);
    }

    @Test
    void anAnswerThatDripsInEndsInTime() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        long before = System.nanoTime();
        assertThatThrownBy(() -> gateway.query(List.of("x"))).isInstanceOf(PlatformUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void whatIsSentAgainBearsItsOwnNumberAsItsKeyEachTime() {
        answer(503, "application/problem+json", problem("whatever"));
        answer(200, "application/json", "{\"messageId\":\"消息 7\"}");
        answer(200, "application/json", "{\"items\":[]}");
        Message message = new Message("消息 7", false, "请补充发货地址", NOW);
        DialogueGateway dialogue = gateway.dialogue().orElseThrow();
        assertThatThrownBy(() -> dialogue.say("R1", message)).isInstanceOf(PlatformUnavailable.class);
        dialogue.say("R1", message);
        gateway.query(List.of("x"));
        assertThat(idempotencyKeys).containsExactly("%E6%B6%88%E6%81%AF%207", "%E6%B6%88%E6%81%AF%207", "null");
    }

    @Test
    void aWithdrawalIsConfirmedOrNotYet() {
        answer(200, "application/json", "{\"requestNo\":\"R1\",\"status\":\"PENDING\"}");
        assertThat(gateway.withdraw("R1", "并案")).isEqualTo(Withdrawal.PENDING);
        answers.clear();
        answer(200, "application/json", "{\"requestNo\":\"R1\",\"status\":\"WITHDRAWN\"}");
        assertThat(gateway.withdraw("R1", "并案")).isEqualTo(Withdrawal.CONFIRMED);
    }

    @Test
    void aDispositionsStatusThatNobodyDescribedIsShown() {
        answer(
                200,
                "application/json",
                "{\"items\":[{\"taskId\":17,\"docName\":\"余市监〔2026〕7号-1\",\"status\":\"ESCALATED\"}]}");
        assertThat(gateway.dispositions(List.of("余市监〔2026〕7号-1", "unknown")))
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.status()).isEqualTo("ESCALATED");
                    assertThat(status.taskId()).contains("17");
                    assertThat(status.outcome()).isEmpty();
                });
        assertThat(calls).last().asString().contains("key=%E4%BD%99").doesNotContain("〔");
    }

    @Test
    void whoWeAreMustBeSet() {
        assertThat(new RestProtocol().missing(TestPlatforms.top("http://localhost:1", "k", "s", null)))
                .containsExactly("token-url", "client-id", "client-secret");
    }
}
