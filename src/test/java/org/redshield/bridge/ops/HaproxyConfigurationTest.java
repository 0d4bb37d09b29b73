package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** docker/haproxy.cfg as HAProxy itself reads it. */
class HaproxyConfigurationTest {

    private static final Map<String, String> ONE_MACHINE =
            Map.of("BRIDGE_BIND", "127.0.0.1:18080", "NODE1", "127.0.0.1:18081", "NODE2", "127.0.0.1:18082");

    private static final HttpClient PEOPLE = HttpClient.newHttpClient();

    private static final Pattern HAPROXY = Pattern.compile("\\bhaproxy_[a-z_]+");

    @Test
    void isValidForTwoNodesOnOneMachine() throws Exception {
        assertThat(check(ONE_MACHINE).exit()).as(check(ONE_MACHINE).err()).isZero();
    }

    @Test
    void startsBeforeTheNodesHaveAnAddress() throws Exception {
        assertThat(check(with("NODE1", "node-that-is-not-there.invalid:8080")).exit())
                .isZero();
    }

    @Test
    void itsMetricsAreForThisMachineAloneUnlessSomebodySaysOtherwise() throws Exception {
        assertThat(dump(ONE_MACHINE)).contains("bind 127.0.0.1:8404");
        assertThat(dump(with("BRIDGE_PROXY_METRICS", ":8404"))).contains("bind :8404");
        assertThat(Files.readString(Path.of("docker-compose.yml")))
                .as("whose Prometheus is another container")
                .contains("BRIDGE_PROXY_METRICS: \":8404\"");
    }

    /** As HAProxy has understood it, variables and all. */
    private static String dump(Map<String, String> environment) throws Exception {
        return Program.named("haproxy")
                .run(environment, "-c", "-dC", "-f", "docker/haproxy.cfg")
                .out();
    }

    @Test
    void refusesANodeWithoutAPort() throws Exception {
        assertThat(check(with("NODE2", "127.0.0.1:port")).exit()).isNotZero();
    }

    @Test
    void slowSendersReachNoNodeAndHoldNobodyUp() throws Exception {
        Program program = Program.named("haproxy");
        Queue<String> reached = new ConcurrentLinkedQueue<>();
        HttpServer node = server(exchange -> {
            reached.add(exchange.getRequestMethod());
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        HttpServer health = server(exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        int port = freePort();
        Process haproxy = program.builder(
                        Map.of(
                                "BRIDGE_BIND", "127.0.0.1:" + port,
                                "NODE1", "127.0.0.1:" + node.getAddress().getPort(),
                                "NODE2", "127.0.0.1:" + freePort(),
                                "NODE1_HEALTH_PORT",
                                        String.valueOf(health.getAddress().getPort()),
                                "NODE2_HEALTH_PORT", String.valueOf(freePort()),
                                "BRIDGE_PROXY_METRICS", "127.0.0.1:" + freePort()),
                        "-db",
                        "-f",
                        "docker/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<Socket> slow = new ArrayList<>();
        try {
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> get(port) == 200);
            reached.clear();
            for (int i = 0; i < 260; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                socket.getOutputStream()
                        .write("POST /api/platforms/x/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"
                                .getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            for (int i = 0; i < 20; i++) {
                long began = System.nanoTime();
                assertThat(get(port)).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
            }
            assertThat(reached).as("what the node heard of").containsOnly("GET");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
            haproxy.destroyForcibly().onExit().join();
            node.stop(0);
            health.stop(0);
        }
    }

    @Test
    @Tag("thorough")
    void nodesComeAndGoWithTheAddressesOfTheirName() throws Exception {
        List<HttpServer> nodes = new ArrayList<>();
        int nodePort = 0;
        int port = freePort();
        int metrics = freePort();
        Process haproxy = null;
        try (NameServer names = new NameServer()) {
            for (String address : List.of("127.0.0.2", "127.0.0.3", "127.0.0.4")) {
                HttpServer node = HttpServer.create(new InetSocketAddress(address, nodePort), 0);
                node.createContext("/", exchange -> {
                    byte[] body = address.getBytes(StandardCharsets.US_ASCII);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                node.start();
                nodePort = node.getAddress().getPort();
                nodes.add(node);
            }
            String asked = Files.readString(Path.of("docker/haproxy.cfg"))
                    .replace("parse-resolv-conf", "nameserver test 127.0.0.1:" + names.port());
            Path configuration = Files.writeString(Path.of("target", "haproxy-names.cfg"), asked);
            Path log = Path.of("target", "haproxy-names.log");
            names.say("127.0.0.2", "127.0.0.3");
            haproxy = Program.named("haproxy")
                    .builder(
                            Map.of(
                                    "BRIDGE_BIND", "127.0.0.1:" + port,
                                    "NODES", "nodes.test:" + nodePort,
                                    "NODES_HEALTH_PORT", String.valueOf(nodePort),
                                    "BRIDGE_PROXY_METRICS", "127.0.0.1:" + metrics),
                            "-db",
                            "-f",
                            configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            serve(port, metrics, "127.0.0.2", "127.0.0.3");

            names.say("127.0.0.2", "127.0.0.3", "127.0.0.4");
            serve(port, metrics, "127.0.0.2", "127.0.0.3", "127.0.0.4");

            names.say("127.0.0.3", "127.0.0.4");
            serve(port, metrics, "127.0.0.3", "127.0.0.4");

            // Two that have their address, and will listen when they have started.
            names.say("127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6");
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                everybodyIsServed(port);
                return Files.readString(log).contains("nodes/node4: IP changed");
            });
            for (int i = 0; i < 50; i++) {
                everybodyIsServed(port);
            }
        } finally {
            if (haproxy != null) {
                haproxy.destroyForcibly().onExit().join();
            }
            nodes.forEach(node -> node.stop(0));
        }
    }

    private static void everybodyIsServed(int port) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/cases"))
                .build();
        List<CompletableFuture<HttpResponse<Void>>> asked = Stream.generate(
                        () -> PEOPLE.sendAsync(request, BodyHandlers.discarding()))
                .limit(8)
                .toList();
        assertThat(asked).extracting(answer -> answer.join().statusCode()).containsOnly(200);
    }

    /** Soon these have all requests between them, what people ask as well as streams. */
    private static void serve(int port, int metrics, String... nodes) throws Exception {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            String counted = text(metrics, "/metrics").body();
            for (String backend : List.of("nodes", "streams")) {
                assertThat(counted)
                        .contains("haproxy_backend_active_servers{proxy=\"" + backend + "\"} " + nodes.length);
            }
        });
        for (String path : List.of("/api/cases", "/api/events")) {
            Set<String> answered = new HashSet<>();
            for (int request = 0; request < 30; request++) {
                answered.add(text(port, path).body());
            }
            assertThat(answered).containsExactlyInAnyOrder(nodes);
        }
    }

    @Test
    void withoutANodePeopleReadChineseAndOperatorsSeeIt() throws Exception {
        int port = freePort();
        int metrics = freePort();
        Process haproxy = Program.named("haproxy")
                .builder(
                        Map.of(
                                "BRIDGE_BIND", "127.0.0.1:" + port,
                                "NODE1", "127.0.0.1:" + freePort(),
                                "NODE2", "127.0.0.1:" + freePort(),
                                "BRIDGE_PROXY_METRICS", "127.0.0.1:" + metrics),
                        "-db",
                        "-f",
                        "docker/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> text(metrics, "/metrics")
                    .body()
                    .contains("haproxy_backend_active_servers{proxy=\"nodes\"} 0"));
            HttpResponse<String> page = text(port, "/camunda/app/tasklist");
            assertThat(page.statusCode()).isEqualTo(503);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Retry-After")).hasValue("15");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
            assertThat(page.body()).contains("红盾云桥暂时不可用", "这一次的操作没有办理", "已经提交的内容都已保存");
            assertThat(text(metrics, "/").statusCode())
                    .as("nothing but metrics")
                    .isEqualTo(404);
            assertThat(HAPROXY.matcher(Files.readString(Path.of("ops/prometheus/rules.yml"))
                                    + Files.readString(Path.of("ops/grafana/redshield-bridge.json")))
                            .results()
                            .map(MatchResult::group))
                    .as("what alerts and dashboard ask HAProxy for")
                    .isNotEmpty()
                    .allSatisfy(metric ->
                            assertThat(text(metrics, "/metrics").body()).contains("# TYPE " + metric + " "));
        } finally {
            haproxy.destroyForcibly().onExit().join();
        }
    }

    /** What this proxy says in a node's place: in Chinese, as a page or for programs, and of what may be done that it may be. */
    @Test
    void whatNoNodeAnswersIsSaidInChinese() throws Exception {
        HttpServer node = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        node.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("/silent")) {
                try {
                    Thread.sleep(10_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            if (!path.endsWith("/silent") && !path.endsWith("/dead")) {
                exchange.sendResponseHeaders(200, -1);
            }
            exchange.close();
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        node.setExecutor(threads);
        node.start();
        int port = freePort();
        Path quick = Files.writeString(
                Path.of("target", "haproxy-quick.cfg"),
                Files.readString(Path.of("docker/haproxy.cfg"))
                        .replace("timeout server 60s", "timeout server 1s")
                        .replace("timeout http-request 10s", "timeout http-request 1s"));
        String address = "127.0.0.1:" + node.getAddress().getPort();
        Process haproxy = Program.named("haproxy")
                .builder(
                        Map.of(
                                "BRIDGE_BIND",
                                "127.0.0.1:" + port,
                                "NODE1",
                                address,
                                "NODE2",
                                address,
                                "NODE1_HEALTH_PORT",
                                String.valueOf(node.getAddress().getPort()),
                                "NODE2_HEALTH_PORT",
                                String.valueOf(node.getAddress().getPort()),
                                "BRIDGE_PROXY_METRICS",
                                "127.0.0.1:" + freePort()),
                        "-db",
                        "-f",
                        quick.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> get(port) == 200);

            HttpResponse<String> silent = change(port, "/api/silent", "Idempotency-Key", "1");
            assertThat(silent.statusCode()).isEqualTo(504);
            assertThat(detail(silent)).contains("可能已经办成", "再提交一次", "不会重复办理");
            HttpResponse<String> dead = change(port, "/engine-rest/dead", "X-Any", "1");
            assertThat(dead.statusCode()).isEqualTo(502);
            assertThat(detail(dead)).contains("可能已经办成", "刷新待办列表", "已存为草稿").doesNotContain("不会重复办理");
            HttpResponse<String> asked = change(port, "/any/dead", "Accept", "application/json");
            assertThat(detail(asked)).contains("可能已经办成");

            HttpResponse<String> page = change(port, "/camunda/app/dead", "Accept", "text/html");
            assertThat(page.statusCode()).isEqualTo(502);
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Retry-After")).isPresent();
            assertThat(page.body())
                    .startsWith("<!DOCTYPE html><html lang=\"zh-CN\">")
                    .contains("可能已经办成", "错误代码 502")
                    // It would ask for the address to which a form was sent.
                    .doesNotContain("http-equiv");
            HttpResponse<String> read = text(port, "/camunda/app/dead");
            assertThat(read.body()).contains("没有改动任何内容", "http-equiv=\"refresh\"");

            assertThat(slowly(port)).contains(" 408 ", "application/problem+json", "内容没有在规定时间内传完");
            HttpRequest event = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/api/platforms/taobao/events"))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> events = Stream.generate(
                            () -> PEOPLE.sendAsync(event, BodyHandlers.ofString()))
                    .limit(700)
                    .toList();
            List<HttpResponse<String>> refused = events.stream()
                    .map(CompletableFuture::join)
                    .filter(answer -> answer.statusCode() == 429)
                    .toList();
            assertThat(refused).isNotEmpty();
            assertThat(detail(refused.get(0))).contains("请求太多", "没有办理");
        } finally {
            haproxy.destroyForcibly().onExit().join();
            node.stop(0);
            threads.shutdownNow();
        }
    }

    /** No answer of this proxy is left in its own words; nobody can try 413 and 500, which it gives only where something asks it to. */
    @Test
    void everyAnswerOfItsOwnIsSaid() throws Exception {
        String configuration = Files.readString(Path.of("docker/haproxy.cfg"));
        assertThat(List.of(400, 403, 408, 413, 429, 500, 502, 503, 504))
                .allSatisfy(status -> assertThat(configuration).contains("http-error status " + status + " "));
    }

    private static HttpResponse<String> change(int port, String path, String header, String value) throws Exception {
        return PEOPLE.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header(header, value)
                        .timeout(Duration.ofSeconds(20))
                        .POST(BodyPublishers.ofString("{}"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String detail(HttpResponse<String> answer) throws IOException {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json; charset=utf-8");
        JsonNode problem = new ObjectMapper().readTree(answer.body());
        assertThat(problem.get("status").asInt()).isEqualTo(answer.statusCode());
        assertThat(problem.get("title").asText()).isNotBlank();
        assertThat(answer.headers().map()).doesNotContainKey("x-of-the-proxy");
        return problem.get("detail").asText();
    }

    private static String slowly(int port) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write("POST /api/cases HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 1000\r\n\r\nx"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(5_000);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (!answer.toString(StandardCharsets.UTF_8).endsWith("}")) {
                int next = socket.getInputStream().read();
                assertThat(next).as(answer.toString(StandardCharsets.UTF_8)).isNotNegative();
                answer.write(next);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static HttpResponse<String> text(int port, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static int get(int port) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/cases"))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", handler);
        server.start();
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static Map<String, String> with(String variable, String value) {
        Map<String, String> environment = new HashMap<>(ONE_MACHINE);
        environment.put(variable, value);
        return environment;
    }

    private static Program.Result check(Map<String, String> environment) throws Exception {
        return Program.named("haproxy").run(environment, "-c", "-f", "docker/haproxy.cfg");
    }
}
