package org.redshield.bridge.clues.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.TestKeys;

/** Who looks at a node's disk while a file of reports is taken, or after the node was killed, reads of nobody who reported what. */
class OnDiskTest {

    private static final String REPORTER = "王小芳 " + UUID.randomUUID();

    private static List<Path> inTemporaryDirectory(String ending) throws IOException {
        try (Stream<Path> all = Files.list(Scratch.folder())) {
            return all.filter(path -> path.getFileName().toString().matches("clue-import.*\\" + ending))
                    .toList();
        }
    }

    /** Calls back each time that more is asked of it. */
    private static InputStream watched(byte[] bytes, Runnable look) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                look.run();
                return super.read(into, offset, length);
            }
        };
    }

    @Test
    void whatComesInIsEncryptedFromItsFirstByteAndGoneAfterwards() throws IOException {
        KeyProvider keys = TestKeys.plain();
        byte[] clear = (REPORTER + "\n").repeat(20_000).getBytes(StandardCharsets.UTF_8);
        Set<Path> before = Set.copyOf(inTemporaryDirectory(".upload"));
        List<Path> seen = new ArrayList<>();
        InputStream body = watched(clear, () -> seen.addAll(lying(before, REPORTER)));
        Path path;
        try (Spooled file = Spooled.of(body, clear.length, keys)) {
            path = file.path();
            assertThat(Files.size(path)).isGreaterThan(clear.length);
            assertThat(bytes(path, REPORTER)).isFalse();
            assertThat(file.bytes()).isEqualTo(clear.length);
            try (InputStream in = file.open()) {
                assertThat(in.readAllBytes()).isEqualTo(clear);
            }
        }
        assertThat(seen).isEmpty();
        assertThat(path).doesNotExist();
    }

    @Test
    void whatIsRefusedLeavesNothing() throws IOException {
        KeyProvider keys = TestKeys.plain();
        List<Path> its = new ArrayList<>();
        Set<Path> before = Set.copyOf(inTemporaryDirectory(".upload"));
        InputStream body = watched(new byte[200_000], () -> its.addAll(lying(before, "")));
        assertThatThrownBy(() -> Spooled.of(body, 100_000, keys)).isInstanceOf(Refusal.class);
        assertThat(its).isNotEmpty();
        assertThat(its.get(0)).doesNotExist();
    }

    /** Those that were not there before and say it. */
    private static List<Path> lying(Set<Path> before, String what) {
        try {
            return inTemporaryDirectory(".upload").stream()
                    .filter(path -> !before.contains(path) && bytes(path, what))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean bytes(Path path, String what) {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8).contains(what);
        } catch (IOException e) {
            // Somebody else's, and gone.
            return false;
        }
    }
}
