package org.redshield.bridge.platform.guard;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;

/** Lets calls go one by one, so long after each other as the node's share of the pace says at that moment. */
final class CallTurns {

    /** Which only goes on. */
    interface Time {
        long nanos();

        void sleep(long nanos);
    }

    static final Time REAL = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    };

    private final double between;
    private final DoubleSupplier share;
    private final Time time;
    private long last;

    /** @param between from one call to the next of a node that has the pace for itself */
    CallTurns(Duration between, DoubleSupplier share, Time time) {
        this.between = between.toNanos();
        this.share = share;
        this.time = time;
        this.last = time.nanos() - Long.MAX_VALUE / 2;
    }

    /** Whether the caller may go, which it waits for. */
    boolean take(Duration patience) {
        long begun = time.nanos();
        while (!Thread.currentThread().isInterrupted()) {
            double wait = taken();
            if (wait <= 0) {
                return true;
            }
            if (time.nanos() - begun + wait > patience.toNanos()) {
                return false;
            }
            time.sleep((long) Math.ceil(wait));
        }
        return false;
    }

    /** How long until it is somebody's turn; the caller's, and nobody else's, when that is now. */
    private synchronized double taken() {
        long now = time.nanos();
        double wait = between / share.getAsDouble() - (now - last);
        if (wait <= 0) {
            last = now;
        }
        return wait;
    }
}
