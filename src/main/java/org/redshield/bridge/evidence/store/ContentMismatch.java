package org.redshield.bridge.evidence.store;

import java.io.IOException;

/** What arrived is not what was announced. */
public class ContentMismatch extends IOException {

    ContentMismatch(Announced expected, Content actual) {
        this(
                expected.bytes() == actual.bytes()
                        ? "SHA-256 is %s instead of %s".formatted(actual.sha256(), expected.sha256())
                        : "%d bytes instead of %d".formatted(actual.bytes(), expected.bytes()));
    }

    ContentMismatch(String message) {
        super(message);
    }
}
