package org.redshield.bridge.platform.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The platform was not called at all, because it is away or has enough to do: the call waits for its turn. */
public final class PlatformBusy extends PlatformUnavailable {

    private final Instant until;

    public PlatformBusy(String platform, String why, Instant now, Instant until) {
        super(
                "Platform " + platform + " is not called: " + why,
                null,
                Optional.of(until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO));
        this.until = until;
        at(platform);
    }

    /** Not before this it makes sense to ask again. */
    public Instant until() {
        return until;
    }

    /** Thousands may wait: that the platform is left alone is logged once, by whoever decides it. */
    @Override
    public String inLog() {
        return "";
    }
}
