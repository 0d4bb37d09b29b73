package org.redshield.bridge.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A platform that fails three calls in ten and goes away in the middle. The same as the benchmark, smaller. */
class PlatformStormTest {

    @Test
    @Tag("long")
    void everyRequestIsAnsweredAndThePlatformHasEachOnce() throws Exception {
        List<String> impatient = List.of(
                "--bridge.retry.platform=PT0.2S,PT0.5S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S,PT1S",
                "--bridge.polling.intervals=200ms",
                "--bridge.polling.fault-intervals=50ms,200ms,500ms",
                "--bridge.polling.load-retries=200ms,500ms,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s");
        try (PlatformStorm storm = new PlatformStorm(60, Duration.ofSeconds(3), Duration.ofMillis(200), impatient)) {
            PlatformStorm.Figures figures = storm.run();
            System.out.println(figures);
            storm.check();
            assertThat(figures.met()).as("calls that failed").isBetween(figures.seen() / 5, figures.seen() / 2);
        }
    }
}
