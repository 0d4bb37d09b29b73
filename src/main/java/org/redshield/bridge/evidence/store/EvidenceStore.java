package org.redshield.bridge.evidence.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bytes named by their SHA-256. What is there is complete and never written again; the same bytes twice are kept once, so
 * a second try costs nothing.
 */
public interface EvidenceStore {

    /**
     * Stores what can be read from {@code source}, which the caller closes.
     *
     * @throws org.redshield.bridge.Refusal evidence.too-large; nothing is kept
     */
    Content keep(InputStream source) throws IOException;

    /**
     * Stores the bytes only if they are the announced ones.
     *
     * @throws ContentMismatch when they are others; nothing is kept
     */
    Content keep(InputStream source, Announced announced) throws IOException;

    /**
     * Before bytes are fetched: where they lie until they are complete, which must have room for them.
     *
     * @return an absolute path
     * @throws org.redshield.bridge.Refusal evidence.too-large
     */
    Path place(long bytes);

    /** Whether something of that name and length is here; its bytes are not read. */
    boolean has(Announced announced);

    /**
     * The bytes, to be closed by the reader, who comes to their end only if they are still those of that name.
     *
     * @throws java.nio.file.NoSuchFileException when there are none; reading throws {@link ContentMismatch} when they are others
     */
    default InputStream open(String sha256) throws IOException {
        return new CheckedStream(unchecked(sha256), sha256);
    }

    /**
     * The bytes as they are there, decrypted where they lie encrypted.
     *
     * @throws java.nio.file.NoSuchFileException when there are none; reading throws {@link ContentMismatch} when they cannot be
     *     decrypted
     * @throws org.redshield.bridge.Refusal evidence.key-missing
     */
    InputStream unchecked(String sha256) throws IOException;

    /**
     * Reads the bytes back and says what they are now; an encrypted file that was changed is nothing that has a hash.
     *
     * @throws java.nio.file.NoSuchFileException when there are none
     */
    default Content digest(String sha256) throws IOException {
        try (InputStream in = unchecked(sha256)) {
            return Hasher.of(in);
        } catch (ContentMismatch e) {
            return new Content("", "", 0);
        }
    }

    /** What is here already, if its bytes are still the announced ones. */
    default Optional<Content> find(Announced announced) throws IOException {
        return has(announced) ? Optional.of(digest(announced.sha256())).filter(announced::is) : Optional.empty();
    }

    /** A hash is part of a path or of an address: nothing else may be. */
    static String checked(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("Not a SHA-256 in lower-case hex");
        }
        return sha256;
    }

    /** Lower-case hex. */
    Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
}
