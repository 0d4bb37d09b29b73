package org.redshield.bridge.platform.gateway;

import java.time.Duration;
import java.util.Optional;
import org.redshield.bridge.InOneLine;

/** A technical fault on the way to or at a platform: nothing is known about what it did; the same call is tried again. */
public class PlatformUnavailable extends RuntimeException implements InOneLine {

    private final transient Optional<Duration> retryAfter;
    private String platform = "";
    private String code = "";

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

    /** With the platform's own code for the fault, as a person can name it there: {@code 15 isp.…}, {@code HTTP 502}. */
    public PlatformUnavailable saying(String code) {
        this.code = code.strip();
        return this;
    }

    /** The platform's own code; empty when it said nothing that can be read. */
    public Optional<String> code() {
        return Optional.of(code).filter(text -> !text.isEmpty());
    }

    /** The platform is well and only wants fewer calls: code 7 of TOP, or 429. */
    public final boolean isAboutPace() {
        return code.equals("7") || code.startsWith("7 ") || code.startsWith("HTTP 429");
    }

    public final PlatformUnavailable at(String key) {
        this.platform = key;
        return this;
    }

    /** The key of the platform that was called; empty when the call did not go through its gateway. */
    public Optional<String> platform() {
        return Optional.of(platform).filter(text -> !text.isEmpty());
    }

    @Override
    public String inLog() {
        return getMessage();
    }
}
