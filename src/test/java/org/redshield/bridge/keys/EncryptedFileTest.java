package org.redshield.bridge.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of any length, encrypted piece by piece. */
class EncryptedFileTest {

    private static final int PIECE = 64 * 1024;

    @TempDir
    private Path folder;

    private FileKeys keys(Suite suite) {
        return TestKeys.in(folder, suite, true);
    }

    private static byte[] encrypted(byte[] clear, KeyProvider keys) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream to = EncryptedFile.writing(out, keys)) {
            // In uneven parts, as streams come.
            for (int from = 0; from < clear.length; from += 7001) {
                to.write(clear, from, Math.min(7001, clear.length - from));
            }
        }
        return out.toByteArray();
    }

    private static byte[] decrypted(byte[] stored, KeyProvider keys) throws IOException {
        try (InputStream in = EncryptedFile.reading(new ByteArrayInputStream(stored), keys)) {
            return in.readAllBytes();
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @EnumSource
    void filesOfEveryLengthComeBack(Suite suite) throws Exception {
        for (int length : new int[] {0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 17}) {
            byte[] clear = bytes(length);
            byte[] stored = encrypted(clear, keys(suite));
            assertThat(decrypted(stored, keys(Suite.INTERNATIONAL)))
                    .as("%d bytes", length)
                    .isEqualTo(clear);
            assertThat(EncryptedFile.clearLength(stored.length)).isEqualTo(length);
            assertThat(encrypted(clear, keys(suite)))
                    .as("another key each time")
                    .isNotEqualTo(stored);
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingThatWasChangedIsGivenOut(Suite suite) throws Exception {
        FileKeys keys = keys(suite);
        byte[] stored = encrypted(bytes(3 * PIECE), keys);
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            // In front, and everywhere.
            int place = round < 128 ? round : random.nextInt(stored.length);
            byte[] changed = stored.clone();
            changed[place] ^= (byte) (1 << random.nextInt(8));
            assertThatThrownBy(() -> decrypted(changed, keys))
                    .as("byte %d", place)
                    .isInstanceOf(Undecipherable.class);
        }
        int sent = PIECE + 16;
        for (int end : new int[] {0, 50, 128, 128 + 100, 128 + sent, 128 + 2 * sent, stored.length - 1}) {
            assertThatThrownBy(() -> decrypted(Arrays.copyOf(stored, end), keys))
                    .as("cut off at %d", end)
                    .isInstanceOf(Undecipherable.class);
        }
        assertThatThrownBy(() -> decrypted(Arrays.copyOf(stored, stored.length + 1), keys))
                .as("with something behind")
                .isInstanceOf(Undecipherable.class);
        byte[] swapped = stored.clone();
        System.arraycopy(stored, 128, swapped, 128 + sent, sent);
        System.arraycopy(stored, 128 + sent, swapped, 128, sent);
        assertThatThrownBy(() -> decrypted(swapped, keys)).isInstanceOf(Undecipherable.class);
    }

    /** However long a file is, two pieces of it are in memory; and the pieces before a changed one come out. */
    @Test
    void aLongFileStreams() throws Exception {
        FileKeys keys = keys(Suite.INTERNATIONAL);
        byte[] stored = encrypted(bytes(20 * PIECE), keys);
        stored[stored.length - 1] ^= 1;
        try (InputStream in = EncryptedFile.reading(new ByteArrayInputStream(stored), keys)) {
            assertThat(in.readNBytes(19 * PIECE)).hasSize(19 * PIECE);
            assertThatThrownBy(in::read).isInstanceOf(Undecipherable.class);
        }
    }
}
