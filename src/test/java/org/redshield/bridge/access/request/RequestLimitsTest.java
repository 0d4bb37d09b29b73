package org.redshield.bridge.access.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.catalina.core.StandardContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.engine.guard.QueryTurns;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.support.Thorough;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** What one request, or many slow ones, can do to a node over HTTP. */
class RequestLimitsTest extends Scenario {

    private static final String TASKS = "/engine-rest/task";
    private static final String TASKLIST = "/camunda/api/engine/engine/default/task";

    @LocalServerPort
    private int port;

    @Autowired
    private QueryTurns turns;

    @Autowired
    private ServletWebServerApplicationContext server;

    @ParameterizedTest
    @CsvSource({"/engine-rest/task,false", "/engine-rest/task,true", "/api/platforms/taobao/events,true"})
    void twentyMegabytesAreRefusedAtOnce(String path, boolean chunked) throws Exception {
        String huge = "{\"taskIdIn\":[\"" + "x".repeat(20_000_000) + "\"]}";
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("officer310105:demo".getBytes()))
                .header("Content-Type", "application/json")
                .POST(
                        chunked
                                ? BodyPublishers.fromPublisher(BodyPublishers.ofString(huge))
                                : BodyPublishers.ofString(huge));
        HttpResponse<String> answer;
        try {
            answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            // The client was still sending when the answer came and the connection was closed.
            assertThat(statusOfHalfSent(path)).isEqualTo(413);
            return;
        }
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.body()).contains("access.body-too-large");
    }

    /** Says that 20 MB will come and sends none of it. */
    private int statusOfHalfSent(String path) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            send(socket, path, 20_000_000);
            return status(socket);
        }
    }

    private static final List<String> UNREAD =
            Thorough.some(1, List.of("/api/clues/imports?source=12315", "/engine-rest/deployment/create"), "unread");

    /** His next request would else go into the connection that is about to be closed, and never be answered. */
    @ParameterizedTest
    @FieldSource("UNREAD")
    void whoIsAnsweredUnreadMayAskAgainAtOnce(String path) {
        Http nobody = new Http(address(), null);
        for (int i = 0; i < 2; i++) {
            assertThat(nobody.send("POST", path, "text/csv", new byte[1]).status())
                    .isEqualTo(401);
        }
    }

    /** Else the server would wait for them when it stops, and after so many hold nobody any more. */
    @Test
    void whoWasHeldIsCountedOff() throws IOException {
        assertThat(statusOfHalfSent(TASKS)).isEqualTo(413);
        StandardContext context = (StandardContext)
                ((TomcatWebServer) server.getWebServer()).getTomcat().getHost().findChildren()[0];
        await().untilAsserted(
                        () -> assertThat(context.getInProgressAsyncCount()).isZero());
    }

    @Test
    void theSameInTasklistsOwnInterface() {
        Browser officer = Browser.signedIn(address(), "officer310105");
        Http.Answer answer = officer.post(TASKLIST, Map.of("taskIdIn", List.of("x".repeat(300_000))));
        assertThat(answer.status()).isEqualTo(413);
        assertThat(officer.post(TASKLIST, Map.of("taskIdIn", Collections.nCopies(501, "x")))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void longListsManyAlternativesAndTooManyResultsAreRefusedInASentence() {
        refused(Map.of("taskIdIn", Collections.nCopies(501, "x")), TASKS, "查询条件过多");
        refused(Map.of("processInstanceIdIn", Collections.nCopies(501, "x")), TASKS + "/count", "查询条件过多");
        refused(Map.of("orQueries", Collections.nCopies(11, Map.of("name", "x"))), TASKS + "/count", "查询条件过多");
        refused(Map.of("orQueries", List.of(Map.of("taskIdIn", Collections.nCopies(501, "x")))), TASKS, "查询条件过多");
        refused(Map.of(), TASKS + "?maxResults=100000", "查询结果过多");
        assertThat(as("officer310105")
                        .post(TASKS, Map.of("orQueries", List.of(Map.of("name", "x"))))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aQueryThatTheDatabaseWouldPlanForSecondsIsRefused() {
        List<Map<String, Object>> conditions = IntStream.range(0, 40)
                .mapToObj(i -> Map.<String, Object>of("name", "a" + i, "operator", "eq", "value", i))
                .toList();
        refused(Map.of("processVariables", conditions), TASKS, "查询条件过多");
        refused(Map.of("orQueries", List.of(Map.of("processVariables", conditions))), TASKS + "/count", "查询条件过多");
        refused(Map.of("variables", conditions), "/engine-rest/execution", "查询条件过多");
        refused(Map.of("variables", conditions), "/engine-rest/process-instance", "查询条件过多");
        refused(
                Map.of("orQueries", Collections.nCopies(11, Map.of("processDefinitionKey", "x"))),
                "/engine-rest/process-instance/count",
                "查询条件过多");
        assertThat(as("officer310105")
                        .post(TASKS, Map.of("processVariables", conditions.subList(0, 5)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cockpitsOwnQueriesAreNoWayAround() {
        String path = "/camunda/api/cockpit/plugin/base/default/process-instance";
        Browser supervisor = Browser.signedIn(address(), "supervisor310105", "cockpit");
        List<Map<String, Object>> conditions = IntStream.range(0, 40)
                .mapToObj(i -> Map.<String, Object>of("name", "a" + i, "operator", "eq", "value", i))
                .toList();
        assertThat(supervisor.post(path, Map.of("variables", conditions)).status())
                .isEqualTo(400);
        assertThat(supervisor
                        .get(path + "?variables=" + String.join(",", Collections.nCopies(40, "a_eq_1")))
                        .status())
                .isEqualTo(400);
        assertThat(supervisor
                        .post(path, Map.of("variables", conditions.subList(0, 2)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void cockpitsOwnQueriesWaitForTheirTurnToo() throws Exception {
        String path = "/camunda/api/cockpit/plugin/base/default/process-definition/statistics";
        Browser supervisor = Browser.signedIn(address(), "supervisor310105", "cockpit");
        assertThat(supervisor.get(path).status()).isEqualTo(200);
        CountDownLatch begun = new CountDownLatch(3);
        CountDownLatch over = new CountDownLatch(1);
        ExecutorService others = Executors.newFixedThreadPool(3);
        try {
            for (int i = 0; i < 3; i++) {
                others.submit(() -> {
                    try (QueryTurns.Turn turn = turns.begin("supervisor310105")) {
                        begun.countDown();
                        over.await();
                    }
                    return null;
                });
            }
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            Http.Answer answer = supervisor.get(path);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.text()).contains("engine.queries-busy");
        } finally {
            over.countDown();
            others.shutdown();
        }
        assertThat(supervisor.get(path).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/cases?q=%00, 400",
        "/api/deadlines?caseNo=%00, 400",
        "/engine-rest/task?nameLike=%00, 400",
        "/engine-rest/user?id=%00, 400",
        "/%65ngine-rest/version, 400",
        "/engine-rest;x=1/task, 400",
        "/engine-rest;/task, 400",
    })
    void whatIsNoTextIsTheCallersMistake(String path, int status) {
        assertThat(as("supervisor310105").get(path).status()).isEqualTo(status);
    }

    /** What a header says that nobody can read is the caller's mistake too. */
    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
            POST | /api/jurisdiction | Content-Type: */*
            POST | /engine-rest/task | Content-Type: application/*
            GET | /api/cases | Content-Type: */*
            GET | /engine-rest/task | Accept-Language: *;q=9
            GET | /engine-rest/task | Accept-Encoding: zstd;q=a
            GET | /engine-rest/task | Accept-Charset: utf-8;q=x
            GET | /api/cases | Accept-Language: *;q=9
            CONNECT | /api/cases | X: y
            GET | /api/cases | Transfer-Encoding: gzip
            """)
    void aHeaderThatNobodyCanReadIsTheCallersMistake(String method, String path, String header) throws Exception {
        String answer = raw(method + " " + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Basic "
                + Base64.getEncoder().encodeToString("officer310105:demo".getBytes(StandardCharsets.US_ASCII)) + "\r\n"
                + header + "\r\n" + (method.equals("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n"));
        assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain(" 500 ", "access.fault", "是否已经办成");
    }

    /** Whoever sends what is no request at all fills nobody's log with where our code stumbled over it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/jurisdiction HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
                "POST /api/jurisdiction HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}",
                "POST /api/jurisdiction HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
                "POST /api/jurisdiction HTTP/1.1\r\nHost: a b\r\nContent-Length: 2\r\n\r\n{}",
                "POST http://evil.example/api/jurisdiction HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
            })
    void whatIsNoRequestIsRefusedWithoutATrace(String request) throws Exception {
        ListAppender<ILoggingEvent> written = new ListAppender<>();
        written.start();
        Logger log = (Logger) LoggerFactory.getLogger("org.apache.coyote");
        log.addAppender(written);
        try {
            assertThat(raw(request)).startsWith("HTTP/1.1 400 ").contains("access.request-invalid");
        } finally {
            log.detachAppender(written);
        }
        assertThat(written.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.WARN))
                .as("lines of ours")
                .isEmpty();
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The engine's interface finds more wrong than we ask it to, and says it in English. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            GET | task/x | 404
            PUT | task/x | 404
            GET | task?sortBy=x | 400
            GET | task?maxResults=abc | 404
            GET | process-definition/key/nope/start | 404
            GET | user/x/profile | 404
            DELETE | group/x | 403
            GET | filter/x/list | 403
            POST | message | 400
            POST | signal | 400
            POST | migration/generate | 400
            POST | deployment/create | 415
            GET | history/process-instance/x | 404
            """)
    void theEnginesInterfaceAnswersInChinese(String method, String path, int status) {
        Http.Answer answer = as("officer310105")
                .send(
                        method,
                        "/engine-rest/" + path,
                        "application/json",
                        method.startsWith("P") ? "{}".getBytes(StandardCharsets.UTF_8) : null);
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.json().get("message").asText())
                .matches("(?s).*[\\u4e00-\\u9fff].*")
                .doesNotContain("org.camunda", "officer310105");
    }

    /** Never a fault of ours, and never the name of a class. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            condition | {"variables": {"x": {"value": 1}}}
            condition | null
            message | {"messageName": "a", "correlationKeys": {"x": {"value": "rO0AB", "type": "Object", "valueInfo": {"objectTypeName": "java.util.List", "serializationDataFormat": "application/x-java-serialized-object"}}}}
            message | {"messageName": "a", "correlationKeys": {"x": {"value": "AAAA", "type": "Bytes"}}}
            message | {"messageName": "a", "correlationKeys": {"x": {"value": "{", "type": "Json"}}}
            signal | {"name": "a", "variables": {"x": {"value": "{}", "type": "Object", "valueInfo": {"objectTypeName": 5}}}}
            process-definition/key/caseDeadline/submit-form | {"variables": {"x": {"value": "rO0AB", "type": "Object", "valueInfo": {"objectTypeName": "java.util.List", "serializationDataFormat": "application/x-java-serialized-object"}}}}
            process-definition/key/caseDeadline/start | {"variables": {"x": {"value": "<a/>", "type": "Xml"}}}
            task | null
            task/unknown/claim | null
            external-task/fetchAndLock | {}
            tenant/create | {}
            metrics |
            metrics/garbage/sum |
            metrics/activity-instance-start/sum?startDate=garbage |
            deployment/unknown/resources/x/data |
            process-definition/unknown/statistics |
            """)
    void whatNobodyCanReadIsTheCallersMistake(String path, String body) {
        for (String user : List.of("officer310105", "admin")) {
            Http.Answer answer =
                    body == null ? as(user).get("/engine-rest/" + path) : as(user).post("/engine-rest/" + path, body);
            assertThat(answer.status()).as(answer.text()).isBetween(400, 404);
            assertThat(answer.text()).doesNotContain("NullPointer", "ClassCast", "org.camunda");
        }
    }

    @Test
    void aDeploymentsTimeThatIsNoneIsTheCallersMistake() throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"deployment-activation-time\"\r\n\r\ngarbage\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"a.form\"; filename=\"a.form\"\r\n\r\n{}\r\n--b--\r\n";
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/engine-rest/deployment/create"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("modeler:demo".getBytes()))
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("请求的内容不完整");
    }

    @Test
    void nobodyIsCalledZero() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address() + "/api/cases"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("a\0b:demo".getBytes()))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private void refused(Map<String, Object> query, String path, String sentence) {
        Http.Answer answer = as("officer310105").post(path, query);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(400);
        assertThat(answer.json().get("message").asText()).contains(sentence);
    }

    @Test
    @Tag("thorough")
    void slowSendersWithoutALoginHoldNobodyUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < 260; i++) {
                Socket socket =
                        new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.0.2"), 0);
                socket.setSoTimeout(20_000);
                slow.add(socket);
                send(socket, "/api/platforms/taobao/events", 1000);
            }
            drip.scheduleAtFixedRate(() -> slow.forEach(RequestLimitsTest::oneByte), 0, 1, TimeUnit.SECONDS);
            for (int i = 0; i < 10; i++) {
                long began = System.nanoTime();
                assertThat(new Http("http://127.0.0.1:" + port, "officer310105")
                                .post(TASKS + "/count", Map.of())
                                .status())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
            }
            assertThat(slow).as("they are waited for").allMatch(socket -> statusSoon(socket) == 0);
            await("all end at the deadline").atMost(Duration.ofSeconds(20)).until(() -> slow.stream()
                    .allMatch(socket -> statusSoon(socket) == 408));
        } finally {
            drip.shutdownNow();
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** One network has so many places and so much memory, and what is one too many is told at once. */
    @Test
    void aNetworkHasItsShareOfBodies() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 540; i++) {
                Socket socket = new Socket(
                        InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.9." + (1 + i % 9)), 0);
                slow.add(socket);
                send(socket, "/api/platforms/taobao/events", 1000);
            }
            await().atMost(Duration.ofSeconds(4))
                    .until(() -> slow.stream()
                                    .filter(socket -> statusSoon(socket) == 429)
                                    .count()
                            == 40);
            assertThat(new Http("http://127.0.0.1:" + port, "officer310105")
                            .post(TASKS + "/count", Map.of())
                            .status())
                    .isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        try {
            for (int i = 0; i < 80; i++) {
                Socket socket =
                        new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName("127.0.8.1"), 0);
                slow.add(socket);
                send(socket, "/api/platforms/taobao/events", 260_000);
            }
            await("of 16 MB")
                    .atMost(Duration.ofSeconds(4))
                    .until(() -> slow.subList(540, 620).stream()
                                    .filter(socket -> statusSoon(socket) == 429)
                                    .count()
                            == 80 - 62);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void whoDoesNotReadHoldsNobodyUp() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 260; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(1024);
                socket.bind(new InetSocketAddress("127.0.0.3", 0));
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                slow.add(socket);
                socket.getOutputStream()
                        .write(
                                "GET /camunda/app/cockpit/camunda-cockpit-bootstrap.js HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                        .repeat(3)
                                        .getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 5; i++) {
                long began = System.nanoTime();
                assertThat(new Http("http://127.0.0.1:" + port, "officer310105")
                                .post(TASKS + "/count", Map.of())
                                .status())
                        .isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            }
            // Each place that a page leaves, because the kernel has taken it, another gets: how many depends on the
            // machine.
            List<Integer> answers = new ArrayList<>();
            await("all are served or refused").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                answers.clear();
                slow.forEach(socket -> answers.add(statusSoon(socket)));
                assertThat(answers).hasSize(260).containsOnly(200, 429);
            });
            assertThat(answers).filteredOn(status -> status == 429).hasSizeGreaterThan(130);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private static final Map<Socket, Integer> STATUS = new java.util.concurrent.ConcurrentHashMap<>();

    /** 0 where none came yet. */
    private static int statusSoon(Socket socket) {
        return STATUS.getOrDefault(socket, 0) != 0 ? STATUS.get(socket) : remember(socket);
    }

    private static int remember(Socket socket) {
        try {
            if (socket.getInputStream().available() == 0) {
                return 0;
            }
            STATUS.put(socket, status(socket));
        } catch (IOException e) {
            STATUS.put(socket, -1);
        }
        return STATUS.get(socket);
    }

    private static void send(Socket socket, String path, int length) throws IOException {
        socket.getOutputStream()
                .write(("POST " + path
                                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                                + length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static void oneByte(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            // It was refused: the next one.
        }
    }

    private static int status(Socket socket) throws IOException {
        InputStream answer = socket.getInputStream();
        String line = new String(answer.readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9, 12));
    }
}
