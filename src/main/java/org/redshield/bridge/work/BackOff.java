package org.redshield.bridge.work;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** How long something waits that did not succeed: soon at first, ever more rarely, and not with all others at once. */
@FunctionalInterface
public interface BackOff {

    /** The share by which {@link #spread} makes it longer or shorter. */
    double SPREAD = 0.2;

    /** @param attempts that failed before this one */
    Duration after(int attempts);

    /** Twice as long each time. */
    static BackOff doubling(Duration first, Duration longest) {
        return attempts -> {
            Duration wait = first.multipliedBy(1L << Math.min(attempts, 20));
            return wait.compareTo(longest) > 0 ? longest : wait;
        };
    }

    /** By a list, of which the last repeats. */
    static BackOff of(List<Duration> waits) {
        return attempts -> waits.get(Math.min(attempts, waits.size() - 1));
    }

    /** What failed together does not come back together: up to a fifth more or less. */
    static Duration spread(Duration wait) {
        double factor = 1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD);
        return Duration.ofNanos(Math.round(wait.toNanos() * factor));
    }
}
