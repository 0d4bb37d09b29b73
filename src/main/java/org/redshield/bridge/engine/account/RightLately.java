package org.redshield.bridge.engine.account;

import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.redshield.bridge.keys.MacKey;

/**
 * Which passwords were right within the last minute. A comparison is slow on purpose; without this, whoever sends his own right password
 * with every request keeps all processors busy with a hundred requests a second. Wrong ones are never remembered.
 *
 * <p>A password is remembered together with what the database keeps of it, so that a changed one counts at once, and only as a keyed
 * hash under a key that lives as long as this process.
 */
final class RightLately {

    private static final long FRESH = Duration.ofMinutes(1).toNanos();
    /** More people than sign in to one node within a minute. */
    private static final int MOST = 10_000;

    private final LongSupplier nanos;
    private final MacKey key = MacKey.ofThisProcess();
    private final ConcurrentHashMap<String, Long> since = new ConcurrentHashMap<>();

    /** @param nanos a clock that nobody sets */
    RightLately(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** @param compare is asked where it is not known, once for those who come together */
    boolean isRight(String password, String kept, BooleanSupplier compare) {
        long now = nanos.getAsLong();
        forget(now);
        return since.compute(
                        name(password, kept),
                        (same, then) -> isFresh(then, now) ? then : compare.getAsBoolean() ? Long.valueOf(now) : null)
                != null;
    }

    /** How many of them. */
    int known() {
        return since.size();
    }

    private static boolean isFresh(Long then, long now) {
        return then != null && now - then < FRESH;
    }

    private void forget(long now) {
        if (since.size() >= MOST) {
            since.values().removeIf(then -> !isFresh(then, now));
        }
        if (since.size() >= MOST) {
            since.clear();
        }
    }

    private String name(String password, String kept) {
        return Base64.getEncoder().encodeToString(key.of(kept + '\0' + password));
    }
}
