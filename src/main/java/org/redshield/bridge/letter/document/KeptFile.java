package org.redshield.bridge.letter.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.evidence.store.ContentMismatch;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.redshield.bridge.keys.Hashes;

/**
 * A rendition of a letter where it is stored.
 *
 * @param sha256 of its bytes as they were sealed
 * @param altered code of the refusal when they are others
 * @param missing code of the refusal when there are none
 */
record KeptFile(EvidenceStore store, String sha256, String altered, String missing) {

    /** As they were sealed. */
    byte[] sealed() {
        byte[] bytes = stored();
        if (!Hashes.sha256(bytes).equals(sha256)) {
            throw new Refusal(altered);
        }
        return bytes;
    }

    /** As they lie there. */
    byte[] stored() {
        try (InputStream in = store.unchecked(sha256)) {
            return in.readAllBytes();
        } catch (ContentMismatch e) {
            throw new Refusal(altered);
        } catch (NoSuchFileException e) {
            throw new Refusal(missing);
        } catch (IOException e) {
            throw new UncheckedIOException("The stored bytes " + sha256 + " cannot be read", e);
        }
    }
}
