package org.redshield.bridge.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * What {@link WrongInstallationsTest} compares, with a node that runs: it has given numbers and asked a platform, its directory of numbers is
 * emptied, and it starts, held, until an operator releases it.
 */
@Tag("thorough")
class EmptiedNumbersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext sandbox;
    private String sandboxUrl;

    @BeforeEach
    void platform() {
        sandbox = SandboxApplication.start("--server.port=0", "--sandbox.data-directory=");
        sandboxUrl = "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
    }

    @AfterEach
    void noPlatform() {
        sandbox.close();
    }

    /** How much of a case the platform was asked. */
    private long asked(String caseNo) {
        return new Http(sandboxUrl, null)
                .get("/admin/ledger").json().findParents("requestNo").stream()
                        .filter(entry -> entry.get("requestNo").asText().startsWith(caseNo))
                        .count();
    }

    private static String approved(Desk desk) {
        String caseNo = desk.raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        return caseNo;
    }

    private static int serial(String caseNo) {
        return Integer.parseInt(caseNo.substring(caseNo.lastIndexOf('-') + 1));
    }

    private static JsonNode sending(Desk desk) {
        return desk.as("operator").get("/api/sending").json();
    }

    @Test
    void aNodeWithoutItsNumbersStartsHeld() throws Exception {
        String url = TestDatabase.migratedUrl();
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        Path numbers = folder.resolve("numbers");
        try (ChildBridge node = new ChildBridge(
                Path.of("target", "emptied-numbers", "node.log"),
                "512m",
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + folder.resolve("evidence"),
                "--bridge.numbers.directory=" + numbers,
                "--bridge.platforms.taobao.url=" + sandboxUrl + "/router/rest")) {
            node.start();
            Desk desk = new Desk(node.address(), PATIENCE);
            assertThat(sending(desk).get("held").asBoolean()).isFalse();
            String before = approved(desk);
            await("the platform is asked").atMost(PATIENCE).until(() -> asked(before) == 1);
            await("how far the numbers have gone is on record").atMost(PATIENCE).until(() -> jdbc.sql(
                            "select numbers::text like '%310105%' from installation")
                    .query(Boolean.class)
                    .single());
            node.kill();
            empty(numbers);

            node.start();
            JsonNode held = sending(desk);
            assertThat(held.get("held").asBoolean()).isTrue();
            assertThat(held.get("says").asText()).contains(numbers.toString());
            assertThat(held.get("series")).isNotEmpty();
            String after = approved(desk);
            assertThat(serial(after)).as("no number twice").isGreaterThan(serial(before) + 1000);
            Thread.sleep(5_000);
            assertThat(asked(after)).as("nothing is sent").isZero();
            node.kill();

            node.start();
            assertThat(sending(desk).get("held").asBoolean())
                    .as("over restarts, though the directory is filled again")
                    .isTrue();
            assertThat(asked(after)).isZero();
            assertThat(desk.as("operator")
                            .post("/api/sending/release", Map.of("reason", "已与平台核对"))
                            .status())
                    .isEqualTo(200);
            await("what waited is sent, once").atMost(PATIENCE).until(() -> asked(after) == 1);
            assertThat(asked(before)).isEqualTo(1);
        }
    }

    private static void empty(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder())
                    .filter(path -> !path.equals(directory))
                    .toList()) {
                Files.delete(path);
            }
        }
    }
}
