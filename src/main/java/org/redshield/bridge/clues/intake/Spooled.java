package org.redshield.bridge.clues.intake;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.EncryptedFile;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.keys.KeyProvider;

/**
 * What comes over the network, until it has come whole: no transaction waits for a slow sender. Encrypted, as it names who reported
 * something, and a node that is killed leaves it lying.
 *
 * @param bytes how long it is in the clear
 */
record Spooled(Path path, long bytes, String sha256, KeyProvider keys) implements Closeable {

    /** @param most bytes. @throws Refusal {@code clues.import-empty, .import-too-large} */
    static Spooled of(InputStream body, long most, KeyProvider keys) throws IOException {
        Path path = Scratch.file("clue-import", ".upload");
        MessageDigest hash = Hashes.sha256();
        long bytes = 0;
        try (OutputStream out = EncryptedFile.passing(Files.newOutputStream(path), keys)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
                if (bytes > most) {
                    throw new Refusal("clues.import-too-large", most / (1024 * 1024));
                }
                hash.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            if (bytes == 0) {
                throw new Refusal("clues.import-empty");
            }
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(path);
            throw e;
        }
        return new Spooled(path, bytes, Hashes.hex(hash), keys);
    }

    /** As it came. */
    InputStream open() throws IOException {
        return EncryptedFile.passing(Files.newInputStream(path), keys);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
