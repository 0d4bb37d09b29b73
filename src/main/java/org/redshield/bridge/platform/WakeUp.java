package org.redshield.bridge.platform;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Lets the poller sleep until there is something to do, and no longer. */
@Component
public class WakeUp {

    private final Semaphore bell = new Semaphore(0);

    /** There is work. */
    public void ring() {
        bell.release();
    }

    /** Sleeps until somebody rings, at most {@code longest}. */
    void await(Duration longest) throws InterruptedException {
        if (bell.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
            bell.drainPermits();
        }
    }
}
