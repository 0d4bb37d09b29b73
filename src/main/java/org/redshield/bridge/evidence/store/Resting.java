package org.redshield.bridge.evidence.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.keys.EncryptedFile;
import org.redshield.bridge.keys.KeyProvider;
import org.redshield.bridge.keys.Undecipherable;

/**
 * How files lie in a store: as they are, or encrypted under a name that says so, whatever was set when they came. The name is made
 * of the hash of the clear bytes either way.
 */
record Resting(KeyProvider keys) {

    private static final String CLEAR = "";
    static final String ENCRYPTED = ".encrypted";

    /** Gives bytes by their name. */
    @FunctionalInterface
    interface Place {
        /** @throws NoSuchFileException when there are none */
        InputStream open(String name) throws IOException;
    }

    /** Behind the name of what is stored from now on. */
    String suffix() {
        return keys.encryptsStorage() ? ENCRYPTED : CLEAR;
    }

    /** Behind a file's name; the likelier one first. */
    List<String> suffixes() {
        return keys.encryptsStorage() ? List.of(ENCRYPTED, CLEAR) : List.of(CLEAR, ENCRYPTED);
    }

    /** What is written to it comes to lie as it is to. Complete when it is closed. */
    OutputStream writing(OutputStream out) throws IOException {
        return keys.encryptsStorage() ? EncryptedFile.writing(out, keys) : out;
    }

    /** How long a stored file is in clear. */
    static long length(String suffix, long stored) {
        return suffix.equals(ENCRYPTED) ? EncryptedFile.clearLength(stored) : stored;
    }

    /**
     * The clear bytes of whichever there is; reading throws {@link ContentMismatch} before those that were changed.
     *
     * @throws Refusal evidence.key-missing: the file is there, its key is not
     */
    InputStream open(String name, Place place) throws IOException {
        NoSuchFileException none = null;
        for (String suffix : suffixes()) {
            try {
                InputStream found = place.open(name + suffix);
                return suffix.equals(ENCRYPTED) ? decrypted(found) : found;
            } catch (NoSuchFileException e) {
                none = e;
            }
        }
        throw none;
    }

    private InputStream decrypted(InputStream found) throws IOException {
        try {
            return new Checked(EncryptedFile.reading(found, keys));
        } catch (Undecipherable.KeyMissing e) {
            throw new Refusal("evidence.key-missing", e.key());
        } catch (Undecipherable e) {
            // Found where all changed bytes are: by whoever reads.
            return new Checked(new InputStream() {
                @Override
                public int read() throws IOException {
                    throw e;
                }
            });
        }
    }

    /** Calls what cannot be decrypted what it is for whoever asked for evidence. */
    private static final class Checked extends FilterInputStream {

        Checked(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (Undecipherable e) {
                throw new ContentMismatch(e.getMessage());
            }
        }
    }
}
