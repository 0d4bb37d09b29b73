package org.redshield.bridge.exchange;

import java.time.Duration;

/** How long an envelope waits for a process that is not there yet. */
final class BackOff {

    private static final org.redshield.bridge.work.BackOff WAITS =
            org.redshield.bridge.work.BackOff.doubling(Duration.ofMillis(200), Duration.ofMinutes(10));

    private BackOff() {}

    static Duration after(int attempts) {
        return WAITS.after(attempts);
    }
}
