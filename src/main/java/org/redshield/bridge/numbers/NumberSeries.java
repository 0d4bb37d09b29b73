package org.redshield.bridge.numbers;

import java.util.Map;

/** Numbers that a feature gives out, each series rising; implemented by whoever counts them in the database. */
public interface NumberSeries {

    /** Of all its series, as their marks are called: {@code <name>/<key>}. */
    String name();

    /** The last number that the database has given in each series, by its key. */
    Map<String, Long> last();

    /** Numbers up to this one are not given any more, in the caller's transaction; never back. */
    void skipTo(String key, long number);
}
