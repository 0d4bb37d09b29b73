package org.redshield.bridge.support;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The real time, shifted as far as a test asks. It never stands still, so that nothing waits for it in vain. */
public final class TestClock implements InstantSource {

    private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);
    private final Runnable moved;

    TestClock(Runnable moved) {
        this.moved = moved;
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift.get());
    }

    /** Makes it that instant now; time runs on from there. */
    public void setTo(Instant instant) {
        shift.set(Duration.between(Instant.now(), instant));
        moved.run();
    }

    public void reset() {
        shift.set(Duration.ZERO);
        moved.run();
    }
}
