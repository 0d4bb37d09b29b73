package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.RawHttp;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sixty who read, or send, as slowly as they can, all of one account: they hold no thread of the server and no connection to the
 * database, however long it takes, and one account has no more than its share.
 */
class SlowOnesTest extends AssistanceScenario {

    private static final int SLOW = 60;
    private static final int BYTES = 12 * 1024 * 1024;
    /** As bridge.weights and bridge.bodies have it. */
    private static final int DOWNLOADS = 6;

    private static final int FILES = 4;

    /** Of a server's 200: who asks, and a moment's work for the slow ones. */
    private static final int FEW = 8;

    @LocalServerPort
    private int port;

    @Autowired
    private ServletWebServerApplicationContext server;

    @Autowired
    private MeterRegistry figures;

    @Autowired
    @Qualifier("peopleConnections")
    private HikariDataSource people;

    @Autowired
    private JdbcClient jdbc;

    private final List<Socket> slow = new ArrayList<>();
    private final ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void goAway() throws IOException {
        drip.shutdownNow();
        for (Socket socket : slow) {
            socket.close();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> figure("bridge.answers.sending") == 0);
        await().atMost(Duration.ofSeconds(20)).until(() -> figure("bridge.bodies.waiting") == 0);
    }

    @Test
    void slowReadersHoldNothingOfOthers() throws Exception {
        String file = fileOf("officer310105");
        Map<Socket, Integer> answers = new HashMap<>();
        for (int i = 0; i < SLOW; i++) {
            Socket socket = open();
            head(socket, "GET " + file + " HTTP/1.1", "officer310105", "");
        }
        for (Socket socket : slow) {
            answers.put(socket, status(socket));
        }
        drip.scheduleAtFixedRate(() -> answers.forEach(SlowOnesTest::reads), 0, 100, TimeUnit.MILLISECONDS);

        assertThat(answers.values()).filteredOn(status -> status == 200).hasSize(DOWNLOADS);
        assertThat(answers.values()).filteredOn(status -> status == 429).hasSize(SLOW - DOWNLOADS);
        assertThat(figure("bridge.answers.sending")).isEqualTo(DOWNLOADS);
        assertThat(figure("bridge.answers.put.aside")).isGreaterThanOrEqualTo(DOWNLOADS * BYTES);
        assertThat(new String(Files.readAllBytes(putAside().get(0)), StandardCharsets.ISO_8859_1))
                .as("nothing in the clear")
                .doesNotContain("xxxxxxxx");
        othersAreServed();
        assertThat(figure("bridge.answers.sending"))
                .as("and nobody was cut off")
                .isEqualTo(DOWNLOADS);

        Http.Answer refused = as("officer310105").get(file);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("code").asText()).isEqualTo("access.downloads-in-flight");
        assertThat(refused.json().get("detail").asText()).contains("最多 6 个", "没有下载任何内容");
    }

    @Test
    void anAnswerThatIsReadInPiecesIsWhole() throws Exception {
        String file = fileOf("officer2310105");
        Socket socket = open();
        head(socket, "GET " + file + " HTTP/1.1", "officer2310105", "");
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).contains(" 200 ", "Content-Length: " + BYTES, "Content-Disposition: attachment");
        byte[] all = in.readAllBytes();
        assertThat(all).hasSize(BYTES);
        for (byte one : all) {
            if (one != 'x') {
                throw new AssertionError("It was changed on its way");
            }
        }
        await().until(() -> figure("bridge.answers.sending") == 0);
        assertThat(putAside()).isEmpty();
    }

    @Test
    @Tag("thorough")
    void slowSendersHoldNothingOfOthers() throws Exception {
        String body = "{\"assignee\":\"officer310105\"}" + " ".repeat(972);
        for (int i = 0; i < SLOW; i++) {
            head(
                    open(),
                    "POST /engine-rest/task HTTP/1.1",
                    i % 2 == 0 ? "officer310105" : "officer330110",
                    length(body));
        }
        await().until(() -> figure("bridge.bodies.waiting") == SLOW);
        Socket quick = slow.remove(0);
        drip.scheduleAtFixedRate(() -> slow.forEach(SlowOnesTest::sends), 0, 1, TimeUnit.SECONDS);
        othersAreServed();

        assertThat(figure("bridge.bodies.waiting")).isEqualTo(SLOW);
        quick.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
        assertThat(status(quick)).as("whose body is there goes on").isEqualTo(200);
        quick.close();
        for (Socket socket : slow) {
            assertThat(status(socket)).as("at the deadline").isEqualTo(408);
        }
    }

    /** From one address, as behind an office's: what the network has of the node's memory is there for all who sit in it. */
    @Test
    void oneAccountDoesNotSendWhatAWholeNetworkMay() throws Exception {
        for (int i = 0; i < 150; i++) {
            head(
                    open(),
                    "POST /engine-rest/task HTTP/1.1",
                    "officer310105",
                    "Content-Type: application/json\r\nContent-Length: 250000\r\n");
        }
        await().until(() -> figure("bridge.bodies.waiting") == 40);
        othersAreServed();
        assertThat(figure("bridge.bodies.waiting")).isEqualTo(40);
    }

    /** The engine's own filters, and ours, see a request that has waited as any other. */
    @Test
    void whoHasWaitedIsAskedWhoHeIs() throws Exception {
        for (String path :
                new String[] {"/engine-rest/task", "/api/jurisdiction", "/camunda/api/engine/engine/default/task"}) {
            Socket socket = open();
            socket.getOutputStream()
                    .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Length: 2\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> figure("bridge.bodies.waiting") == 1);
            socket.getOutputStream().write("{}".getBytes(StandardCharsets.US_ASCII));
            assertThat(status(socket)).as(path).isIn(401, 403);
        }
    }

    @Test
    void slowFilesOfOneLeaveRoomForOthers() throws Exception {
        String caseNo = raised("officer310105", Requests.question());
        String path = "/api/cases/" + caseNo + "/evidence";
        for (int i = 0; i < 12; i++) {
            Socket socket = open();
            head(
                    socket,
                    "POST " + path + " HTTP/1.1",
                    "officer310105",
                    "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n");
            socket.getOutputStream()
                    .write("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
        }
        drip.scheduleAtFixedRate(() -> slow.forEach(SlowOnesTest::sends), 0, 1, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(5)).until(() -> answered() == 12 - FILES);
        for (Socket socket : slow) {
            if (socket.getInputStream().available() > 0) {
                assertThat(status(socket)).isEqualTo(429);
            }
        }
        assertThat(as("officer2310105").upload(path, Map.of(), "b.txt", "现场笔录").status())
                .isEqualTo(201);
    }

    @Test
    @Tag("thorough")
    void aFileThatComesTooSlowlyIsToldSo() throws Exception {
        Socket socket = open();
        head(
                socket,
                "POST /api/clues/imports?source=12315&preview=true HTTP/1.1",
                "officer310105",
                "Content-Type: text/csv\r\nContent-Length: 100000\r\n");
        drip.scheduleAtFixedRate(() -> slow.forEach(SlowOnesTest::sends), 0, 1, TimeUnit.SECONDS);
        assertThat(status(socket)).isEqualTo(408);
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("access.body-too-slow", "没有任何内容被改动");
    }

    @Test
    @Tag("thorough")
    void whoHasMovedADaysShareWorksOnWithoutFiles() throws Exception {
        String file = fileOf("officer2310105");
        String caseNo = raised("officer2310105", Requests.question());
        await("it was counted").until(() -> moved("officer2310105") >= BYTES);
        jdbc.sql("update person_weight set bytes = ? where user_id = 'officer2310105'")
                .param(20L * 1024 * 1024 * 1024)
                .update();
        try {
            Http officer = as("officer2310105");
            Http.Answer refused = officer.get(file);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().get("code").asText()).isEqualTo("access.day-used-up");
            assertThat(officer.upload("/api/cases/" + caseNo + "/evidence", Map.of(), "b.txt", "笔录")
                            .status())
                    .isEqualTo(429);
            assertThat(officer.get("/api/cases").status()).isEqualTo(200);
            assertThat(as("officer310105").get("/api/cases").status()).isEqualTo(200);
            jdbc.sql("update person_weight set day = day - 1 where user_id = 'officer2310105'")
                    .update();
            assertThat(officer.file(file).statusCode()).isEqualTo(200);
        } finally {
            jdbc.sql("delete from person_weight where user_id = 'officer2310105'")
                    .update();
        }
    }

    private long moved(String user) {
        return jdbc.sql("select bytes from person_weight where user_id = ?")
                .param(user)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /** From the same address, while the slow ones are there: nobody waits, for nothing is held. */
    private void othersAreServed() {
        int busiest = 0;
        int connections = 0;
        for (int i = 0; i < 20; i++) {
            assertThat(as("officer330110").get("/api/cases").status()).isEqualTo(200);
            assertThat(as("officer330110")
                            .post("/engine-rest/task/count", Map.of())
                            .status())
                    .isEqualTo(200);
            busiest = Math.max(busiest, threads());
            connections = Math.max(connections, people.getHikariPoolMXBean().getActiveConnections());
        }
        assertThat(busiest).as("threads at work").isLessThanOrEqualTo(FEW);
        assertThat(connections).as("connections at work").isLessThanOrEqualTo(2);
    }

    private int threads() {
        ThreadPoolExecutor executor = (ThreadPoolExecutor) ((TomcatWebServer) server.getWebServer())
                .getTomcat()
                .getConnector()
                .getProtocolHandler()
                .getExecutor();
        return executor.getActiveCount();
    }

    private double figure(String name) {
        return figures.get(name).gauge().value();
    }

    private static List<Path> putAside() throws IOException {
        try (Stream<Path> files = Files.list(Scratch.folder())) {
            return files.filter(file -> file.toString().endsWith(".sending")).toList();
        }
    }

    /** One of his own, which the system takes a long time to send. */
    private String fileOf(String officer) {
        String caseNo = raised(officer, Requests.question());
        Http.Answer added =
                as(officer).upload("/api/cases/" + caseNo + "/evidence", Map.of(), "大文件.txt", "x".repeat(BYTES));
        assertThat(added.status()).as(added.text()).isEqualTo(201);
        return "/api/evidence/" + added.json().get("id").asText() + "/content";
    }

    private Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        socket.setSoTimeout(20_000);
        slow.add(socket);
        return socket;
    }

    private static void head(Socket socket, String line, String user, String more) throws IOException {
        socket.getOutputStream()
                .write((line + "\r\nHost: localhost\r\n" + RawHttp.basic(user, "demo") + "\r\n" + more + "\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private static String length(String body) {
        return "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n";
    }

    private long answered() {
        return slow.stream()
                .filter(socket -> {
                    try {
                        return socket.getInputStream().available() > 0;
                    } catch (IOException e) {
                        return false;
                    }
                })
                .count();
    }

    private static int status(Socket socket) throws IOException {
        String line = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        return Integer.parseInt(line.substring(9, 12));
    }

    private static void reads(Socket socket, int status) {
        try {
            if (status == 200) {
                socket.getInputStream().read(new byte[16 * 1024]);
            }
        } catch (IOException e) {
            // It was cut off, which the figures show.
        }
    }

    private static void sends(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException e) {
            // It was answered.
        }
    }
}
