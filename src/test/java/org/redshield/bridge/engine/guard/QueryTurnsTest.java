package org.redshield.bridge.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Who is sent into the lane of those who keep the database at work. */
class QueryTurnsTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void whoKeepsTheDatabaseAtWorkIsSlowUntilHePauses() {
        QueryTurns.Person hammering = new QueryTurns.Person();
        for (int second = 1; second <= 20; second++) {
            // Three at a time, each of a second.
            for (int i = 0; i < 3; i++) {
                hammering.spend(SECOND, second * SECOND);
            }
        }
        assertThat(hammering.isSlow(20 * SECOND)).isTrue();
        assertThat(hammering.isSlow(30 * SECOND)).as("not yet forgotten").isTrue();
        assertThat(hammering.isSlow(70 * SECOND)).isFalse();
    }

    @Test
    void anOfficerAtWorkIsNotEvenOnASlowDay() {
        QueryTurns.Person officer = new QueryTurns.Person();
        for (int second = 1; second <= 60; second++) {
            // Three requests a second of 100 ms.
            officer.spend(3 * SECOND / 10, second * SECOND);
            assertThat(officer.isSlow(second * SECOND)).isFalse();
        }
    }
}
