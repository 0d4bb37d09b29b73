package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
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
 * A bridge is killed while it reads the tables, between two parts, at the end, and between two portions of clues: it goes on where it
 * was, and nothing comes twice.
 */
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
        cluesAreMadeOnce(run);
    }

    /** The first portion of shops is kept and the second is lost with the bridge; who clicks again gets the rest. */
    private void cluesAreMadeOnce(String run) throws Exception {
        twoPersonsConfirm(run);
        Http head = new Http(bridge.address(), "unithead330100");
        JsonNode most = most(head.get(run + "/findings").json());
        Map<String, Object> ofBureau = Map.of("bureau", most.path("bureau").asText());
        long findings = most.path("findings").asLong();
        try (TableHold first = new TableHold(database, "reconciliation_clue", "share")) {
            CompletableFuture<Http.Answer> click =
                    CompletableFuture.supplyAsync(() -> head.post(run + "/clues", ofBureau));
            first.awaitReached(PATIENCE);
            // Stands in line behind the first portion, and before the second.
            CompletableFuture<TableHold> second = CompletableFuture.supplyAsync(this::heldLater);
            await("the second hold is in line")
                    .atMost(PATIENCE)
                    .until(() -> count(
                                    "select count(*) from pg_locks where not granted and relation = 'reconciliation_clue'::regclass")
                            == 2);
            first.close();
            try (TableHold hold = second.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                hold.awaitReached(PATIENCE);
                bridge.kill();
            }
            assertThat(click).failsWithin(PATIENCE);
        }
        bridge.start();
        long kept = count("select count(*) from reconciliation_clue");
        assertThat(kept).as("of the first portion").isBetween(1L, findings - 1);
        assertThat(count("select count(*) from clue")).isEqualTo(kept);

        JsonNode rest = head.post(run + "/clues", ofBureau).json();
        assertThat(rest.path("refused")).as(rest.toString()).isEmpty();
        assertThat(rest.path("handedIn").asLong()).isEqualTo(findings - kept);
        assertThat(head.post(run + "/clues", ofBureau).json().path("handedIn").asLong())
                .isZero();
        assertThat(most(head.get(run + "/findings").json()).path("handedIn").asLong())
                .isEqualTo(findings);
        for (String counted :
                List.of("count(*)", "count(distinct case_no)", "count(distinct (platform, shop_id, discrepancy))")) {
            assertThat(count("select " + counted + " from reconciliation_clue"))
                    .as(counted)
                    .isEqualTo(findings);
        }
        assertThat(count("select count(*) from clue join reconciliation_clue using (case_no)"))
                .isEqualTo(findings);
        for (String table : List.of("clue", "clue_report", "enforcement_case")) {
            assertThat(count("select count(*) from " + table)).as(table).isEqualTo(findings);
        }
        assertThat(count("select count(*) from case_event where what = 'CLUE_REGISTERED'"))
                .isEqualTo(findings);
    }

    private void twoPersonsConfirm(String run) {
        JsonNode pairs =
                new Http(bridge.address(), "officer330100").get(run + "/review").json();
        assertThat(pairs).hasSizeGreaterThan(2);
        for (int at = 0; at < 3; at++) {
            String pair = run + "/review/" + pairs.get(at).path("position").asLong();
            String uscc = pairs.get(at).at("/shop/candidates/0/uscc").asText();
            for (String officer : List.of("officer330100", "officer2330100")) {
                new Http(bridge.address(), officer)
                        .post(pair, Map.of("verdict", "YES", "ground", "VERIFIED", "uscc", uscc));
            }
        }
        assertThat(count("select count(*) from reconciliation_review where state = 'SETTLED' and verdict = 'YES'"))
                .isEqualTo(3);
    }

    private static JsonNode most(JsonNode bureaus) {
        return StreamSupport.stream(bureaus.spliterator(), false)
                .filter(one -> !one.path("bureau").asText().isEmpty())
                .max(Comparator.comparingLong(one -> one.path("findings").asLong()))
                .orElseThrow();
    }

    private TableHold heldLater() {
        try {
            return new TableHold(database, "reconciliation_clue", "share");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String part(String name, String table) {
        return "--tables\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + ".csv\"\r\nContent-Type: text/csv\r\n\r\n" + table + "\r\n";
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
