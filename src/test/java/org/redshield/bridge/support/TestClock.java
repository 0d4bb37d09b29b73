package org.redshield.bridge.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.redshield.bridge.ChinaTime;

/** The real time, shifted as far as a test asks. It never stands still, so that nothing waits for it in vain. */
public final class TestClock implements InstantSource {

    private static volatile Duration home = Duration.ZERO;

    private final AtomicReference<Duration> shift = new AtomicReference<>(home);
    private final Runnable moved;

    TestClock(Runnable moved) {
        this.moved = moved;
    }

    /**
     * Lets all that is started from now on live in the time that begins at that instant, the engine too, until the next class. For
     * a bridge that is alone in its JVM.
     */
    public static Clock livingFrom(Instant instant) {
        lives(Duration.between(Instant.now(), instant));
        return Clock.offset(Clock.system(ChinaTime.ZONE), home);
    }

    /** What is started from now on lives today. */
    static void livingToday() {
        lives(Duration.ZERO);
    }

    private static void lives(Duration away) {
        home = away;
        ClockUtil.offset(away.toMillis());
    }

    /** The day on which this JVM lives, however far a test has moved its clock. */
    public static LocalDate today() {
        return LocalDate.ofInstant(atHome(), ChinaTime.ZONE);
    }

    /** What a clock that no test has moved shows. */
    static Instant atHome() {
        return Instant.now().plus(home);
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

    /** It is again as late as when it was made. */
    public void reset() {
        shift.set(home);
        moved.run();
    }
}
