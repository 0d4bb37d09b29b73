package org.redshield.bridge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.operations.AuditCommand;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

/** What is in files instead of tables is there, and is what was written; and nobody changes which file it is. */
class ArchiveIntegrityCheckTest {

    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final ArchivedCases cases = new ArchivedCases(jdbc);
    private final StringBuilder said = new StringBuilder();

    @TempDir
    Path directory;

    private ArchiveFiles files;
    private Path file;

    @BeforeEach
    void oneCaseIsCold() throws IOException {
        files = new ArchiveFiles(new DirectoryStore(
                new EvidenceSettings(directory, DataSize.ofMegabytes(64)),
                TestKeys.in(directory.resolve("keys"), Suite.INTERNATIONAL, false)));
        ArchiveFiles.Draft draft = new ArchiveFiles.Draft();
        draft.accept("{\"table\": \"act_hi_procinst\"}");
        Content kept = files.keep(draft);
        file = directory
                .resolve(kept.sha256().substring(0, 2))
                .resolve(kept.sha256().substring(2, 4))
                .resolve(kept.sha256());
        cases.add(
                "310105-2024-000001",
                "310105",
                new Announced(kept.sha256(), kept.bytes()),
                1,
                "act_hi_procinst 1",
                NOW,
                NOW);
    }

    private int audit() {
        said.setLength(0);
        return AuditCommand.audit(List.of(new ArchiveIntegrityCheck(cases, files)), said::append);
    }

    @Test
    void aFileThatIsWhatWasWrittenIsVerified() {
        assertThat(audit()).isZero();
        assertThat(said).contains("已核验 1 项");
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        Files.delete(file);
        assertThat(audit()).isEqualTo(1);
        assertThat(said).contains("案件 310105-2024-000001 在 310105 的冷归档文件", "不见了");
    }

    @Test
    void aFileThatWasChangedIsNamed() throws IOException {
        file.toFile().setWritable(true);
        Files.writeString(file, "别的内容");
        assertThat(audit()).isEqualTo(1);
        assertThat(said).contains("已被改动");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"update cold_case set file = repeat('0', 64)", "delete from cold_case", "truncate cold_case"})
    void whichFileItIsStays(String change) {
        assertThatThrownBy(() -> jdbc.sql(change).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("append-only");
        assertThat(audit()).isZero();
    }
}
