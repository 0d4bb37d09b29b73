package org.redshield.bridge.reconciliation.match;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * What is read only of the few entries that are compared: in memory as long as it is small, else in a file that has no name and is gone
 * with the process. Written by one thread, then read by any number.
 */
final class EntryTexts {

    private static final int FIRST = 1 << 12;
    /** So much is kept in memory, and written at a time when it is more. */
    private static final int KEPT = 1 << 24;

    private static final int SEVEN = 7;
    private static final int MORE = 1 << SEVEN;

    private byte[] kept = new byte[FIRST];
    private int size;
    private long written;
    private FileChannel file;

    /** Where the next one begins. */
    long end() {
        return written + size;
    }

    /** What belongs together, in the order in which it is read; by any thread. */
    static final class Draft {

        private static final int MOSTLY = 1 << 8;

        private byte[] bytes = new byte[MOSTLY];
        private int size;

        void put(String text) {
            byte[] more = text.getBytes(StandardCharsets.UTF_8);
            put(more.length);
            room(more.length);
            System.arraycopy(more, 0, bytes, size, more.length);
            size += more.length;
        }

        void put(int number) {
            room(Integer.BYTES + 1);
            int left = number;
            for (; left >= MORE; left >>>= SEVEN) {
                bytes[size++] = (byte) (left | MORE);
            }
            bytes[size++] = (byte) left;
        }

        private void room(int more) {
            if (size + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, bytes.length * 2 + more);
            }
        }
    }

    void put(Draft draft) {
        int more = draft.size;
        if (size + more > KEPT && size > 0) {
            flush();
        }
        if (size + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(size + more, Math.min(KEPT, kept.length * 2)));
        }
        System.arraycopy(draft.bytes, 0, kept, size, more);
        size += more;
    }

    /** No more is put. */
    void seal() {
        if (file != null) {
            flush();
            kept = new byte[0];
        }
    }

    private void flush() {
        try {
            if (file == null) {
                Path path = Files.createTempFile("register", ".texts");
                try {
                    file = FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
                } finally {
                    // Where it was opened it has lost its name already.
                    Files.deleteIfExists(path);
                }
            }
            for (ByteBuffer bytes = ByteBuffer.wrap(kept, 0, size); bytes.hasRemaining(); ) {
                written += file.write(bytes, written);
            }
            size = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was put between the two. */
    Reader read(long from, long to) {
        if (file == null) {
            return new Reader(kept, (int) from);
        }
        try {
            ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
            while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
                // Mostly it comes at once.
            }
            return new Reader(bytes.array(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives back the room on the disk. */
    void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads in the order in which it was put. */
    static final class Reader {

        private final byte[] bytes;
        private int at;

        private Reader(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        String text() {
            int length = number();
            at += length;
            return length == 0 ? "" : new String(bytes, at - length, length, StandardCharsets.UTF_8);
        }

        int number() {
            int number = 0;
            for (int shift = 0; ; shift += SEVEN) {
                byte next = bytes[at++];
                number |= (next & MORE - 1) << shift;
                if (next >= 0) {
                    return number;
                }
            }
        }
    }
}
