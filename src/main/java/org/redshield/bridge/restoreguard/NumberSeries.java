package org.redshield.bridge.restoreguard;

import java.util.Map;
import java.util.Optional;

/** Numbers that a feature gives out, each series rising; implemented by whoever counts them in the database. */
public interface NumberSeries {

    /** Of all its series, as their marks are called: {@code <name>/<key>}. */
    String name();

    /** The last number that the database has given in each series, by its key. */
    Map<String, Long> last();

    /** As platforms know what was sent to them with that number; empty where they are not told such numbers. */
    default Optional<String> called(String key, long number) {
        return Optional.empty();
    }

    /** Numbers up to this one are not given any more, in the caller's transaction; never back. */
    void skipTo(String key, long number);
}
