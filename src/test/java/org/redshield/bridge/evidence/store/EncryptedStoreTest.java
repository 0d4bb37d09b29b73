package org.redshield.bridge.evidence.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.Suite;
import org.redshield.bridge.keys.TestKeys;
import org.springframework.util.unit.DataSize;

/** Evidence that lies encrypted, beside what came before. */
class EncryptedStoreTest {

    private static final byte[] WORDS = "order_no,buyer\n1,消费者 13812345678\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private DirectoryStore store(Suite suite, boolean encrypt) {
        return new DirectoryStore(
                new EvidenceSettings(folder.resolve("evidence"), DataSize.ofMegabytes(1)),
                TestKeys.in(folder.resolve("keys"), suite, encrypt));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("evidence"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static byte[] read(EvidenceStore store, String sha256) throws IOException {
        try (InputStream in = store.open(sha256)) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @EnumSource
    void filesLieEncryptedUnderTheHashOfTheirClearBytes(Suite suite) throws Exception {
        DirectoryStore store = store(suite, true);
        Content content = store.keep(new ByteArrayInputStream(WORDS));

        assertThat(content.sha256()).isEqualTo(Hashes.sha256(WORDS));
        assertThat(content.bytes()).isEqualTo(WORDS.length);
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(file.getFileName()).hasToString(content.sha256() + ".encrypted");
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                    .doesNotContain("13812345678", "order_no");
        });
        assertThat(read(store, content.sha256())).isEqualTo(WORDS);
        assertThat(store.digest(content.sha256())).isEqualTo(content);
        assertThat(store.has(new Announced(content.sha256(), WORDS.length))).isTrue();
        assertThat(store.has(new Announced(content.sha256(), WORDS.length + 1))).isFalse();
        store.keep(new ByteArrayInputStream(WORDS));
        assertThat(files()).as("the same bytes once").hasSize(1);
        assertThat(read(store(Suite.INTERNATIONAL, false), content.sha256()))
                .as("after encryption was switched off")
                .isEqualTo(WORDS);
    }

    @Test
    void whatCameBeforeEncryptionIsRead() throws Exception {
        Content content = store(Suite.INTERNATIONAL, false).keep(new ByteArrayInputStream(WORDS));
        DirectoryStore store = store(Suite.CHINESE, true);

        assertThat(read(store, content.sha256())).isEqualTo(WORDS);
        assertThat(store.has(new Announced(content.sha256(), WORDS.length))).isTrue();
        store.keep(new ByteArrayInputStream(WORDS));
        assertThat(files()).as("nothing is written twice").hasSize(1);
    }

    @Test
    void aDamagedFileIsNoFile() throws Exception {
        DirectoryStore store = store(Suite.INTERNATIONAL, true);
        Content content = store.keep(new ByteArrayInputStream(WORDS));
        Path file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        for (int place : new int[] {0, 4, 30, 127, 128, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[place] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> read(store, content.sha256()))
                    .as("byte %d", place)
                    .isInstanceOf(ContentMismatch.class);
        }
        assertThatThrownBy(() -> read(store, content.sha256())).isInstanceOf(ContentMismatch.class);
        assertThatThrownBy(() -> {
                    try (InputStream in = store.unchecked(content.sha256())) {
                        in.read();
                    }
                })
                .isInstanceOf(ContentMismatch.class);
        assertThat(store.digest(content.sha256())).isEqualTo(new Content("", "", 0));
        assertThat(store.find(new Announced(content.sha256(), WORDS.length))).isEmpty();
    }

    @Test
    void aFileWhoseKeyIsAwayIsNotLost() throws Exception {
        Content content = store(Suite.INTERNATIONAL, true).keep(new ByteArrayInputStream(WORDS));
        Path key = folder.resolve("keys/storage/0001.key");
        Path away = Files.move(key, folder.resolve("away"));
        DirectoryStore store = store(Suite.INTERNATIONAL, false);

        assertThatThrownBy(() -> store.open(content.sha256()))
                .isInstanceOf(Refusal.class)
                .hasMessageContainingAll("0001", "没有丢失");
        Files.move(away, key);
        assertThat(read(store, content.sha256())).isEqualTo(WORDS);
    }
}
