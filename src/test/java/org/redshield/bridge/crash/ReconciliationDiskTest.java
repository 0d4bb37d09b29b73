package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.reconciliation.Market;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The disk of temporary files is full while shops are matched: a real one, in memory, which only root can make. What fills it is taken
 * away, and all goes on by itself.
 */
@Tag("kill")
class ReconciliationDiskTest {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final long MEGABYTE = 1 << 20;
    private static final int SHOPS = 3_000;
    private static final int ENTRIES = 100_000;

    @TempDir
    private Path folder;

    private Path disk;
    private ChildBridge bridge;
    private JdbcClient jdbc;

    @BeforeEach
    void aSmallDiskAndABridgeOnIt() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=500m", "tmpfs", disk.toString()), "only root mounts a disk");
        String url = TestDatabase.emptyUrl();
        jdbc = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        bridge = new ChildBridge(
                Path.of("target", "kill", "reconciliation-disk.log"),
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + disk),
                "--spring.datasource.url=" + url,
                "--bridge.operations.least-scratch=1MB",
                "--bridge.evidence.directory=" + folder.resolve("evidence"),
                "--bridge.evidence.keys=" + folder.resolve("keys"),
                "--bridge.numbers.directory=" + folder.resolve("numbers"));
        bridge.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (bridge != null) {
            bridge.close();
            run("umount", disk.toString());
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    }

    /** First there is no room for the reader of the shops, which are Parquet; then none for the texts of the register. */
    @Test
    void waitsForRoomAndGoesOnByItself() throws Exception {
        Market market = new Market(17, ENTRIES, SHOPS);
        long free = free();
        Path ballast = disk.resolve("ballast");
        Http officer = new Http(bridge.address(), "officer330100");
        byte[] form = form(parquet(market), register(market));
        jdbc.sql("""
                        create function not_yet() returns trigger language plpgsql as $$ begin raise exception 'not yet'; end $$;
                        create trigger not_yet before update on reconciliation_part for each statement execute function not_yet()
                        """).update();
        Http.Answer begun = officer.send("POST", "/api/reconciliations", "multipart/form-data; boundary=tables", form);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        String path = "/api/reconciliations/" + begun.json().path("id").asText();

        await("what came is kept elsewhere").atMost(PATIENCE).until(() -> free() > free - 5 * MEGABYTE);
        fill(ballast, 60);
        jdbc.sql("drop trigger not_yet on reconciliation_part").update();
        waits(officer, path);
        assertThat(Files.readString(Path.of("target", "kill", "reconciliation-disk.log")))
                .contains("waits for room on the disk");

        // Room for the reader, and less than the 148 MB of the register's texts.
        fill(ballast, 135);
        long tries = waitsAgain();
        await("it was tried again").atMost(PATIENCE).until(() -> waitsAgain() > tries);
        waits(officer, path);
        assertThat(attempts()).as("which is no attempt").isZero();

        Files.delete(ballast);
        await("it goes on by itself")
                .atMost(PATIENCE)
                .until(() -> !officer.get(path).json().path("state").asText().equals("RUNNING"));
        JsonNode state = officer.get(path).json();
        assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("REVIEW");
        assertThat(state.path("matched").asInt()).isEqualTo(SHOPS);
        assertThat(state.path("entries").asInt()).isEqualTo(ENTRIES);
        for (String table : new String[] {"reconciliation_shop", "reconciliation_match"}) {
            assertThat(count("select count(*) from " + table)).as(table).isEqualTo(SHOPS);
        }
        assertThat(count("select count(*) from reconciliation_part")).isZero();
        await("nothing is left, also of what has no name any more")
                .atMost(PATIENCE)
                .until(() -> free() > free - MEGABYTE);
        try (Stream<Path> left = Files.walk(disk)) {
            assertThat(left.map(one -> one.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("register") || name.startsWith("parquet"));
        }
    }

    private void waits(Http officer, String path) {
        await("it says what it waits for")
                .atMost(PATIENCE)
                .until(() -> officer.get(path).json().path("waitsFor").asText().contains("存放临时文件的磁盘没有空间了"));
        assertThat(officer.get(path).json().path("state").asText()).isEqualTo("RUNNING");
    }

    /** How often it has said so. */
    private long waitsAgain() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("target", "kill", "reconciliation-disk.log"))) {
            return lines.filter(line -> line.contains("waits for room on the disk"))
                    .count();
        }
    }

    private long attempts() {
        await().atMost(PATIENCE)
                .until(() -> count("select count(*) from reconciliation_part where lease_owner is null") == 1);
        return count("select attempts from reconciliation_part");
    }

    private long free() {
        return disk.toFile().getUsableSpace();
    }

    /** So that so many MB are left. */
    private void fill(Path file, int left) throws IOException {
        Files.deleteIfExists(file);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] block = new byte[(int) MEGABYTE];
            while (free() > left * MEGABYTE) {
                out.write(block);
            }
        }
    }

    private byte[] parquet(Market market) throws IOException, SQLException {
        Path csv = Files.writeString(folder.resolve("shops.csv"), market.shopsAsCsv());
        Path file = folder.resolve("shops.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (from read_csv('" + csv + "', all_varchar = true, delim = ',', quote = '')) to '"
                    + file + "' (format parquet)");
        }
        return Files.readAllBytes(file);
    }

    /** With addresses as long as a cell may be: some 1,400 bytes each. */
    private static byte[] register(Market market) {
        StringBuilder table = new StringBuilder("uscc,name,address\r\n");
        String end = "之".repeat(440);
        market.register().forEach(made -> table.append(made.entry().code())
                .append(',')
                .append(made.entry().name())
                .append(',')
                .append(made.entry().address())
                .append(end)
                .append("\r\n"));
        return table.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] form(byte[] shops, byte[] registry) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (String name : new String[] {"shops", "registry"}) {
            form.writeBytes(("--tables\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                            + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            form.writeBytes(name.equals("shops") ? shops : registry);
            form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        form.writeBytes("--tables--\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
