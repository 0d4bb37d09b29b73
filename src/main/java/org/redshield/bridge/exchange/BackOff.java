package org.redshield.bridge.exchange;

import java.time.Duration;

/** How long an envelope waits for a process that is not there yet: soon at first, ever more rarely. */
final class BackOff {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private BackOff() {}

    static Duration after(int attempts) {
        Duration wait = FIRST.multipliedBy(1L << Math.min(attempts, 12));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
