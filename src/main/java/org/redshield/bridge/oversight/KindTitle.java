package org.redshield.bridge.oversight;

import org.redshield.bridge.deadline.ClockKind;

/** The one place that knows where a deadline's Chinese name comes from. */
final class KindTitle {

    /** What to select of {@code clock c} for it. */
    static final String COLUMN = "c.kind";

    private KindTitle() {}

    /** The name, from what {@link #COLUMN} held. */
    static String of(String column) {
        return ClockKind.valueOf(column).label();
    }
}
