package org.redshield.bridge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the start says when a key that has encrypted something is not there any more. */
class KeyRegisterTest {

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.with("db/changelog/keys.sql"));

    @TempDir
    private Path folder;

    private Path key;

    @BeforeEach
    void started() {
        start(true);
        key = folder.resolve("storage/0001.key");
        assertThat(key).exists();
        assertThat(names()).isEqualTo("0001");
    }

    private void start(boolean encrypt) {
        KeyRegister.check(
                TestKeys.in(folder, Suite.INTERNATIONAL, encrypt), jdbc, Instant.parse("2026-11-27T00:00:00Z"));
    }

    private String names() {
        return String.join(
                " ",
                jdbc.sql("select name from storage_key order by name")
                        .query(String.class)
                        .list());
    }

    @Test
    void aMissingKeyIsNamedAndNoneIsMadeInItsPlace() throws Exception {
        Path away = Files.move(key, folder.resolve("away"));
        for (boolean encrypt : new boolean[] {true, false}) {
            assertThatThrownBy(() -> start(encrypt))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContainingAll("缺少密钥文件", "storage/0001.key", "is missing");
        }
        assertThat(key).doesNotExist();
        Files.move(away, key);
        start(true);
    }

    @Test
    void anotherKeyUnderItsNameIsFound() throws Exception {
        Path kept = Files.copy(key, folder.resolve("kept"));
        Files.writeString(key, Base64.getEncoder().encodeToString(Secret.random(32)));
        assertThatThrownBy(() -> start(true))
                .isInstanceOf(CannotStart.class)
                .hasMessageContainingAll("不是原来的那一个", "storage/0001.key");
        Files.move(kept, key, StandardCopyOption.REPLACE_EXISTING);
        start(true);
    }

    @Test
    void aNewKeyJoinsTheOldOne() throws Exception {
        Files.writeString(
                folder.resolve("storage/2027-01.key"), Base64.getEncoder().encodeToString(Secret.random(32)));
        start(true);
        assertThat(names()).isEqualTo("0001 2027-01");
        Files.delete(key);
        assertThatThrownBy(() -> start(true)).isInstanceOf(CannotStart.class).hasMessageContaining("0001.key");
    }
}
