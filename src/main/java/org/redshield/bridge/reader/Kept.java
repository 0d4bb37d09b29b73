package org.redshield.bridge.reader;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.redshield.bridge.Scratch;
import org.redshield.bridge.keys.EncryptedFile;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.reader.table.Wire;
import org.redshield.bridge.reader.table.Wire.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows that have left the reader and wait, encrypted, for whoever takes them more slowly than they are read: a database, or somebody's
 * network.
 */
final class Kept implements Table.Frames {

    private static final Logger LOG = LoggerFactory.getLogger(Kept.class);

    private final Path file;
    private final DataInputStream in;

    private Kept(Path file, KeyProvider keys) throws IOException {
        this.file = file;
        this.in = new DataInputStream(
                new BufferedInputStream(EncryptedFile.passing(Files.newInputStream(file), keys), 1 << 16));
    }

    /** The same table, of which no reader knows any more. */
    static Table of(Table live, KeyProvider keys) throws IOException {
        Path file = Scratch.file("reader", ".rows");
        try {
            try (live;
                    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                            EncryptedFile.passing(Files.newOutputStream(file), keys), 1 << 16))) {
                live.copy(out);
            }
            return new Table(new Kept(file, keys));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    static byte[] opened(Wire.Opened opened) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        opened.write(new DataOutputStream(content));
        return content.toByteArray();
    }

    static Frame fault(Unreadable why) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(content);
        data.writeUTF(why.fault().name());
        Wire.writeTexts(data, why.values());
        return new Frame(Wire.FAULT, content.toByteArray());
    }

    @Override
    public Frame next() {
        try {
            return Wire.read(in);
        } catch (IOException e) {
            throw new ReaderLost(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} could not be removed", file, e);
        }
    }
}
