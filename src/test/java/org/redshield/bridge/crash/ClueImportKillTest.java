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
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A bridge is killed wherever an import writes, and started again: each row is dealt with once, and nobody does anything. */
@Tag("kill")
class ClueImportKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int ROWS = 30_000;

    private DataSource database;
    private JdbcClient jdbc;
    private ChildBridge bridge;
    private Http officer;

    @BeforeEach
    void startABridge() throws IOException {
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        Path files = Files.createTempDirectory("import-kill");
        bridge = new ChildBridge(
                Path.of("target", "kill", "import.log"),
                "384m",
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers"));
        bridge.start();
        officer = new Http(bridge.address(), "officer310000");
    }

    @AfterEach
    void stop() {
        bridge.close();
    }

    @Test
    void anImportSurvivesAKillWhereverItWrites() throws Exception {
        StringBuilder file = new StringBuilder(
                "externalNo,receivedAt,channel,platform,shopId,shopName,creditCode,subjectName,address,divisionCode,content,"
                        + "reporterName,reporterPhone,reporterIdNo,realName\n");
        for (int row = 1; row <= ROWS; row++) {
            file.append("K-%d,2026-02-10 09:30,,taobao,S40%05d,茶庄,,,,%s,网店宣传其茶叶可以治病,%s\n"
                    .formatted(row, row, row % 2 == 0 ? "310105" : "", row % 100 == 0 ? ",,,也许" : "张三" + row + ",,,是"));
        }
        killed(
                () -> officer.send(
                        "POST",
                        "/api/clues/imports?source=12315",
                        "text/csv",
                        file.toString().getBytes(StandardCharsets.UTF_8)),
                "clue_report", // nothing of the chunk is written
                "clue_reporter",
                "clue",
                "enforcement_case",
                "clue_import_key", // all of it, but for the key
                "clue_import_refusal");
        await("the import is over")
                .atMost(PATIENCE)
                .until(() -> count("select count(*) from clue_import where state = 'DONE'") == 1);

        JsonNode one = officer.get("/api/clues/imports").json().get("imports").get(0);
        assertThat(List.of(
                        one.get("rows").asInt(),
                        one.get("imported").asInt(),
                        one.get("refused").asInt()))
                .containsExactly(ROWS, ROWS - ROWS / 100, ROWS / 100);
        int good = ROWS - ROWS / 100;
        for (String table : List.of("clue", "clue_report", "clue_reporter", "clue_import_key", "enforcement_case")) {
            assertThat(count("select count(*) from " + table)).as(table).isEqualTo(good);
        }
        assertThat(count("select count(*) from case_event where what = 'CLUE_REGISTERED'"))
                .isEqualTo(good);
        assertThat(count("select count(distinct external_no) from clue_report")).isEqualTo(good);
        assertThat(count("select count(distinct case_no) from clue where case_no like tenant || '-%'"))
                .isEqualTo(good);
        assertThat(count("select count(distinct line) from clue_import_refusal"))
                .isEqualTo(ROWS / 100);
        assertThat(count("select count(*) from clue_import_part")).isZero();
        assertThat(count("select count(*) from act_ru_execution")).isZero();
    }

    /** Kills the bridge each time that the import is about to write to the next of these tables, some chunks after the last time. */
    private void killed(Runnable click, String... tables) throws SQLException, IOException {
        TableHold hold = new TableHold(database, tables[0], "share");
        try {
            click.run();
            for (int step = 1; step <= tables.length; step++) {
                hold.awaitReached(PATIENCE);
                bridge.kill();
                hold.close();
                long before = rows();
                bridge.start();
                await("it goes on")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(50))
                        .until(() -> rows() > before);
                if (step < tables.length) {
                    hold = new TableHold(database, tables[step], "share");
                }
            }
        } finally {
            hold.close();
        }
    }

    private long rows() {
        return count("select coalesce(max(rows), 0) from clue_import");
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
