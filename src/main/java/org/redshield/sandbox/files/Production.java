package org.redshield.sandbox.files;

import java.time.Instant;
import java.util.List;

/** What was made for one request; stands beside its files as {@code manifest.json}. */
public record Production(List<DataFile> files, Letter replyLetter, long rows, Instant producedAt) {

    /** @param sha256 lower-case hex of the whole file */
    public record DataFile(String name, long bytes, long rows, List<String> columns, String sha256) {}

    /** @param sha256 lower-case hex of the whole file */
    public record Letter(String name, long bytes, String sha256) {}
}
