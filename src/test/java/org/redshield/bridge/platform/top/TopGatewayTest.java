package org.redshield.bridge.platform.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.platform.TestPlatforms;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.gateway.DispositionOrder;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.gateway.Download;
import org.redshield.bridge.platform.gateway.DownloadExpired;
import org.redshield.bridge.platform.gateway.PlatformGateway;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.gateway.PlatformSettings;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.platform.gateway.RequestStatus;
import org.redshield.bridge.platform.gateway.Submission;
import org.redshield.bridge.platform.gateway.Withdrawal;
import org.redshield.bridge.platform.http.Limits;
import org.redshield.bridge.platform.http.Loose;

/** Every fault that the protocol knows, against a server that shows it. */
@Timeout(30)
class TopGatewayTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-09-16T02:00:00Z");
    private static final String SECRET = "secret";

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<Map<String, String>> calls = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private PlatformGateway gateway;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/router/rest", exchange -> {
            calls.add(form(exchange));
            answers.remove().to(exchange);
        });
        server.createContext("/files", exchange -> answers.remove().to(exchange));
        server.setExecutor(threads);
        server.start();
        gateway = gateway("hmac-sha256");
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private PlatformGateway gateway(String signMethod) {
        return connected(TestPlatforms.top(base(), "key", SECRET, signMethod, "cdn.example:81"));
    }

    private static PlatformGateway connected(PlatformSettings settings) {
        Limits limits = new Limits(Duration.ofMillis(500), Duration.ofMillis(800), Duration.ofMillis(300));
        return new TopGateway("taobao", settings, limits.client().build(), JSON, InstantSource.fixed(NOW), limits);
    }

    private String base() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        return Stream.of(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static Answer http(int status, String body) {
        return exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(bytes);
            }
        };
    }

    private static Answer result(String code, String data, String message) {
        return http(
                200,
                "{\"cloudbridge_caseinvest_execute_response\":{\"result\":{\"code\":%s,\"data\":%s,\"message\":%s},\"request_id\":\"r\"}}"
                        .formatted(code, quote(data), quote(message)));
    }

    private static String quote(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer error(String code, String subCode, String subMessage) {
        return http(
                200,
                "{\"error_response\":{\"code\":%s,\"msg\":\"m\",\"sub_code\":\"%s\",\"sub_msg\":\"%s\"}}"
                        .formatted(code, subCode, subMessage));
    }

    private static Submission submission() {
        return new Submission(
                new DataRequestOrder(
                        "310105-2026-000123-R1",
                        "310105-2026-000123",
                        "310105",
                        "taobao",
                        Dataset.TRADE,
                        TargetType.SHOP,
                        "S1",
                        Optional.of(LocalDate.of(2026, 1, 1)),
                        Optional.of(LocalDate.of(2026, 6, 30)),
                        "沪长市监协查〔2026〕12号",
                        "上海市长宁区市场监督管理局",
                        List.of(new DataRequestOrder.Officer("测试甲", "Z1", "12000000001")),
                        Optional.of(new DataRequestOrder.OriginalLetter("320324", "睢市监协查〔2026〕3号")),
                        List.of("网络交易监督管理办法第三十四条"),
                        "核查 & 取证=100%",
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                Optional.of(Instant.parse("2026-11-27T15:59:59.123456Z")));
    }

    @Test
    void aSubmissionSaysAllThatTheProtocolAsksFor() throws IOException {
        answers.add(result("1", "{\"requestId\":\"P1\",\"status\":\"ACCEPTED\"}", ""));

        assertThat(gateway.submit(submission()).platformRequestId()).isEqualTo("P1");

        Map<String, String> call = calls.get(0);
        assertThat(call)
                .containsEntry("method", "taobao.cloudbridge.caseinvest.execute")
                .containsEntry("api_name", "request.submit")
                .containsEntry("app_key", "key")
                .containsEntry("timestamp", "2026-09-16 10:00:00")
                .containsEntry("format", "json")
                .containsEntry("v", "2.0")
                .containsEntry("sign_method", "hmac-sha256")
                .doesNotContainKey("session");
        assertThat(call.get("sign")).isEqualTo(Signature.of(call, "hmac-sha256", SECRET));
        assertThat(JSON.readTree(call.get("data"))).isEqualTo(JSON.readTree("""
                {"version":1,"requestNo":"310105-2026-000123-R1-TRADE","letterNo":"沪长市监协查〔2026〕12号",
                 "bureau":{"code":"310105","name":"上海市长宁区市场监督管理局",
                           "officers":[{"name":"测试甲","certificateNo":"Z1","phone":"12000000001"}]},
                 "originalLetter":{"bureauCode":"320324","letterNo":"睢市监协查〔2026〕3号"},
                 "basis":["网络交易监督管理办法第三十四条"],"purpose":"核查 & 取证=100%","dataset":"TRADE",
                 "target":{"type":"SHOP","id":"S1"},"period":{"from":"2026-01-01","to":"2026-06-30"},
                 "dueAt":"2026-11-27T23:59:59+08:00","attachments":[]}
                """));
    }

    /** Computed with another implementation from the published rule. */
    @ParameterizedTest
    @CsvSource({
        "md5, 92AF45CE5A522C78D487CB1FB3C1FA35",
        "hmac, BCDBD213991601F972AADA4F98C06D42",
        "hmac-sha256, 2BF99196B44C845529ACE2CCC2DA1C9BC77571E08AC157DDC2E2517E8F4A2DB9"
    })
    void signsAsThePlatformDoes(String method, String signature) {
        Map<String, String> parameters = Map.of("b", "二", "a", "1", "empty", "", "sign", "not signed");
        assertThat(Signature.of(parameters, method, "s")).isEqualTo(signature);
    }

    @Test
    void theSameSubmissionTwiceIsTheSameBytes() {
        answers.add(exchange -> exchange.close());
        answers.add(exchange -> exchange.close());
        answers.add(result("1", "{\"requestId\":\"P1\"}", ""));
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformUnavailable.class);

        assertThat(gateway.submit(submission()).platformRequestId()).isEqualTo("P1");
        assertThat(calls)
                .extracting(call -> call.get("data"))
                .hasSize(3)
                .containsOnly(calls.get(0).get("data"));
    }

    @Test
    void aConnectionThatWasClosedMeanwhileIsNoFault() {
        answers.add(exchange -> exchange.close());
        answers.add(result("1", "{\"requestId\":\"P1\"}", ""));
        assertThat(gateway.submit(submission()).platformRequestId()).isEqualTo("P1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>系统繁忙</body></html>",
                "{\"cloudbridge_caseinvest_execute_response\":{\"result\":{\"code\":1,\"da",
                "[]",
                "null",
                "{\"another_response\":{}}",
                "{\"cloudbridge_caseinvest_execute_response\":{\"result\":{\"code\":99,\"data\":\"{}\"}}}",
                "{\"cloudbridge_caseinvest_execute_response\":{\"result\":{\"code\":1,\"data\":\"<html>\"}}}",
                "{\"cloudbridge_caseinvest_execute_response\":{\"result\":{\"code\":1,\"data\":\"{\\\"requestId\\\":null}\"}}}"
            })
    void whatIsNoAnswerIsAFault(String body) {
        answers.add(http(200, body));
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformUnavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 404, 429, 500, 502, 503})
    void otherStatusesAreFaults(int status) {
        answers.add(http(status, "{}"));
        assertThatThrownBy(() -> gateway.submit(submission()))
                .isInstanceOf(PlatformUnavailable.class)
                .hasMessageContaining(String.valueOf(status));
    }

    @Test
    void noServerIsAFault() {
        server.stop(0);
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformUnavailable.class);
    }

    @Test
    void silenceEndsInTime() {
        answers.add(exchange -> hold());
        assertEndsInTime();
    }

    @Test
    void aBodyThatDripsInEndsInTime() {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            hold();
        });
        assertEndsInTime();
    }

    private void hold() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void assertEndsInTime() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformUnavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        answers.add(http(200, "{\"x\":\"" + "x".repeat(9 * 1024 * 1024) + "\"}"));
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "This ban will last for 37 more seconds, 37",
        "'App 12345678 limited, retry in 5s', 5",
        "'More than 100 calls in 60 seconds, banned for 300 SECONDS', 300",
        "应用 12345678 调用受限，请 42 秒后重试, 42",
        "限流 9000 秒, 9000",
        "banned for 999999 seconds, 86400",
        "'App 12345678, retry after 8', 8",
        "App 12345678 is limited, 1",
        "12345678901234567890 seconds, 1",
        "too often, 1"
    })
    void calledTooOftenSaysWhenToTryAgain(String words, long seconds) {
        answers.add(error("7", "", words));
        var fault = catchThrowableOfType(PlatformUnavailable.class, () -> gateway.submit(submission()));
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({
        "15,isp.remote-service-error",
        "15,''",
        "40,isp.unknown",
        "22,isp.unknown",
        "25,''",
        "25,isv.invalid-signature",
        "29,isv.appkey-not-exists",
        "4711,''",
        "26,''"
    })
    void thePlatformsFaultsAndOurSettingsAreTriedAgain(String code, String subCode) {
        answers.add(error(code, subCode, "x"));
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "15,isv.invalid-parameter,isv.invalid-parameter",
        "41,'',41",
        "\"40\",'',40",
        "21,'',21",
        "22,'',22",
        "41,isv.invalid-parameter:create_time,isv.invalid-parameter:create_time",
        "41,isv.invalid-parameter:create_timestamp,isv.invalid-parameter:create_timestamp",
        "40,isv.missing-parameter:purpose,isv.missing-parameter:purpose"
    })
    void theCallersFaultsAreRefusals(String code, String subCode, String refused) {
        answers.add(error(code, subCode, "缺少用途"));
        var refusal = catchThrowableOfType(PlatformRefusal.class, () -> gateway.submit(submission()));
        assertThat(refusal.code()).isEqualTo(refused);
        assertThat(refusal.text()).isEqualTo("缺少用途");
    }

    @Test
    void resultCodeTwoIsARefusal() {
        answers.add(result("\"2\"", "", "同一编号内容不同"));
        var refusal = catchThrowableOfType(PlatformRefusal.class, () -> gateway.submit(submission()));
        assertThat(refusal.text()).isEqualTo("同一编号内容不同");
    }

    @Test
    void aWrongClockIsSetByThePlatforms() {
        // The server dates its answers by the real time, from which the bridge's clock differs here.
        answers.add(error("41", "isv.invalid-timestamp", "timestamp"));
        answers.add(result("1", "{\"requestId\":\"P1\"}", ""));
        answers.add(result("1", "{\"requestId\":\"P1\"}", ""));

        gateway.submit(submission());
        gateway.submit(submission());

        assertThat(calls.get(0).get("timestamp")).isEqualTo("2026-09-16 10:00:00");
        assertThat(calls.subList(1, 3))
                .allSatisfy(call -> assertThat(sentAt(call)).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES)));
    }

    private static Instant sentAt(Map<String, String> call) {
        return LocalDateTime.parse(call.get("timestamp"), Loose.TIME).toInstant(Loose.GMT_8);
    }

    /** A gateway that judges by another clock than that of the server before it. */
    @ParameterizedTest
    @CsvSource({"17, 3", "-22, 4", "38, 5", "-31, 6"})
    void aTimeAroundThatOfTheAnswersIsTriedWhereThatDoesNotSuit(int minutes, int tries) {
        answerByAClockThatIs(Duration.ofMinutes(minutes));

        gateway.submit(submission());
        assertThat(calls).hasSize(tries);
        gateway.submit(submission());
        assertThat(calls).as("what works is kept").hasSize(tries + 1);
    }

    private void answerByAClockThatIs(Duration ahead) {
        IntStream.range(0, 20)
                .forEach(each -> answers.add(exchange -> {
                    Map<String, String> call = calls.get(calls.size() - 1);
                    Duration off = Duration.between(sentAt(call), Instant.now().plus(ahead))
                            .abs();
                    Answer answer = off.compareTo(Duration.ofMinutes(10)) > 0
                            ? error("41", "", "Invalid arguments: timestamp")
                            : result("1", "{\"requestId\":\"P1\"}", "");
                    answer.to(exchange);
                }));
    }

    @Test
    void aTimeThatIsNeverRightIsAFaultAfterAFewTries() {
        answerByAClockThatIs(Duration.ofDays(3));
        var fault = catchThrowableOfType(PlatformUnavailable.class, () -> gateway.submit(submission()));
        assertThat(fault).hasMessageContaining("clock");
        assertThat(calls).hasSize(6);
    }

    @Test
    void aTimeInWhatIsSentIsNotTheCalls() {
        answers.add(error("41", "", "create_time is no valid timestamp"));
        assertThatThrownBy(() -> gateway.submit(submission())).isInstanceOf(PlatformRefusal.class);
        assertThat(calls).hasSize(1);
    }

    @Test
    void aQueryIsReadHoweverItIsWritten() {
        answers.add(result("\"1\"", """
                {"extra":1,"items":[
                  {"requestId":17,"requestNo":"R","status":"REFUSED","refusal":{"reason":"DATA_NOT_HELD","text":"无"},"new":{}},
                  {"requestId":"18","status":"NEW_DATE","newDueAt":"2026-12-01T00:00:00+08:00"},
                  {"requestId":"19","status":"ON_HOLIDAY","refusal":null,"question":"哪家店？","newDueAt":"soon"},
                  {"requestId":"20","status":"NEW_DATE","newDueAt":"2026-12-01 00:00:00"},
                  {"status":"ANSWERED"},
                  {"requestId":"21"},
                  {"requestId":"22","status":"NEW_DATE","newDueAt":"2026-12-01"},
                  {"requestId":"23","status":"NEW_DATE","newDueAt":"月底前"}]}
                """, ""));

        List<RequestStatus> statuses = gateway.query(List.of("17", "18", "19", "20", "21", "22", "23"));

        Instant date = Instant.parse("2026-11-30T16:00:00Z");
        assertThat(statuses)
                .containsExactly(
                        new RequestStatus(
                                "17",
                                Optional.of("R"),
                                "REFUSED",
                                Optional.of("DATA_NOT_HELD"),
                                Optional.of("无"),
                                Optional.empty()),
                        new RequestStatus("18", "NEW_DATE", Optional.empty(), Optional.empty(), Optional.of(date)),
                        new RequestStatus(
                                "19",
                                "ON_HOLIDAY",
                                Optional.empty(),
                                Optional.of("哪家店？（平台提出的日期：soon）"),
                                Optional.empty()),
                        new RequestStatus("20", "NEW_DATE", Optional.empty(), Optional.empty(), Optional.of(date)),
                        new RequestStatus(
                                "22",
                                "NEW_DATE",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(Instant.parse("2026-12-01T15:59:59Z"))),
                        new RequestStatus(
                                "23", "NEW_DATE", Optional.empty(), Optional.of("平台提出的日期：月底前"), Optional.empty()));
    }

    @Test
    void whatContradictsItselfIsAskedForAgain() {
        answers.add(result("1", """
                {"items":[{"requestId":"17","status":"ANSWERED"},{"requestId":"17","status":"PROCESSING"},
                          {"requestId":"18","status":"ANSWERED"},{"requestId":"18","status":"ANSWERED"}]}""", ""));
        assertThat(gateway.query(List.of("17", "18")))
                .extracting(RequestStatus::platformRequestId)
                .containsExactly("18");
    }

    @Test
    void moreThanTwentyAreNotAskedForAtOnce() {
        List<String> tooMany = IntStream.range(0, 21).mapToObj(String::valueOf).toList();
        assertThatThrownBy(() -> gateway.query(tooMany)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gateway.dispositions(tooMany)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> gateway.dispositions(List.of("a,b"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(calls).isEmpty();
    }

    @Test
    void aManifestIsReadWithNumbersAsText() {
        answers.add(result("1", """
                {"requestId":"P1","dataset":"TRADE","files":[{"name":"trade-1.csv","url":"u","bytes":"12","rows":1,
                 "columns":["tid"],"sha256":"ABCD"}],"replyLetter":{"name":"r.pdf","url":"v","bytes":3,"sha256":"EF"},
                 "producer":"p"}
                """, ""));

        var manifest = gateway.manifest("P1");

        assertThat(manifest.files()).singleElement().satisfies(file -> {
            assertThat(file.bytes()).isEqualTo(12);
            assertThat(file.sha256()).isEqualTo("abcd");
            assertThat(file.charset()).isEqualTo("UTF-8");
        });
        assertThat(manifest.replyLetter().orElseThrow().sha256()).isEqualTo("ef");
    }

    @Test
    void aManifestOfAThousandFilesIsRead() {
        String url = "https://cdn.example/" + "x".repeat(1500);
        String files = IntStream.range(0, 1000)
                .mapToObj(number -> "{\"name\":\"%d.csv\",\"url\":\"%s\",\"bytes\":1,\"rows\":1,\"sha256\":\"ab\"}"
                        .formatted(number, url))
                .collect(Collectors.joining(","));
        answers.add(result("1", "{\"dataset\":\"TRADE\",\"files\":[" + files + "]}", ""));
        assertThat(gateway.manifest("P1").files()).hasSize(1000);
    }

    @Test
    void aManifestWithoutAHashIsAFault() {
        answers.add(result(
                "1", "{\"dataset\":\"TRADE\",\"files\":[{\"name\":\"a\",\"url\":\"u\",\"bytes\":1,\"rows\":1}]}", ""));
        assertThatThrownBy(() -> gateway.manifest("P1")).isInstanceOf(PlatformRefusal.class);
    }

    @Test
    void aFileGoesOnFromWhereItBroke() throws IOException {
        answers.add(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=3-");
            exchange.getResponseHeaders().set("Content-Range", "bytes 3-5/6");
            http(206, "def").to(exchange);
        });
        try (InputStream body = bodyOf(gateway.open(base() + "/files/a", 3), 3)) {
            assertThat(body.readAllBytes()).asString().isEqualTo("def");
        }
        answers.add(http(200, "abcdef"));
        try (InputStream body = bodyOf(gateway.open(base() + "/files/a", 3), 0)) {
            assertThat(body.readAllBytes()).asString().isEqualTo("abcdef");
        }
    }

    private static InputStream bodyOf(Download download, long offset) {
        assertThat(download.offset()).isEqualTo(offset);
        return download.body();
    }

    @Test
    void aFileIsAskedForByRangeFromTheBeginning() throws IOException {
        answers.add(exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Range")).isEqualTo("bytes=0-");
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-2/3");
            http(206, "abc").to(exchange);
        });
        try (InputStream body = bodyOf(gateway.open(base() + "/files/a", 0), 0)) {
            assertThat(body.readAllBytes()).asString().isEqualTo("abc");
        }
        answers.add(http(416, ""));
        try (InputStream body = bodyOf(gateway.open(base() + "/files/empty", 0), 0)) {
            assertThat(body.readAllBytes()).isEmpty();
        }
        answers.add(http(416, ""));
        assertThatThrownBy(() -> gateway.open(base() + "/files/a", 3)).isInstanceOf(PlatformUnavailable.class);
    }

    @Test
    void aLoopbackPlatformIsOneHostUnderAllItsNames() throws IOException {
        answers.add(http(200, "abc"));
        String url = base().replace("localhost", "127.0.0.1") + "/files/a";
        try (InputStream body = gateway.open(url, 0).body()) {
            assertThat(body.readAllBytes()).asString().isEqualTo("abc");
        }
        PlatformGateway elsewhere = connected(TestPlatforms.top("http://platform.example", "key", SECRET, "md5"));
        assertThatThrownBy(() -> elsewhere.open(url, 0)).isInstanceOf(PlatformRefusal.class);
    }

    @Test
    void anExpiredAddressIsTold() {
        answers.add(http(403, ""));
        assertThatThrownBy(() -> gateway.open(base() + "/files/a", 0)).isInstanceOf(DownloadExpired.class);
        answers.add(http(502, ""));
        assertThatThrownBy(() -> gateway.open(base() + "/files/a", 0))
                .isInstanceOf(PlatformUnavailable.class)
                .isNotInstanceOf(DownloadExpired.class);
    }

    @Test
    void aDownloadThatStallsEnds() throws IOException {
        answers.add(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[10]);
            exchange.getResponseBody().flush();
            hold();
        });
        try (InputStream body = gateway.open(base() + "/files/a", 0).body()) {
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("stalled");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://localhost@evil.example/x",
                "file:///etc/passwd",
                "//localhost/x",
                "ftp://localhost/x",
                "http://cdn.example:82/x",
                "not an address"
            })
    void filesComeFromThePlatformsHostsOnly(String url) {
        assertThatThrownBy(() -> gateway.open(url, 0)).isInstanceOf(PlatformRefusal.class);
    }

    @Test
    void aFileElsewhereSaysWhereAndWhichSettingNamesIt() {
        var refusal =
                catchThrowableOfType(PlatformRefusal.class, () -> gateway.open("http://169.254.169.254/latest", 0));
        assertThat(refusal.text()).contains("169.254.169.254", "file-hosts");
    }

    private static DispositionOrder disposition() {
        return new DispositionOrder(
                "余市监处置〔2026〕3号-1",
                DispositionOrder.TargetKind.KEYWORD,
                "假冒 测试牌",
                false,
                DispositionOrder.Site.TMALL,
                new DispositionOrder.Sender("余杭局", "测试乙", "12000000002", NOW),
                new DispositionOrder.Original("长宁局", "测试路1号", "测试甲", "12000000001", "200050", NOW),
                "销售侵权商品",
                Optional.of("CJ1"),
                Optional.empty(),
                Optional.empty());
    }

    private static Answer disposed(String body) {
        return http(200, "{\"sungari_dispose_submit_response\":" + body + "}");
    }

    @Test
    void aDispositionSaysAllThatIsPublished() throws IOException {
        answers.add(disposed("{\"resule_code\":1,\"data\":\"T1\",\"message\":\"\"}"));

        assertThat(gateway.dispose(disposition())).isEqualTo(new DispositionReceipt(Optional.of("T1"), false));

        JsonNode info = JSON.readTree(calls.get(0).get("info"));
        assertThat(info).isEqualTo(JSON.readTree("""
                {"api_type":1,"dispose_type":4,"dispose_content":"假冒 测试牌","platform_type":2,
                 "doc_name":"余市监处置〔2026〕3号-1","company_name":"余杭局","link_man":"测试乙","phone":"12000000002",
                 "create_time":"2026-09-16 10:00:00","reason":"销售侵权商品","source_company_name":"长宁局",
                 "source_address":"测试路1号","source_link_man":"测试甲","source_phone":"12000000001",
                 "source_post_code":"200050","source_time":"2026-09-16 10:00:00","check_number":"CJ1"}
                """));
    }

    @Test
    void aDuplicateDispositionIsASuccessWithAndWithoutId() {
        answers.add(disposed("{\"result\":{\"resule_code\":\"11\",\"data\":7}}"));
        answers.add(disposed("{\"resule_code\":11,\"data\":\"\"}"));

        assertThat(gateway.dispose(disposition())).isEqualTo(new DispositionReceipt(Optional.of("7"), true));
        assertThat(gateway.dispose(disposition())).isEqualTo(new DispositionReceipt(Optional.empty(), true));
    }

    @Test
    void aDispositionIsRefusedByCodeTwoOnly() {
        answers.add(disposed("{\"resule_code\":2,\"message\":\"缺少原始函\"}"));
        answers.add(disposed("{\"resule_code\":99}"));

        assertThatThrownBy(() -> gateway.dispose(disposition())).isInstanceOf(PlatformRefusal.class);
        assertThatThrownBy(() -> gateway.dispose(disposition())).isInstanceOf(PlatformUnavailable.class);
    }

    @Test
    void whatThePlatformSaysWithAnUnknownCodeReachesTheOfficerButNotTheLog() {
        answers.add(disposed("{\"resule_code\":7,\"message\":\"请补充店铺名称\"}"));
        var fault = catchThrowableOfType(PlatformUnavailable.class, () -> gateway.dispose(disposition()));
        assertThat(fault.code()).contains("resule_code 7 请补充店铺名称");
        assertThat(fault.inLog()).doesNotContain("店铺");
        answers.add(result("3", "", "系统升级中"));
        assertThat(catchThrowableOfType(PlatformUnavailable.class, () -> gateway.submit(submission()))
                        .code())
                .contains("code 3 系统升级中");
    }

    private static Answer queried(String list) {
        return http(
                200,
                "{\"sungari_dispose_query_response\":{\"result\":{\"result_code\":1,\"list\":%s}}}".formatted(list));
    }

    @Test
    void dispositionResultsAreShownAsTheyAreAndUnderstoodWherePossible() {
        answers.add(queried("""
                [{"id":1,"status":"已完结","result":"已下架，请知悉","finish_time":"2026-09-16 10:00:00","create_person":"小二"},
                 {"id":"2","status":"done","result":"{\\"outcome\\":\\"PARTIAL\\",\\"measure\\":\\"ITEM_BLOCK\\",\\"executedAt\\":\\"2026-09-16T10:00:00+08:00\\",\\"publicityUrl\\":\\"https://p\\",\\"appeal\\":{\\"at\\":\\"2026-09-16T10:00:00+08:00\\",\\"text\\":\\"不服\\"},\\"reason\\":\\"r\\"}"},
                 {"id":"3","status":"done","result":{"outcome":"SOMETHING"}},
                 {"id":"4","status":"x","result":"{not json"}]
                """));

        List<DispositionStatus> found = gateway.dispositions(List.of("1", "2", "3", "4"));

        assertThat(calls.get(0)).containsEntry("param_list", "1,2,3,4");
        assertThat(found).extracting(DispositionStatus::key).containsExactly("1", "2", "3", "4");
        assertThat(found.get(0).result()).contains("已下架，请知悉");
        assertThat(found.get(0).outcome()).isEmpty();
        assertThat(found.get(0).finishedAt()).contains(NOW);
        var outcome = found.get(1).outcome().orElseThrow();
        assertThat(outcome.execution()).contains(DispositionStatus.Execution.PARTIAL);
        assertThat(outcome.publicityUrl()).contains("https://p");
        assertThat(outcome.appeal()).contains(new DispositionStatus.Appeal(Optional.of(NOW), "不服"));
        assertThat(found.get(2).outcome().orElseThrow().execution()).isEmpty();
        assertThat(found.get(3).outcome()).isEmpty();
        assertThat(found.get(3).result()).contains("{not json");
    }

    @Test
    void aTaskAskedForByItsDocumentIsFoundThoughTheAnswerNamesItsIdOnly() {
        answers.add(queried("[{\"id\":\"1\",\"status\":\"a\"},{\"id\":\"2\",\"status\":\"b\"}]"));
        answers.add(queried("{\"item\":[{\"id\":\"2\",\"status\":\"b\"}]}"));

        List<DispositionStatus> found = gateway.dispositions(List.of("1", "余市监处置〔2026〕3号-1"));

        assertThat(found).extracting(DispositionStatus::key).containsExactly("1", "余市监处置〔2026〕3号-1");
        assertThat(found.get(1).taskId()).contains("2");
    }

    /** Each in a form that the page does not forbid: that there is one says that the task is finished. */
    @ParameterizedTest
    @CsvSource({
        "\"2026-09-15\", 2026-09-14T16:00:00Z",
        "\"2026-09-16 09:00\", 2026-09-16T01:00:00Z",
        "\"2026-09-16 09:00:00.0\", 2026-09-16T01:00:00Z",
        "\"2026-09-16T09:00:00+0800\", 2026-09-16T01:00:00Z",
        "1789520400000, 2026-09-16T01:00:00Z",
        "\"1789520400\", 2026-09-16T01:00:00Z",
        "\"9月16日上午\", 2026-09-16T02:00:00Z"
    })
    void aTaskWithATimeOfFinishingIsFinished(String time, Instant finished) {
        answers.add(queried("[{\"id\":\"1\",\"status\":\"x\",\"result\":\"已下架\",\"finish_time\":" + time + "}]"));
        assertThat(gateway.dispositions(List.of("1")))
                .singleElement()
                .satisfies(status -> assertThat(status.finishedAt()).contains(finished));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "\"\"",
                "\"-\"",
                "\"null\"",
                "0",
                "\"0000-00-00 00:00:00\"",
                "\"1970-01-01 08:00:00\"",
                "\"0001-01-01T00:00:00\""
            })
    void aTaskWithoutATimeOfFinishingIsNot(String time) {
        answers.add(queried("[{\"id\":\"1\",\"status\":\"x\",\"finish_time\":" + time + "}]"));
        assertThat(gateway.dispositions(List.of("1")))
                .singleElement()
                .satisfies(status -> assertThat(status.finishedAt()).isEmpty());
    }

    @Test
    void aQuestionAboutOneDocumentThatFailsCostsThatDocumentOnly() {
        answers.add(queried("[{\"id\":\"1\",\"status\":\"a\"},{\"id\":\"2\",\"status\":\"b\"}]"));
        answers.add(queried("[{\"id\":\"2\",\"status\":\"b\"}]"));
        answers.add(error("7", "", "This ban will last for 3 more seconds"));

        assertThat(gateway.dispositions(List.of("1", "余市监处置〔2026〕3号-1", "余市监处置〔2026〕3号-2", "余市监处置〔2026〕3号-3")))
                .extracting(DispositionStatus::key)
                .containsExactly("1", "余市监处置〔2026〕3号-1");
        assertThat(calls).as("no more calls after the platform wants none").hasSize(3);
    }

    @Test
    void aFaultOfWhichNothingIsLearnedIsTold() {
        answers.add(queried("[{\"id\":\"1\",\"status\":\"a\"}]"));
        answers.add(error("7", "", "This ban will last for 3 more seconds"));
        var fault = catchThrowableOfType(
                PlatformUnavailable.class, () -> gateway.dispositions(List.of("余市监处置〔2026〕3号-1", "余市监处置〔2026〕3号-2")));
        assertThat(fault.retryAfter()).contains(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @CsvSource({
        "'', CONFIRMED",
        "{}, CONFIRMED",
        "'{\"status\":\"WITHDRAWN\"}', CONFIRMED",
        "'{\"status\":\"PROCESSING\"}', PENDING"
    })
    void aBareOkConfirmsAWithdrawal(String data, Withdrawal withdrawal) {
        answers.add(result("1", data, ""));
        assertThat(gateway.withdraw("310105-2026-000123-R1-TRADE", "案件已并案")).isEqualTo(withdrawal);
    }

    @Test
    void anUnknownTaskIsMissing() {
        answers.add(queried("[]"));
        assertThat(gateway.dispositions(List.of("1"))).isEmpty();
    }
}
