package org.redshield.bridge.support;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Looks soon, then less and less often: what comes at once holds no test up, and what takes long is not asked for ten times a second. */
public final class Patience implements LauncherSessionListener {

    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMillis(200);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(IterativePollInterval.iterative(Patience::next, FIRST));
    }

    private static Duration next(Duration last) {
        Duration half = last.plus(last.dividedBy(2));
        return half.compareTo(LONGEST) > 0 ? LONGEST : half;
    }
}
