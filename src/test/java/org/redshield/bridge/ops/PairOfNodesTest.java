package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.TestDatabase;

/**
 * What docker-compose.yml promises, on one machine: two nodes as two JVMs on one database behind HAProxy with the
 * configuration file that is shipped.
 */
@Tag("thorough")
@Tag("pair")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PairOfNodesTest {

    private static final Path LOGS = Path.of("target", "pair");
    private static final Duration START = Duration.ofMinutes(5);

    /** HAProxy asks every second and believes a second silence. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(10);

    private final List<Node> nodes = new ArrayList<>();
    private Process haproxy;
    private String address;
    private String metrics;

    @BeforeAll
    void startPair() throws IOException {
        Program program = Program.named("haproxy");
        Files.createDirectories(LOGS);
        String database = TestDatabase.emptyUrl();
        Path evidence = Files.createTempDirectory("pair-evidence");
        nodes.add(new Node("node1", database, evidence));
        nodes.add(new Node("node2", database, evidence));
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        int metricsPort = freePort();
        metrics = "http://127.0.0.1:" + metricsPort;
        haproxy = program.builder(
                        Map.of(
                                "BRIDGE_BIND", "127.0.0.1:" + port,
                                "NODE1", "127.0.0.1:" + nodes.get(0).port,
                                "NODE2", "127.0.0.1:" + nodes.get(1).port,
                                "NODE1_HEALTH_PORT", String.valueOf(nodes.get(0).healthPort),
                                "NODE2_HEALTH_PORT", String.valueOf(nodes.get(1).healthPort),
                                "BRIDGE_PROXY_METRICS", "127.0.0.1:" + metricsPort),
                        "-db",
                        "-f",
                        "docker/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(LOGS.resolve("haproxy.log").toFile())
                .start();
        // Both at once on an empty database: one of them creates the schema, the other one waits for it.
        for (Node node : nodes) {
            node.start();
        }
    }

    @AfterAll
    void stopEverything() {
        nodes.forEach(Node::kill);
        if (haproxy != null) {
            haproxy.destroyForcibly().onExit().join();
        }
    }

    @BeforeEach
    void bothNodesServe() throws IOException {
        for (Node node : nodes) {
            if (!node.isAlive()) {
                node.start();
            }
        }
        await().atMost(START).pollInterval(Duration.ofMillis(500)).until(() -> {
            nodes.forEach(Node::mustLive);
            return nodes.stream().allMatch(this::isServed);
        });
    }

    /** Whether it answers and HAProxy sends it requests: of one that began anew HAProxy may not have heard yet that it was away. */
    private boolean isServed(Node node) {
        try {
            return new Browser("http://127.0.0.1:" + node.healthPort).get("/actuator/health/readiness") == 200
                    && new Browser(metrics)
                            .text("/metrics")
                            .contains("haproxy_server_status{proxy=\"nodes\",server=\"%s\",state=\"UP\"} 1"
                                    .formatted(node.name));
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void whoSignedInAtOneNodeIsSignedInAtTheOther() throws Exception {
        Browser officer = new Browser(nodes.get(0).address());
        officer.signIn("officer310105");
        assertThat(officer.taskCount()).isEqualTo(200);
        String session = officer.cookie("JSESSIONID").orElseThrow();

        // The session and its cross-site token, turn by turn.
        for (int i = 0; i < 10; i++) {
            officer.goesTo(nodes.get(i % 2).address());
            assertThat(officer.taskCount()).isEqualTo(200);
            assertThat(officer.countByPost()).isEqualTo(200);
        }
        assertThat(officer.cookie("JSESSIONID")).contains(session);
        assertThat(officer.countByForgery()).as("without the token").isEqualTo(403);

        // At the other node, where he signs out, and then nowhere any more.
        Browser again = new Browser(nodes.get(0).address());
        again.signIn("officer310105");
        assertThat(again.taskCount()).isEqualTo(200);
        again.goesTo(nodes.get(1).address());
        assertThat(again.signOut()).isEqualTo(200);
        again.goesTo(nodes.get(0).address());
        assertThat(again.taskCount()).isEqualTo(401);

        // What he sees is what he may see, whoever answers.
        Browser colleague = new Browser(nodes.get(0).address());
        colleague.signIn("officer330110");
        for (Node node : nodes) {
            colleague.goesTo(node.address());
            assertThat(colleague.text("/api/me")).contains("officer330110").doesNotContain("officer310105");
        }
    }

    @Test
    @Tag("kill")
    void whenANodeIsKilledNobodyIsSignedOut() throws Exception {
        Browser officer = new Browser(nodes.get(0).address());
        officer.signIn("officer310105");
        assertThat(officer.taskCount()).isEqualTo(200);
        nodes.get(0).kill();

        officer.goesTo(address);
        await().atMost(FAIL_OVER)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> officer.get("/actuator/health/readiness") == 200);
        for (int i = 0; i < 5; i++) {
            assertThat(officer.taskCount()).isEqualTo(200);
            assertThat(officer.countByPost()).isEqualTo(200);
        }
    }

    @Test
    @Tag("kill")
    void aNodeThatIsStoppedDropsNoRequest() throws Exception {
        Node stopped = nodes.get(0);
        AtomicBoolean goOn = new AtomicBoolean(true);
        AtomicInteger answered = new AtomicInteger();
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                String method = i % 2 == 0 ? "GET" : "POST";
                running.add(clients.submit(() -> {
                    Browser caller = new Browser(address);
                    while (goOn.get()) {
                        try {
                            int status = caller.countByApi(method);
                            if (status != 200) {
                                failures.add(method + " was answered " + status);
                            }
                        } catch (IOException e) {
                            failures.add(method + " failed: " + e);
                        }
                        answered.incrementAndGet();
                    }
                    return null;
                }));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() > 200);
            assertThat(failures).as("failures before anything was stopped").isEmpty();
            stopped.stop();
            int before = answered.get();
            await().atMost(Duration.ofSeconds(30)).until(() -> answered.get() > before + 200);
            goOn.set(false);
            for (Future<?> client : running) {
                client.get(30, TimeUnit.SECONDS);
            }
        } finally {
            goOn.set(false);
            clients.shutdownNow();
        }
        assertThat(failures).isEmpty();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** One JVM. */
    private static final class Node {

        private final String name;
        private final String database;
        private final Path evidence;
        private final int port;
        private final int healthPort;
        private Process process;

        Node(String name, String database, Path evidence) throws IOException {
            this.name = name;
            this.database = database;
            this.evidence = evidence;
            this.port = freePort();
            this.healthPort = freePort();
        }

        void start() throws IOException {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    // Without the tests: the bridge scans its package.
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                            .filter(entry -> !entry.contains("test-classes"))
                            .collect(Collectors.joining(File.pathSeparator)),
                    BridgeApplication.class.getName(),
                    "--spring.profiles.active=demo",
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--management.server.address=127.0.0.1",
                    "--management.server.port=" + healthPort,
                    "--spring.datasource.url=" + database,
                    "--spring.datasource.username=postgres",
                    "--spring.datasource.password=postgres",
                    "--bridge.stop.drain=3s",
                    "--bridge.evidence.directory=" + evidence);
            process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            LOGS.resolve(name + ".log").toFile()))
                    .start();
        }

        String address() {
            return "http://127.0.0.1:" + port;
        }

        boolean isAlive() {
            return process != null && process.isAlive();
        }

        void mustLive() {
            if (!isAlive()) {
                throw new AssertionError(name + " ended; see " + LOGS.resolve(name + ".log"));
            }
        }

        /** SIGTERM, as docker stop sends it. */
        void stop() throws InterruptedException {
            process.destroy();
            assertThat(process.waitFor(45, TimeUnit.SECONDS))
                    .as(name + " has stopped")
                    .isTrue();
        }

        /** SIGKILL. */
        void kill() {
            if (process != null) {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    /** A person's browser, with its cookies. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        private String address;

        Browser(String address) {
            this.address = address;
        }

        /** With the same cookies, which know no ports. */
        void goesTo(String another) {
            address = another;
        }

        int signOut() throws Exception {
            return send(withToken("/camunda/api/admin/auth/user/default/logout").POST(BodyPublishers.noBody()))
                    .statusCode();
        }

        /** What changes something, for all that the engine knows, carries the session's token. */
        int countByPost() throws Exception {
            return send(withToken("/camunda/api/engine/engine/default/task/count")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}")))
                    .statusCode();
        }

        int countByForgery() throws Exception {
            return send(request("/camunda/api/engine/engine/default/task/count")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{}")))
                    .statusCode();
        }

        String text(String path) throws IOException, InterruptedException {
            return send(request(path).GET()).body();
        }

        private HttpRequest.Builder withToken(String path) {
            return request(path).header("X-XSRF-TOKEN", cookie("XSRF-TOKEN").orElse(""));
        }

        void signIn(String user) throws Exception {
            get("/camunda/app/tasklist/default/");
            HttpResponse<String> answer = send(request("/camunda/api/admin/auth/user/default/login/tasklist")
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-XSRF-TOKEN", cookie("XSRF-TOKEN").orElse(""))
                    .POST(BodyPublishers.ofString("username=" + user + "&password=demo")));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        }

        /** The status of what Tasklist asks with the session. */
        int taskCount() throws Exception {
            return get("/camunda/api/engine/engine/default/task/count");
        }

        int countByApi(String method) throws IOException, InterruptedException {
            String password = Base64.getEncoder().encodeToString("officer310105:demo".getBytes(StandardCharsets.UTF_8));
            return send(request("/engine-rest/task/count")
                            .header("Authorization", "Basic " + password)
                            .header("Content-Type", "application/json")
                            .method(
                                    method,
                                    method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString("{}")))
                    .statusCode();
        }

        int get(String path) throws IOException, InterruptedException {
            return send(request(path).GET()).statusCode();
        }

        private Optional<String> cookie(String name) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals(name))
                    .map(HttpCookie::getValue)
                    .findFirst();
        }

        private HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            return client.send(request.build(), BodyHandlers.ofString());
        }
    }
}
