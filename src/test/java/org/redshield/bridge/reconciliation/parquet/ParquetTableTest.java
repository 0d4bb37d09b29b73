package org.redshield.bridge.reconciliation.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Scratch;

/** The process that reads: it dies, and it is alone when the bridge does. */
class ParquetTableTest {

    @TempDir
    private Path folder;

    private ParquetTable open() throws Exception {
        Path file = folder.resolve("large.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "copy (select uuid()::varchar as a from range(200000)) to '" + file + "' (format parquet)");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new ParquetTable("shops", in, List.of("a"));
        }
    }

    @Test
    void aProcessThatDiesIsNoEndOfTheTable() throws Exception {
        try (ParquetTable table = open()) {
            assertThat(table.next()).isPresent();
            table.handle().destroyForcibly();
            Files.writeString(
                    errors(),
                    "java.sql.SQLException: Conversion Error\njava.sql.SQLException: Conversion Error: BAKERSTREET\n",
                    StandardOpenOption.APPEND);
            assertThatThrownBy(() -> {
                        while (table.next().isPresent()) {
                            assertThat(table.columns()).containsExactly("a");
                        }
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Conversion Error")
                    .hasMessageNotContaining("BAKERSTREET");
        }
    }

    private static Path errors() throws IOException {
        try (Stream<Path> all = Files.walk(Scratch.folder())) {
            return all.filter(one -> one.endsWith("errors.log")).findFirst().orElseThrow();
        }
    }

    /** Looking again for what is wrong with a large file takes longer than the bridge bears silence. */
    @Test
    void itSaysThatItStillLooks() throws Exception {
        Path file = folder.resolve("text.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("copy (select 'plain' as a, 'QWERTY' as b) to '" + file + "' (format parquet)");
        }
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(
                file, bytes.replace("QWERTY", "\u00ba\u00bc\u00d6\u00dd\u00ca\u00d0"), StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        new ParquetReader(said, file, List.of("a", "b")).read(folder);

        List<String> lines = said.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines.subList(1, 3)).containsOnly("");
        assertThat(lines).hasSize(4).last().asString().contains("ENCODING");
    }

    /** Where the bridge's passwords are. */
    @Test
    void itIsNotGivenTheBridgesEnvironment() throws Exception {
        try (ParquetTable table = open()) {
            assertThat(table.next()).isPresent();
            String given = Files.readString(
                    Path.of("/proc", Long.toString(table.handle().pid()), "environ"));
            assertThat(Stream.of(given.split("\0"))
                            .filter(one -> !one.isEmpty())
                            .map(one -> one.substring(0, one.indexOf('='))))
                    .isSubsetOf("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ");
        }
    }

    /** It stands before a full pipe, and nobody reads on: only its input tells it. */
    @Test
    void itEndsWhenItsInputDoes() throws Exception {
        try (ParquetTable table = open()) {
            ProcessHandle reader = table.handle();
            assertThat(reader.isAlive()).isTrue();
            table.hangUp();
            assertThat(reader.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }
}
