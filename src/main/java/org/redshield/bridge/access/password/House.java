package org.redshield.bridge.access.password;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Wrong passwords of all accounts from all networks together: so many are free, and then so many in a minute. When there are more,
 * strangers wait. A network from which somebody has lately signed in is none, nor is a person where he did it: whoever guesses from
 * a thousand places keeps nobody from his work.
 */
final class House {

    private static final int FREE = 300;
    private static final long EACH = Duration.ofSeconds(2).toNanos();
    private static final long KNOWN_FOR = Duration.ofDays(7).toNanos();
    private static final int MOST_KNOWN = 50_000;

    private final LongSupplier nanos;
    private final Map<String, Long> known = new LinkedHashMap<>();
    /** When all that were wrong are paid off, each with its two seconds. */
    private long paidOff;

    /** @param nanos a clock that nobody sets */
    House(LongSupplier nanos) {
        this.nanos = nanos;
        this.paidOff = nanos.getAsLong();
    }

    /** Zero where a try from there may be looked at now. @param key a network, or a person and his network */
    synchronized Duration before(String key) {
        if (isKnown(key)) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.max(0, paidOff - nanos.getAsLong() - (FREE - 1) * EACH));
    }

    synchronized boolean isKnown(String key) {
        Long since = known.get(key);
        return since != null && nanos.getAsLong() - since < KNOWN_FOR;
    }

    synchronized void wrong() {
        long now = nanos.getAsLong();
        paidOff = (paidOff - now > 0 ? paidOff : now) + EACH;
    }

    /** Somebody has signed in from there. */
    synchronized void right(String key) {
        known.remove(key);
        known.put(key, nanos.getAsLong());
        if (known.size() > MOST_KNOWN) {
            known.remove(known.keySet().iterator().next());
        }
    }
}
