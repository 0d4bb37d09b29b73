package org.redshield.bridge.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.reader.table.Format;
import org.redshield.bridge.reader.table.Reading;
import org.redshield.bridge.reader.table.Row;
import org.redshield.bridge.support.PackedProgram;

/** The reader as it is installed: with the native code that lies beside the jar, and without (docs/adr/0143). */
@Tag("packaged")
class PackedReaderTest {

    private final Path jar = Path.of(System.getProperty("bridge.jar"));

    @TempDir
    private Path folder;

    private Path table;

    @BeforeEach
    void write() throws Exception {
        table = folder.resolve("shops.parquet");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute(
                    "copy (select 'S' || i as shop_id from range(3) t (i)) to '" + table + "' (format parquet)");
        }
    }

    @Test
    void readsParquetWithWhatLiesBesideTheJar() throws Exception {
        assertThat(PackedProgram.run(jar, Program.class, table.toString())).contains("PARQUET", "[S0]", "[S1]", "[S2]");
    }

    @Test
    void withoutItParquetIsRefusedAndTextIsRead() throws Exception {
        Path alone = Files.copy(jar, folder.resolve("alone.jar"));
        assertThat(PackedProgram.run(alone, Program.class, table.toString()))
                .contains("reader.no-parquet")
                .doesNotContain("[S0]");
        Path text = Files.writeString(folder.resolve("shops.csv"), "shop_id\nS0\n");
        assertThat(PackedProgram.run(alone, Program.class, text.toString())).contains("DELIMITED", "[S0]");
    }

    /** Says what kind of file it is, and its rows; or why not. */
    static final class Program {

        private Program() {}

        public static void main(String[] file) {
            Reading reading = Reading.text("UTF-8").with(Format.PARQUET).withColumns(List.of("shop_id"));
            try (Table table = TestReaders.shared()
                    .open("310105", reading, () -> Files.newInputStream(Path.of(file[0])), Duration.ofSeconds(60))) {
                System.out.println(table.format());
                for (Optional<Row> row = table.next(); row.isPresent(); row = table.next()) {
                    System.out.println(row.get().texts());
                }
            } catch (Refusal e) {
                System.out.println(e.code());
            }
        }
    }
}
