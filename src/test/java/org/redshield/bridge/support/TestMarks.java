package org.redshield.bridge.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import org.redshield.bridge.restoreguard.Marks;

/** Where numbers are kept that no test looks for. */
public final class TestMarks {

    private TestMarks() {}

    public static Marks fresh() {
        try {
            return new Marks(Files.createTempDirectory("bridge-numbers"), 20, Instant.EPOCH);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
