package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DatabaseMetaData;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.DemoDirectory;
import org.redshield.bridge.keys.Hashes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;

/** Two nodes issue a thousand letters at once and one is killed: no number is missing, and each letter has its bytes, once. */
@Tag("kill")
class LetterSealKillTest {

    private static final int LETTERS = Integer.getInteger("letters", 1000);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @TempDir
    Path folder;

    @Test
    void aThousandLettersByTwoNodesOfWhichOneIsKilled() throws Exception {
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        DemoDirectory.load(database);
        JdbcClient jdbc = JdbcClient.create(database);
        String url = JdbcUtils.extractDatabaseMetaData(database, DatabaseMetaData::getURL);
        Process survivor = node(url, "survivor");
        Process killed = node(url, "killed");
        try {
            await("a third is issued, and some of it sealed")
                    .atMost(PATIENCE)
                    .until(() -> count(jdbc, "letter") > LETTERS / 3 && count(jdbc, "letter_document") > LETTERS / 20);
            killed.destroyForcibly().waitFor();
            long unsealed = count(jdbc, "letter_unsealed");
            long begun = count(jdbc, "letter_document");
            long since = System.nanoTime();
            assertThat(survivor.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)).isTrue();
            double seconds = (System.nanoTime() - since) / 1e9;
            System.out.printf(
                    "%d letters; at the kill %d waited for their seal; then %.1f a second by one node; %d bytes a letter%n",
                    count(jdbc, "letter"),
                    unsealed,
                    (count(jdbc, "letter_document") - begun) / seconds,
                    jdbc.sql("select avg(bytes)::bigint from letter_document")
                            .query(Long.class)
                            .single());
        } finally {
            survivor.destroyForcibly();
            killed.destroyForcibly();
        }

        assertThat(count(jdbc, "letter")).isGreaterThanOrEqualTo(LETTERS);
        assertThat(rows(jdbc, """
                        select tenant, type_code, year from letter
                         group by tenant, type_code, year having count(*) <> max(serial) or min(serial) <> 1
                        """)).as("series with a gap or a double").isEmpty();
        assertThat(count(jdbc, "letter_unsealed")).isZero();
        assertThat(rows(jdbc, "select id from letter where id not in (select letter_id from letter_document)"))
                .as("letters without bytes")
                .isEmpty();
        assertThat(rows(jdbc, "select sha256 from letter_document group by 1 having count(*) > 1"))
                .isEmpty();
        assertThat(rows(jdbc, """
                        select d.letter_id from letter_document d left join log_leaf l
                            on l.kind = 'LETTER_DOCUMENT' and l.row_key = d.letter_id::text
                         group by 1 having count(l.subject) <> 1
                        """)).as("documents without their one leaf").isEmpty();
        for (Map<String, Object> row : rows(jdbc, "select sha256 from letter_document")) {
            String name = (String) row.get("sha256");
            Path file = folder.resolve(Path.of("evidence", name.substring(0, 2), name.substring(2, 4), name));
            assertThat(Hashes.sha256(Files.readAllBytes(file))).isEqualTo(name);
        }
        try (Stream<Path> files = Files.walk(folder.resolve("evidence"))) {
            assertThat(files.filter(file -> file.getFileName().toString().length() == 64)
                            .count())
                    .as("files: those of the letters, and at most one that the killed node had just written")
                    .isBetween(count(jdbc, "letter_document"), count(jdbc, "letter_document") + 1);
        }
    }

    private Process node(String url, String name) throws IOException {
        Path log = Path.of("target", "kill", "letters-" + name + ".log");
        Files.createDirectories(log.getParent());
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IssuingNode.class.getName(),
                        url,
                        folder.toString(),
                        Integer.toString(LETTERS))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static long count(JdbcClient jdbc, String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }

    private static List<Map<String, Object>> rows(JdbcClient jdbc, String sql) {
        return jdbc.sql(sql).query().listOfRows();
    }
}
