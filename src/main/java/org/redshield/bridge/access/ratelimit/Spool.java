package org.redshield.bridge.access.ratelimit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.EncryptedFile;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.operations.NoRoom;
import org.redshield.bridge.operations.Space;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An answer until it is whole: its beginning in memory, all of it on the disk when it grows, encrypted by a key that only this process
 * has. What is too large for that goes to the reader as it comes, in one of the few places there are for it.
 */
final class Spool extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int IN_MEMORY = 64 * 1024;
    /** How often it is asked whether there is still room. */
    private static final long PORTION = 8L * 1024 * 1024;

    private final PersonWeights weights;
    private final KeyProvider keys;
    private final Space space;
    private final Supplier<OutputStream> reader;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path file;
    private OutputStream disk;
    private OutputStream direct;
    private Runnable place;
    private long size;
    private long reserved;
    private long directSince;

    /** @param reader where the answer goes in the end */
    Spool(PersonWeights weights, KeyProvider keys, Space space, Supplier<OutputStream> reader) {
        this.weights = weights;
        this.keys = keys;
        this.space = space;
        this.reader = reader;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (direct == null && disk == null && size + length > IN_MEMORY && mayPutAside(length)) {
            file = Scratch.file("answer", ".sending");
            disk = EncryptedFile.passing(Files.newOutputStream(file), keys);
            memory.writeTo(disk);
            memory.reset();
        }
        if (direct == null && size + length > IN_MEMORY && !mayPutAside(length)) {
            goDirect();
        }
        size += length;
        if (direct != null) {
            direct.write(bytes, offset, length);
            if (System.nanoTime() - directSince > weights.patience(size).toNanos()) {
                throw new SocketTimeoutException("The answer is read too slowly");
            }
        } else if (disk != null) {
            disk.write(bytes, offset, length);
        } else {
            memory.write(bytes, offset, length);
        }
    }

    private boolean mayPutAside(int length) {
        if (size + length > weights.largest().toBytes()) {
            return false;
        }
        if (size + length <= reserved) {
            return true;
        }
        try {
            space.requireAt(Scratch.directory().toAbsolutePath().normalize());
        } catch (NoRoom full) {
            return false;
        }
        long more = Math.max(PORTION, length);
        if (!weights.putAside(more)) {
            return false;
        }
        reserved += more;
        return true;
    }

    /** @throws org.redshield.bridge.RetryLater access.answers-busy, before anything has gone out */
    private void goDirect() throws IOException {
        place = weights.larger();
        directSince = System.nanoTime();
        direct = reader.get();
        try (InputStream so = content()) {
            so.transferTo(direct);
        }
        dispose();
    }

    boolean isDirect() {
        return direct != null;
    }

    long size() {
        return size;
    }

    /** All of it that did not go out already; nothing may be written any more. */
    InputStream content() throws IOException {
        if (disk == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        disk.close();
        return EncryptedFile.passing(Files.newInputStream(file), keys);
    }

    /** As if nothing had been written. */
    void discard() {
        memory.reset();
        dispose();
        disk = null;
        file = null;
        size = direct == null ? 0 : size;
    }

    /** Whatever it holds of the node. */
    @Override
    public void close() {
        dispose();
        if (place != null) {
            place.run();
            place = null;
        }
    }

    private void dispose() {
        if (file != null) {
            try (OutputStream closed = disk) {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("An answer is left on the disk until this process ends", e);
            }
        }
        weights.cleared(reserved);
        reserved = 0;
    }
}
