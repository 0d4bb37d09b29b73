package org.redshield.bridge.platform;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Spreads what failed together, so that it does not come back together. */
final class Jitter {

    private static final double SPREAD = 0.2;

    private Jitter() {}

    /** Up to a fifth more or less. */
    static Duration of(Duration wait) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD);
        return Duration.ofNanos(Math.round(wait.toNanos() * factor));
    }
}
