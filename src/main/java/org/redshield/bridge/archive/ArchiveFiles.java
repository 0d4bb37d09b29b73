package org.redshield.bridge.archive;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.evidence.store.Announced;
import org.redshield.bridge.evidence.store.Content;
import org.redshield.bridge.evidence.store.EvidenceStore;
import org.springframework.stereotype.Component;

/**
 * Lines of JSON, compressed, in the evidence store. The same lines are the same file: whoever dies before he could say what he had written
 * writes it again and leaves nothing twice.
 */
@Component
@RequiredArgsConstructor
class ArchiveFiles {

    private final EvidenceStore store;

    /** Lines on their way into a file. Held in memory, compressed: a share is some hundred lines, a very large one some megabytes. */
    static final class Draft implements Consumer<String> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final GZIPOutputStream out;

        Draft() {
            try {
                out = new GZIPOutputStream(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void accept(String line) {
            try {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private byte[] end() throws IOException {
            out.close();
            return bytes.toByteArray();
        }
    }

    /** Writes it, and reads it back before anybody relies on it. */
    Content keep(Draft draft) throws IOException {
        Content written = store.keep(new ByteArrayInputStream(draft.end()));
        Content found = store.digest(written.sha256());
        if (!found.equals(written)) {
            throw new IOException("What was written as " + written.sha256() + " is read back as another file");
        }
        return written;
    }

    /**
     * Every line of a file, which is read to its end only if it is what was written.
     *
     * @throws java.nio.file.NoSuchFileException when it is not there
     */
    void read(String sha256, Consumer<String> line) throws IOException {
        try (InputStream file = store.open(sha256);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
            for (String next = in.readLine(); next != null; next = in.readLine()) {
                line.accept(next);
            }
        }
    }

    /** Whether the bytes are still those. @throws java.nio.file.NoSuchFileException when there are none */
    boolean isIntact(Announced file) throws IOException {
        return file.is(store.digest(file.sha256()));
    }
}
