package org.redshield.bridge.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;

/**
 * A file of any length, encrypted as it passes: 128 bytes in front, {@code RBF 1 | algorithm | length | its key, encrypted for
 * storage}, then pieces of 64 KB, each with its tag. A piece is given out only when it is whole. The nonce of a piece is its number
 * and whether it is the last: none can be moved, and an end cannot be cut off.
 */
public final class EncryptedFile {

    private static final byte[] MAGIC = {'R', 'B', 'F', 1};
    private static final int FRONT = 128;
    private static final int PIECE = 64 * 1024;
    private static final String ABOUT = "file";

    private EncryptedFile() {}

    /** How long a file of that length is when it is decrypted. */
    public static long clearLength(long length) {
        long pieces = length - FRONT;
        long whole = PIECE + Aead.TAG;
        return pieces - (pieces + whole - 1) / whole * Aead.TAG;
    }

    private static Cipher cipher(int mode, Aead algorithm, byte[] key, byte[] front, long piece, boolean last)
            throws GeneralSecurityException {
        byte[] nonce = ByteBuffer.allocate(Aead.NONCE)
                .putLong(piece)
                .put(Aead.NONCE - 1, (byte) (last ? 1 : 0))
                .array();
        Cipher cipher = algorithm.cipher(mode, key, nonce);
        if (piece == 0) {
            cipher.updateAAD(front);
        }
        return cipher;
    }

    /** Encrypts for storage what is written; complete when it is closed, which closes {@code out}. */
    public static OutputStream writing(OutputStream out, KeyProvider keys) throws IOException {
        return writing(out, keys.suite(), keys.storage());
    }

    /** The same for this process alone, see {@link KeyProvider#passing}. */
    public static OutputStream passing(OutputStream out, KeyProvider keys) throws IOException {
        return writing(out, keys.suite(), keys.passing());
    }

    private static OutputStream writing(OutputStream out, Suite suite, Encryption keys) throws IOException {
        Aead algorithm = suite.encryption();
        byte[] key = Secret.random(Secret.LENGTH);
        byte[] kept = keys.encrypt(ABOUT, key);
        byte[] front = ByteBuffer.allocate(FRONT)
                .put(MAGIC)
                .put(algorithm.code())
                .put((byte) kept.length)
                .put(kept)
                .array();
        out.write(front);
        return new Writing(out, algorithm, key, front);
    }

    private static final class Writing extends OutputStream {

        private final OutputStream out;
        private final Aead algorithm;
        private final byte[] key;
        private final byte[] front;
        private final byte[] piece = new byte[PIECE];
        private int filled;
        private long number;
        private boolean closed;

        Writing(OutputStream out, Aead algorithm, byte[] key, byte[] front) {
            this.out = out;
            this.algorithm = algorithm;
            this.key = key;
            this.front = front;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int from = offset;
            int left = length;
            while (left > 0) {
                // A full piece waits: the next bytes tell that it is not the last.
                if (filled == PIECE) {
                    send(false);
                }
                int taken = Math.min(left, PIECE - filled);
                System.arraycopy(bytes, from, piece, filled, taken);
                filled += taken;
                from += taken;
                left -= taken;
            }
        }

        private void send(boolean last) throws IOException {
            try {
                out.write(cipher(Cipher.ENCRYPT_MODE, algorithm, key, front, number, last)
                        .doFinal(piece, 0, filled));
            } catch (GeneralSecurityException e) {
                throw new IOException("A file cannot be encrypted", e);
            }
            number++;
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                try (out) {
                    send(true);
                }
            }
        }
    }

    /**
     * The clear bytes; reading throws {@link Undecipherable} before anything that was changed.
     *
     * @throws Undecipherable when it is no such file, or its key is not here
     */
    public static InputStream reading(InputStream in, KeyProvider keys) throws IOException {
        return reading(in, keys.storage());
    }

    /** What {@link #passing(OutputStream, KeyProvider)} wrote. */
    public static InputStream passing(InputStream in, KeyProvider keys) throws IOException {
        return reading(in, keys.passing());
    }

    private static InputStream reading(InputStream in, Encryption keys) throws IOException {
        try {
            byte[] front = in.readNBytes(FRONT);
            if (front.length < FRONT || !Arrays.equals(front, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
                throw new Undecipherable("Not an encrypted file");
            }
            int kept = MAGIC.length + 2;
            byte[] key = keys.decrypt(
                    ABOUT, Arrays.copyOfRange(front, kept, Math.min(FRONT, kept + (front[kept - 1] & 0xff))));
            return new Reading(in, Aead.of(front[MAGIC.length]), key, front);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private static final class Reading extends InputStream {

        private final InputStream in;
        private final Aead algorithm;
        private final byte[] key;
        private final byte[] front;
        private byte[] next;
        private byte[] piece = new byte[0];
        private int position;
        private long number;

        Reading(InputStream in, Aead algorithm, byte[] key, byte[] front) throws IOException {
            this.in = in;
            this.algorithm = algorithm;
            this.key = key;
            this.front = front;
            this.next = in.readNBytes(PIECE + Aead.TAG);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (position == piece.length && !fetch()) {
                return -1;
            }
            int given = Math.min(length, piece.length - position);
            System.arraycopy(piece, position, buffer, offset, given);
            position += given;
            return given;
        }

        /** @return whether there are more bytes */
        private boolean fetch() throws IOException {
            if (next == null) {
                return false;
            }
            byte[] now = next;
            byte[] after = now.length < PIECE + Aead.TAG ? new byte[0] : in.readNBytes(PIECE + Aead.TAG);
            boolean last = after.length == 0;
            if (now.length < Aead.TAG) {
                throw new Undecipherable("The file ends too early");
            }
            try {
                piece = cipher(Cipher.DECRYPT_MODE, algorithm, key, front, number, last)
                        .doFinal(now);
            } catch (GeneralSecurityException e) {
                throw new Undecipherable("Piece " + number + " of the file was changed", e);
            }
            position = 0;
            number++;
            next = last ? null : after;
            return piece.length > 0;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
