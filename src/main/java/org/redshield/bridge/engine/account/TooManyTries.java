package org.redshield.bridge.engine.account;

import java.time.Duration;
import org.redshield.bridge.RetryLater;

/** After wrong passwords the next try has to wait; the answer comes at once and says how long. */
public final class TooManyTries extends RetryLater {

    private static final long serialVersionUID = 1;

    public TooManyTries(Duration wait) {
        this(Math.max(1, wait.plusMillis(999).toSeconds()));
    }

    private TooManyTries(long seconds) {
        super(seconds, "engine.too-many-tries", seconds);
    }
}
