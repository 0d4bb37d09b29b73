package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessResourceFailureException;

/** What many ask of a node's database is one question a second. */
class DatabaseHealthTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
    private final AtomicInteger asked = new AtomicInteger();
    private boolean away;

    private final DatabaseHealth health = new DatabaseHealth(
            () -> {
                asked.incrementAndGet();
                if (away) {
                    throw new DataAccessResourceFailureException("away");
                }
            },
            nanos::get);

    @Test
    void whatWasJustAnsweredIsNotAskedAgain() {
        for (int second = 0; second < 10; second++) {
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            pass(500);
            assertThat(health.health().getStatus()).isEqualTo(Status.UP);
            pass(500);
        }
        assertThat(asked).hasValue(10);
    }

    @Test
    void aDatabaseThatIsAwayIsSeenWithinASecondAndThatItIsBackAtOnce() {
        health.health();
        away = true;
        pass(1_000);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        away = false;
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        assertThat(asked).hasValue(4);
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }
}
