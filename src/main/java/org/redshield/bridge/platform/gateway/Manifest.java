package org.redshield.bridge.platform.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What an answer consists of. */
public record Manifest(
        String dataset,
        List<DataFile> files,
        Optional<ReplyLetter> replyLetter,
        Optional<Instant> producedAt,
        Optional<String> producer) {

    /**
     * One file of data.
     *
     * @param sha256 lower-case hex
     * @param charset as declared, e.g. {@code UTF-8}
     */
    public record DataFile(
            String name, String url, long bytes, long rows, List<String> columns, String sha256, String charset) {}

    /** The platform's letter. */
    public record ReplyLetter(String name, String url, long bytes, String sha256) {}
}
