package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.ops.Program;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Clicks;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Two nodes behind HAProxy with 200 reads and writes a second, while PostgreSQL restarts again and again, in order (fast) and as after a
 * loss of power (immediate). Whoever is not served reads why, in Chinese, and when to come again; what somebody was told is there, once.
 */
@Tag("kill")
class DatabaseRestartTest {

    private static final int PER_SECOND = Integer.getInteger("clicks.per-second", 200);
    private static final Path LOGS = Path.of("target", "database-restart");

    @TempDir
    private Path folder;

    private final List<ChildBridge> nodes = new ArrayList<>();
    private Optional<PostgresServer> database = Optional.empty();
    private Optional<Process> haproxy = Optional.empty();

    @AfterEach
    void stopEverything() throws Exception {
        nodes.forEach(ChildBridge::close);
        haproxy.ifPresent(proxy -> proxy.destroyForcibly().onExit().join());
        if (database.isPresent()) {
            database.get().close();
        }
    }

    @Test
    void nothingIsLostAndNothingIsSaidInEnglish() throws Exception {
        Program program = Program.named("haproxy");
        Files.createDirectories(LOGS);
        PostgresServer postgres = PostgresServer.create(folder.resolve("database"), Optional.empty());
        database = Optional.of(postgres);
        postgres.start();
        for (String name : List.of("node1", "node2")) {
            ChildBridge node = new ChildBridge(
                    LOGS.resolve(name + ".log"),
                    "512m",
                    "--spring.datasource.url=jdbc:postgresql://" + postgres.hostAndPort() + "/postgres",
                    "--bridge.evidence.directory=" + folder.resolve("evidence"),
                    "--bridge.numbers.directory=" + folder.resolve("numbers"),
                    "--bridge.evidence.keys=" + folder.resolve("keys"),
                    "--bridge.seals.directory=" + folder.resolve("seals"));
            node.start();
            nodes.add(node);
        }
        String address = "127.0.0.1:" + freePort();
        haproxy = Optional.of(program.builder(
                        Map.of(
                                "BRIDGE_BIND", address,
                                "NODE1", nodes.get(0).hostAndPort(),
                                "NODE2", nodes.get(1).hostAndPort(),
                                "NODE1_HEALTH_PORT", String.valueOf(nodes.get(0).healthPort()),
                                "NODE2_HEALTH_PORT", String.valueOf(nodes.get(1).healthPort()),
                                "BRIDGE_PROXY_METRICS", "127.0.0.1:" + freePort()),
                        "-db",
                        "-f",
                        "docker/haproxy.cfg")
                .redirectErrorStream(true)
                .redirectOutput(LOGS.resolve("haproxy.log").toFile())
                .start());
        Http anybody = new Http("http://" + address, null);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> anybody.get("/actuator/health/liveness").status() < 500);
        Clicks clicks = new Clicks("http://" + address, PER_SECOND);
        Instant began = Instant.now();
        try (clicks) {
            for (String mode : List.of("fast", "immediate", "fast", "immediate")) {
                Thread.sleep(10_000);
                postgres.stop(mode);
                Thread.sleep(2_000);
                postgres.start();
            }
            Thread.sleep(10_000);
        }
        System.out.printf(
                "%d s; answered, by status: %s; %d requests raised of %d%n",
                Duration.between(began, Instant.now()).toSeconds(),
                clicks.answered,
                clicks.raised.size(),
                clicks.begun.size());

        assertThat(clicks.faults).isEmpty();
        assertThat(clicks.answered.get(503)).as("those who met it").isNotNull();
        List<String> there = JdbcClient.create(postgres.dataSource())
                .sql("select purpose from assistance_request")
                .query(String.class)
                .list();
        assertThat(there).containsAll(clicks.raised).doesNotHaveDuplicates();
        assertThat(clicks.raised).as("nobody had to give up").containsExactlyInAnyOrderElementsOf(clicks.begun);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
