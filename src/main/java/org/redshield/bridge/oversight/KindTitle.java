package org.redshield.bridge.oversight;

/** The one place that knows where a deadline's Chinese name comes from: the clock's own row, which the table gave it. */
final class KindTitle {

    /** What to select of {@code clock c} for it. */
    static final String COLUMN = "c.title";

    private KindTitle() {}

    /** The name, from what {@link #COLUMN} held. */
    static String of(String column) {
        return column;
    }
}
