package org.redshield.bridge.platform.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallTurnsTest {

    /** Passes only while somebody waits. */
    private static final class Time implements CallTurns.Time {

        private long now;
        private Runnable meanwhile = () -> {};

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(long nanos) {
            now += nanos;
            meanwhile.run();
        }

        private long millis() {
            return now / 1_000_000;
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Time time = new Time();
    private double share = 1;
    private final CallTurns turns = new CallTurns(Duration.ofMillis(50), () -> share, time);

    private List<Long> went(int calls) {
        List<Long> at = new ArrayList<>();
        IntStream.range(0, calls).forEach(call -> {
            assertThat(turns.take(PATIENCE)).isTrue();
            at.add(time.millis());
        });
        return at;
    }

    @Test
    void callsGoOneByOneAsFastAsTheShareSays() {
        assertThat(went(3)).containsExactly(0L, 50L, 100L);
        share = 0.5;
        assertThat(went(3)).containsExactly(200L, 300L, 400L);
        share = 1;
        assertThat(went(2)).containsExactly(450L, 500L);
    }

    @Test
    void whoWaitsWhenTheShareGetsSmallerWaitsForLonger() {
        went(1);
        time.meanwhile = () -> share = 0.25;
        assertThat(went(1)).containsExactly(200L);
    }

    @Test
    void nobodyWaitsForATurnThatDoesNotComeInTime() {
        went(1);
        assertThat(turns.take(Duration.ofMillis(49))).isFalse();
        share = 0;
        assertThat(turns.take(PATIENCE)).isFalse();
        assertThat(time.millis()).as("refused at once").isZero();
        time.sleep(Duration.ofMinutes(1).toNanos());
        assertThat(turns.take(PATIENCE)).as("without a share never").isFalse();
        share = 1;
        assertThat(turns.take(Duration.ZERO)).isTrue();
    }
}
