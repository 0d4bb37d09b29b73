package org.redshield.bridge.access.password;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How long the next try has to wait, by key. After a few wrong ones each doubles the wait; a try that came too early changes
 * nothing, so that nobody can keep somebody else waiting by trying on.
 */
final class Delays {

    /** Who tries with ever new names must not fill the memory: the key that was wrong longest ago is forgotten. */
    private static final int MOST_KEYS = 50_000;

    private static final long FORGOTTEN_AFTER = Duration.ofMinutes(15).toNanos();
    private static final long FIRST_DELAY = Duration.ofSeconds(1).toNanos();

    private record Wrong(int times, long last, long open) {}

    private final int free;
    private final long longest;
    private final LongSupplier nanos;
    private final Map<String, Wrong> wrong = new LinkedHashMap<>();

    /**
     * @param free so many wrong ones cost nothing
     * @param nanos a clock that nobody sets
     */
    Delays(int free, Duration longest, LongSupplier nanos) {
        this.free = free;
        this.longest = longest.toNanos();
        this.nanos = nanos;
    }

    /** Zero where the key may be tried now. */
    synchronized Duration before(String key) {
        Wrong known = wrong.get(key);
        return known == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, known.open() - nanos.getAsLong()));
    }

    synchronized void wrong(String key) {
        long now = nanos.getAsLong();
        Wrong known = wrong.remove(key);
        int times = known == null || now - known.last() > FORGOTTEN_AFTER ? 1 : known.times() + 1;
        wrong.put(key, new Wrong(times, now, now + delay(times)));
        if (wrong.size() > MOST_KEYS) {
            wrong.remove(wrong.keySet().iterator().next());
        }
    }

    private long delay(int times) {
        if (times <= free) {
            return 0;
        }
        int doublings = Math.min(30, times - free - 1);
        return Math.min(longest, FIRST_DELAY << doublings);
    }

    synchronized void right(String key) {
        wrong.remove(key);
    }
}
