package org.redshield.bridge.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.ContentMismatch;
import org.redshield.bridge.evidence.store.DirectoryStore;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.evidence.store.FileName;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.work.Signals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;

class EvidencesTest {

    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    /** The example of GB/T 32905-2016, A.1. */
    private static final String SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";

    @TempDir
    Path directory;

    private DataSource database;
    private EvidenceStore store;
    private Evidences evidences;

    @BeforeEach
    void start() {
        database = TestDatabase.with("db/changelog/evidence.sql");
        store = new DirectoryStore(new EvidenceSettings(directory, DataSize.ofKilobytes(1)), TestKeys.plain());
        evidences = at(Instant.parse("2026-09-16T02:00:00Z"));
    }

    private Evidences at(Instant now) {
        return new Evidences(JdbcClient.create(database), store, InstantSource.fixed(now), new Signals(database));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EvidenceDraft draft(String name) {
        return new EvidenceDraft(
                "310105-2026-000001",
                "310105",
                "310105-2026-000001-R1",
                name,
                "text/plain",
                "taobao",
                "上传",
                "officer310105");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void aFileIsSealedUnderItsHashAndReadBack() throws IOException {
        Evidence evidence = evidences.seal(draft("a.txt"), bytes("abc"));

        assertThat(evidence.sha256()).isEqualTo(ABC);
        assertThat(evidence.seal().orElseThrow().sm3()).isEqualTo(SM3_OF_ABC);
        assertThat(evidence.bytes()).isEqualTo(3);
        assertThat(evidences.find(evidence.id())).contains(evidence);
        assertThat(evidences.ofCase("310105-2026-000001", "310105")).containsExactly(evidence);
        assertThat(evidences.ofCase("310105-2026-000001", "330110")).isEmpty();
        assertThat(evidences.open(evidence.id())).hasContent("abc");
        assertThat(files()).containsExactly(directory.resolve("ba/78/" + ABC));
    }

    @Test
    void theSameBytesTwiceAreOneFileThatIsNotTouchedAgain() throws IOException {
        evidences.seal(draft("a.txt"), bytes("abc"));
        var written = Files.getLastModifiedTime(directory.resolve("ba/78/" + ABC));
        evidences.seal(draft("b.txt"), bytes("abc"));

        assertThat(files()).hasSize(1);
        assertThat(Files.getLastModifiedTime(directory.resolve("ba/78/" + ABC))).isEqualTo(written);
        assertThat(evidences.ofSubject("310105-2026-000001-R1", "310105")).hasSize(2);
    }

    @Test
    void whatIsTooLargeOrEmptyLeavesNothing() throws IOException {
        assertThatThrownBy(() -> evidences.seal(draft("a.txt"), bytes("x".repeat(1025))))
                .isInstanceOf(Refusal.class);
        assertThat(files()).isEmpty();
        assertThatThrownBy(() -> evidences.seal(draft("空.txt"), bytes("")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("空.txt");
        assertThat(evidences.ofCase("310105-2026-000001", "310105")).isEmpty();
    }

    @Test
    void whatAPersonAddsCountsForADay() {
        Instant added = Instant.parse("2026-09-16T02:00:00Z");
        evidences.seal(
                new EvidenceDraft(
                        "310105-2026-000001",
                        "310105",
                        "310105-2026-000001-R1",
                        "a.txt",
                        "text/plain",
                        "现场",
                        Evidences.ADDED_BY_HAND,
                        "officer310105"),
                bytes("abc"));

        DataSize perDay = DataSize.ofBytes(4);
        Instant almost = added.plus(Duration.ofDays(1)).minusSeconds(1);
        assertThatThrownBy(() -> at(almost).requireRoom("officer310105", 2, perDay, "b.txt"))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("evidence.quota"));
        assertThatCode(() -> {
                    at(almost).requireRoom("officer310105", 1, perDay, "b.txt");
                    at(almost).requireRoom("officer2310105", 2, perDay, "b.txt");
                    at(almost.plusSeconds(1)).requireRoom("officer310105", 2, perDay, "b.txt");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void bytesThatBreakOffLeaveNothing() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("reset");
                }
                return 'x';
            }
        };

        assertThatThrownBy(() -> store.keep(broken)).isInstanceOf(IOException.class);
        assertThat(files()).isEmpty();
    }

    /** A node that was killed cannot clean up after itself. */
    @Test
    void whatAKilledNodeLeftHalfWrittenGoesAfterADay() throws IOException {
        Path incoming = Files.createDirectories(directory.resolve("incoming"));
        Path abandoned = Files.writeString(incoming.resolve("abandoned"), "half");
        Files.setLastModifiedTime(
                abandoned,
                FileTime.from(Files.getLastModifiedTime(abandoned).toInstant().minus(Duration.ofHours(25))));
        Path underWay = Files.writeString(incoming.resolve("under-way"), "half");

        store.keep(bytes("abc"), new Announced(ABC, 3));

        assertThat(abandoned).doesNotExist();
        assertThat(underWay).exists();
    }

    @Test
    void otherBytesThanAnnouncedAreNotKept() throws IOException {
        assertThatThrownBy(() -> store.keep(bytes("abd"), new Announced(ABC, 3)))
                .isInstanceOf(ContentMismatch.class);
        assertThatThrownBy(() -> store.keep(bytes("ab"), new Announced(ABC, 3))).isInstanceOf(ContentMismatch.class);
        assertThatThrownBy(() -> store.keep(bytes("abcd"), new Announced(ABC, 3)))
                .isInstanceOf(ContentMismatch.class);
        assertThat(files()).isEmpty();
        assertThat(store.has(new Announced(ABC, 3))).isFalse();
        store.keep(bytes("abc"), new Announced(ABC, 3));
        assertThat(store.has(new Announced(ABC, 3))).isTrue();
    }

    @Test
    void aHashIsNoPath() {
        assertThatThrownBy(() -> store.open("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "合同.pdf, 合同.pdf",
        "../../etc/passwd, passwd",
        "C:\\temp\\a.txt, a.txt",
        "a\u202Efdp.exe, afdp.exe",
        "'a\r\nSet-Cookie: x', aSet-Cookie_ x",
        "'<script>.html', _script_.html",
        "..., 未命名文件",
        "'', 未命名文件",
        "a\u0085b\u009b.csv, ab.csv",
        ".htaccess, htaccess"
    })
    void namesAreMadeHarmless(String name, String harmless) {
        assertThat(FileName.sanitise(name)).isEqualTo(harmless);
    }

    @Test
    void aLongNameKeepsItsExtension() {
        String name = FileName.sanitise("长".repeat(500) + ".csv");

        assertThat(name).hasSize(65 + 4).endsWith("长.csv");
        assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(198, 200);
    }
}
