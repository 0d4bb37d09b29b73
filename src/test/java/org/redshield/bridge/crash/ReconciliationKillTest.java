package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.reconciliation.Market;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A bridge is killed while it reads the tables, between two parts and at the end: it goes on where it was, and nothing comes twice. */
@Tag("kill")
class ReconciliationKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int SHOPS = 9_000;

    private DataSource database;
    private JdbcClient jdbc;
    private ChildBridge bridge;

    @BeforeEach
    void startABridge() throws IOException {
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        Path files = Files.createTempDirectory("reconciliation-kill");
        bridge = new ChildBridge(
                Path.of("target", "kill", "reconciliation.log"),
                "384m",
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers"));
        bridge.start();
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void aMatchingSurvivesAKillWhereverItWrites() throws Exception {
        Market market = new Market(63, 4_000, SHOPS);
        Http officer = new Http(bridge.address(), "officer330100");
        String body = part("shops", market.shopsAsCsv()) + part("registry", market.registerAsCsv()) + "--tables--\r\n";
        String path = "";
        for (String table : List.of("reconciliation_shop", "reconciliation_match", "reconciliation_review")) {
            try (TableHold hold = new TableHold(database, table, "share")) {
                if (path.isEmpty()) {
                    path = "/api/reconciliations/"
                            + officer.send(
                                            "POST",
                                            "/api/reconciliations",
                                            "multipart/form-data; boundary=tables",
                                            body.getBytes(StandardCharsets.UTF_8))
                                    .json()
                                    .path("id")
                                    .asText();
                }
                hold.awaitReached(PATIENCE);
                bridge.kill();
            }
            bridge.start();
        }
        String run = path;
        await("it is over")
                .atMost(PATIENCE)
                .until(() -> !officer.get(run).json().path("state").asText().equals("RUNNING"));

        JsonNode state = officer.get(run).json();
        assertThat(state.path("state").asText()).isEqualTo("REVIEW");
        assertThat(state.path("matched").asInt()).isEqualTo(SHOPS);
        assertThat(count("select count(*) from reconciliation_shop")).isEqualTo(SHOPS);
        assertThat(count("select count(distinct position) from reconciliation_match"))
                .isEqualTo(SHOPS);
        assertThat(count("select exact + strong + weak + none from reconciliation"))
                .isEqualTo(SHOPS);
        assertThat(count("select count(*) from reconciliation_review"))
                .isEqualTo(state.at("/levels/WEAK").asLong());
        assertThat(count("select count(*) from reconciliation_match where cardinality(array_positions(discrepancies,"
                        + " 'DUPLICATE_SUBJECT')) > 1"))
                .isZero();
        assertThat(count("select count(*) from reconciliation_part")).isZero();
    }

    static String part(String name, String table) {
        return "--tables\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + table + "\r\n";
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
