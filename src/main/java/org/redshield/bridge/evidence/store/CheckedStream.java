package org.redshield.bridge.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.Deque;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.keys.Hashes;

/**
 * Keeps back the end of a file until all of it has the hash by which it lies in the store. Whoever reads altered bytes never
 * comes to their end, and the file is read once, however large.
 */
@RequiredArgsConstructor
final class CheckedStream extends InputStream {

    private static final int BLOCK = 64 * 1024;

    private final InputStream in;
    private final String sha256;
    private final MessageDigest digest = Hashes.sha256();
    private final Deque<byte[]> blocks = new ArrayDeque<>();
    private boolean ended;
    private int position;

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (!ended && blocks.size() < 2) {
            fetch();
        }
        byte[] block = blocks.peek();
        if (block == null) {
            return -1;
        }
        int given = Math.min(length, block.length - position);
        System.arraycopy(block, position, buffer, offset, given);
        position += given;
        if (position == block.length) {
            blocks.remove();
            position = 0;
        }
        return given;
    }

    private void fetch() throws IOException {
        byte[] block = in.readNBytes(BLOCK);
        digest.update(block);
        if (block.length > 0) {
            blocks.add(block);
        }
        if (block.length < BLOCK) {
            String found = Hashes.hex(digest);
            if (!found.equals(sha256)) {
                blocks.clear();
                throw new ContentMismatch("SHA-256 is %s instead of %s".formatted(found, sha256));
            }
            ended = true;
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
