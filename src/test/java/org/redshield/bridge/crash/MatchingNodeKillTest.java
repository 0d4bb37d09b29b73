package org.redshield.bridge.crash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
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

/**
 * A node with cases that leaves matching to others, and one for matching, which does that and nothing else, shops in Parquet for once. It is
 * killed while it matches: what it had is another one's when its lease ends.
 */
@Tag("kill")
class MatchingNodeKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int SHOPS = 5_000;

    /** One of each kind: for people, by the clock, by the engine. */
    private static final Set<String> OF_CASES = Set.of("delivery", "clocks", "search", "sending", "retention");

    private static final Set<String> OF_MATCHING = Set.of("reconciliation", "indicators", "campaign.rings");

    private DataSource database;
    private JdbcClient jdbc;
    private ChildBridge cases;
    private ChildBridge matching;

    @BeforeEach
    void startBoth() throws IOException {
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        Path files = Files.createTempDirectory("matching-kill");
        cases = node("cases", url, files);
        matching = node("matching", url, files);
        cases.start();
        matching.start();
    }

    private static ChildBridge node(String kind, String url, Path files) {
        return new ChildBridge(
                Path.of("target", "kill", "node-" + kind + ".log"),
                "384m",
                "--bridge.node=" + kind,
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers"));
    }

    @AfterEach
    void stop() {
        matching.close();
        cases.close();
    }

    private static byte[] parquet(String csv) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("parquet");
        Path table = Files.writeString(folder.resolve("shops.csv"), csv);
        Path file = folder.resolve("shops.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select * from read_csv('" + table + "', header = true, all_varchar = true)) to '"
                    + file + "' (format parquet)");
        }
        return Files.readAllBytes(file);
    }

    @Test
    void whatANodeForMatchingHadWhenItWasKilledAnotherOneDoes() throws Exception {
        assertThat(cases.threads()).containsAll(OF_CASES).doesNotContainAnyElementsOf(OF_MATCHING);
        assertThat(matching.threads())
                .containsAll(OF_MATCHING)
                .contains("scratch")
                .doesNotContainAnyElementsOf(OF_CASES)
                .noneMatch(name -> name.startsWith("JobExecutor"));
        assertThatThrownBy(() -> new Http(matching.address(), null).get("/")).isInstanceOf(UncheckedIOException.class);

        Market market = new Market(17, 2_000, SHOPS);
        Http officer = new Http(cases.address(), "officer330100");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        // Latin 1 has each byte for itself.
        body.write(ReconciliationKillTest.part("shops", new String(parquet(market.shopsAsCsv()), ISO_8859_1))
                .getBytes(ISO_8859_1));
        body.write(
                (ReconciliationKillTest.part("registry", market.registerAsCsv()) + "--tables--\r\n").getBytes(UTF_8));
        String run;
        try (TableHold hold = new TableHold(database, "reconciliation_match", "share")) {
            run = "/api/reconciliations/"
                    + officer.send(
                                    "POST",
                                    "/api/reconciliations",
                                    "multipart/form-data; boundary=tables",
                                    body.toByteArray())
                            .json()
                            .path("id")
                            .asText();
            hold.awaitReached(PATIENCE);
            matching.kill();
        }
        assertThat(jdbc.sql("select count(*) from reconciliation_part where lease_until is not null")
                        .query(Long.class)
                        .single())
                .as("what the dead one had")
                .isEqualTo(1);
        // Free at once, as if its lease had ended: the node with cases lets it lie.
        jdbc.sql("update reconciliation_part set lease_until = clock_timestamp() - interval '1 s'")
                .update();
        jdbc.sql("select pg_notify('bridge_work', 'reconciliation')").query().singleRow();
        matching.start();
        await("it is over")
                .atMost(PATIENCE)
                .until(() -> !officer.get(run).json().path("state").asText().equals("RUNNING"));

        JsonNode state = officer.get(run).json();
        assertThat(state.path("state").asText()).isEqualTo("REVIEW");
        assertThat(state.path("matched").asInt()).isEqualTo(SHOPS);
        assertThat(jdbc.sql("select count(distinct position) from reconciliation_match")
                        .query(Long.class)
                        .single())
                .isEqualTo(SHOPS);
        assertThat(jdbc.sql("select count(*) from reconciliation_part")
                        .query(Long.class)
                        .single())
                .as("what is left to do")
                .isZero();
    }
}
