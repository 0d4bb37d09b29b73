package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator finds in the log after a bad minute. */
class FloodsTest {

    private final LoggerContext log = new LoggerContext();
    private final Logger jobs = log.getLogger("jobs");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();

    @BeforeEach
    void appender() {
        written.start();
        log.getLogger("ROOT").addAppender(written);
    }

    @AfterEach
    void end() {
        log.stop();
    }

    private void minuteOf(Duration minute) {
        Floods floods = new Floods(minute);
        floods.start();
        log.addTurboFilter(floods);
    }

    private List<String> lines() {
        return List.copyOf(written.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void theSameFaultIsWrittenOnceAMinuteAndOthersBesideIt() {
        minuteOf(Duration.ofHours(1));
        for (int i = 0; i < 1_000; i++) {
            jobs.error("Job {} failed", i, new ConnectException());
            log.getLogger("mail").warn("Job {} failed", i, new ConnectException());
        }
        jobs.error("Job {} failed", 7, new IllegalStateException());
        assertThat(lines()).containsExactly("Job 0 failed", "Job 0 failed", "Job 7 failed");
    }

    @Test
    void whatHasNoExceptionIsWrittenTwentyTimesAMinute() {
        minuteOf(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            jobs.info("Refused: {}", i);
        }
        assertThat(lines()).hasSize(100);
        for (int i = 0; i < 100; i++) {
            jobs.error("Row {} is not what was sealed", i);
        }
        assertThat(lines()).hasSize(120).contains("Row 19 is not what was sealed");
    }

    @Test
    void twoMistakesOfOneKindAreTwo() {
        minuteOf(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            jobs.error("Job failed", new IllegalStateException(new IllegalArgumentException("here")));
            jobs.error("Job failed", new IllegalStateException(new IllegalArgumentException("there")));
        }
        assertThat(lines()).hasSize(2);
    }

    /** Nobody logs it again, and yet it is said how often it came. */
    @Test
    void theLastCountIsSaidWhenTheFloodHasEnded() {
        minuteOf(Duration.ofMillis(600));
        for (int i = 0; i < 50; i++) {
            jobs.error("Job {} failed", i, new ConnectException());
        }
        assertThat(lines()).containsExactly("Job 0 failed");
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(lines())
                .containsExactly(
                        "Job 0 failed", "Left out 49 more in a minute: Job … failed (java.net.ConnectException)"));
        jobs.error("Job {} failed", 51, new ConnectException());
        assertThat(lines()).endsWith("Job 51 failed");
    }
}
