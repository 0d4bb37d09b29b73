package org.redshield.bridge.platform;

import java.time.Duration;
import java.util.Optional;

/** A technical fault on the way to or at a platform: nothing is known about what it did; the same call is tried again. */
public class PlatformUnavailable extends RuntimeException {

    private final transient Optional<Duration> retryAfter;

    public PlatformUnavailable(String message) {
        this(message, null, Optional.empty());
    }

    public PlatformUnavailable(String message, Throwable cause) {
        this(message, cause, Optional.empty());
    }

    public PlatformUnavailable(String message, Throwable cause, Optional<Duration> retryAfter) {
        super(message, cause);
        this.retryAfter = retryAfter;
    }

    /** How long the platform wants to be left alone, where it says so. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
