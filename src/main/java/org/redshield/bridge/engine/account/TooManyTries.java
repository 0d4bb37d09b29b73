package org.redshield.bridge.engine.account;

import java.time.Duration;
import org.redshield.bridge.Refusal;

/** After wrong passwords the next try has to wait; the answer comes at once and says how long. */
public final class TooManyTries extends Refusal {

    private static final long serialVersionUID = 1;

    private final long seconds;

    public TooManyTries(Duration wait) {
        super("engine.too-many-tries", seconds(wait));
        this.seconds = seconds(wait);
    }

    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }

    /** Whole seconds, as in the header Retry-After. */
    public long retryAfter() {
        return seconds;
    }
}
