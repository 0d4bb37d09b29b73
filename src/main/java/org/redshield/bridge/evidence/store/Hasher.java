package org.redshield.bridge.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.keys.Hashes;

/** Both hashes and the length of a stream, taken while it passes; memory does not grow with it. */
public final class Hasher {

    private static final int BUFFER = 128 * 1024;

    private final MessageDigest sha256 = Hashes.sha256();
    private final MessageDigest sm3 = Hashes.sm3();
    private long bytes;

    /** On another core: it takes several times as long as all else that is done with the bytes. */
    private ForkJoinTask<?> sm3Running;

    /** The buffer must stay as it is until the next call, or that for the content, returns. */
    private void update(byte[] buffer, int length) {
        await();
        sm3Running = ForkJoinPool.commonPool().submit(() -> sm3.update(buffer, 0, length));
        sha256.update(buffer, 0, length);
        bytes += length;
    }

    private void await() {
        if (sm3Running != null) {
            sm3Running.join();
            sm3Running = null;
        }
    }

    private Content content() {
        await();
        return new Content(Hashes.hex(sha256), Hashes.hex(sm3), bytes);
    }

    public static Content of(InputStream in) throws IOException {
        return copy(in, OutputStream.nullOutputStream());
    }

    /** @throws Refusal evidence.too-large */
    static void require(long bytes, long maxBytes) {
        if (bytes > maxBytes) {
            throw new Refusal("evidence.too-large", maxBytes / (1024 * 1024));
        }
    }

    static Content copy(InputStream in, OutputStream out) throws IOException {
        return copy(in, out, Long.MAX_VALUE, Optional.empty());
    }

    /**
     * Copies what is allowed and expected, and nothing else.
     *
     * @throws Refusal evidence.too-large
     * @throws ContentMismatch as soon as it is certain
     */
    static Content copy(InputStream in, OutputStream out, long maxBytes, Optional<Announced> expected)
            throws IOException {
        Hasher hasher = new Hasher();
        byte[] buffer = new byte[BUFFER];
        byte[] other = new byte[BUFFER];
        for (int read = in.readNBytes(buffer, 0, BUFFER); read > 0; read = in.readNBytes(buffer, 0, BUFFER)) {
            require(hasher.bytes + read, maxBytes);
            if (expected.isPresent() && hasher.bytes + read > expected.get().bytes()) {
                throw new ContentMismatch("More than the " + expected.get().bytes() + " bytes announced");
            }
            hasher.update(buffer, read);
            out.write(buffer, 0, read);
            byte[] free = other;
            other = buffer;
            buffer = free;
        }
        Content content = hasher.content();
        if (expected.isPresent() && !expected.get().is(content)) {
            throw new ContentMismatch(expected.get(), content);
        }
        return content;
    }
}
