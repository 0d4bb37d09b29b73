package org.redshield.bridge.platform.retryqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTimetableTest {

    private final RetryTimetable timetable = RetryTimetable.of("PT2S,PT10S, PT1M");

    @Test
    void theIntervalFollowsFromTheTimeThatHasPassedAndNotFromTheTries() {
        assertThat(timetable.next(Duration.ZERO)).contains(Duration.ofSeconds(2));
        assertThat(timetable.next(Duration.ofMillis(1999))).contains(Duration.ofSeconds(2));
        assertThat(timetable.next(Duration.ofSeconds(2))).contains(Duration.ofSeconds(10));
        assertThat(timetable.next(Duration.ofSeconds(71))).contains(Duration.ofMinutes(1));
    }

    @Test
    void whenAllIntervalsHavePassedItIsGivenUp() {
        assertThat(timetable.next(Duration.ofSeconds(72))).isEmpty();
    }
}
