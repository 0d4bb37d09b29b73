package org.redshield.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import org.redshield.bridge.restoreguard.SeriesMarks;

/** Where numbers are kept that no test looks for. */
public final class TestMarks {

    private TestMarks() {}

    public static SeriesMarks fresh() {
        try {
            return new SeriesMarks(Files.createTempDirectory("bridge-numbers"), 20, Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
