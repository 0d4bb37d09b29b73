package org.redshield.bridge.access.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DelaysTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    private final Delays delays = new Delays(3, Duration.ofSeconds(30), now::get);

    @Test
    void eachFurtherWrongOneDoublesTheDelayUpToTheLongest() {
        for (long expected : new long[] {0, 0, 0, 1, 2, 4, 8, 16, 30, 30}) {
            delays.wrong("officer");
            assertThat(delays.before("officer")).isEqualTo(Duration.ofSeconds(expected));
            pass(Duration.ofSeconds(expected));
            assertThat(delays.before("officer")).isZero();
        }
        assertThat(delays.before("another")).isZero();
    }

    @Test
    void theRightOneAndAQuarterOfAnHourForget() {
        for (int i = 0; i < 5; i++) {
            delays.wrong("officer");
        }
        delays.right("officer");
        delays.wrong("officer");
        assertThat(delays.before("officer")).isZero();
        for (int i = 0; i < 5; i++) {
            delays.wrong("officer");
        }
        pass(Duration.ofMinutes(16));
        delays.wrong("officer");
        assertThat(delays.before("officer")).isZero();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
