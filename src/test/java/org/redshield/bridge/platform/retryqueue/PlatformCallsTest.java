package org.redshield.bridge.platform.retryqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.deadline.clock.ClockStore;
import org.redshield.bridge.platform.PlatformFixture;
import org.redshield.bridge.platform.gateway.PlatformBusy;
import org.redshield.bridge.platform.gateway.PlatformUnavailable;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** When a call that failed is tried again. */
@SpringJUnitConfig(PlatformFixture.class)
class PlatformCallsTest {

    private static final RetryTimetable TIMETABLE = RetryTimetable.of("PT2S,PT10S,PT1M,PT1H");
    private static final PlatformUnavailable FAULT =
            new PlatformUnavailable("no answer").saying("HTTP 502").at("taobao");

    @Autowired
    PlatformFixture.Time time;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Organisations organisations;

    @Autowired
    Signals signals;

    @Autowired
    SentNumbers numbers;

    private WaitingCalls line;
    private PlatformCalls calls;

    @BeforeEach
    void nobodyWaits() {
        time.reset();
        jdbc.sql("truncate platform_call").update();
        line = new WaitingCalls(jdbc, time, signals, new ClockStore(jdbc));
        calls = new PlatformCalls(line, null, organisations, numbers, time, null);
    }

    private PlatformCalls.Consequence failed(PlatformUnavailable fault) {
        return calls.failed("J1", "310105", "310105-2026-000001", "提交平台", Set.of(), fault, TIMETABLE);
    }

    private PlatformUnavailable busy() {
        return new PlatformBusy("taobao", "enough submissions are under way", time.instant(), time.instant());
    }

    private void isTriedAgainAfter(Duration interval, PlatformCalls.Consequence consequence) {
        Instant again = consequence.again().orElseThrow();
        assertThat(Duration.between(time.instant(), again))
                .isBetween(
                        interval.multipliedBy(4).dividedBy(5),
                        interval.multipliedBy(6).dividedBy(5));
    }

    @Test
    void theIntervalsGrowFromItsFirstFailureOn() {
        isTriedAgainAfter(Duration.ofSeconds(2), failed(FAULT));
        time.pass(Duration.ofSeconds(3));
        isTriedAgainAfter(Duration.ofSeconds(10), failed(FAULT));
    }

    @Test
    void timeSpentInLineDoesNotMakeTheFirstIntervalALongOne() {
        failed(busy());
        time.pass(Duration.ofMinutes(5));
        isTriedAgainAfter(Duration.ofSeconds(2), failed(FAULT));
    }

    @Test
    void whatIsLetGoAfterAnOutageBeginsWithShortIntervalsAgain() {
        failed(FAULT);
        time.pass(Duration.ofMinutes(10));
        isTriedAgainAfter(Duration.ofHours(1), failed(FAULT));
        line.released(List.of("J1"));
        time.pass(Duration.ofSeconds(1));
        isTriedAgainAfter(Duration.ofSeconds(2), failed(FAULT));
    }

    @Test
    void theEndOfTheTimetableCountsFromTheVeryFirst() {
        failed(busy());
        time.pass(Duration.ofMinutes(50));
        failed(FAULT);
        line.released(List.of("J1"));
        time.pass(Duration.ofMinutes(12));
        PlatformCalls.Consequence end = failed(FAULT);
        assertThat(end.again()).isEmpty();
        assertThat(end.news()).isTrue();
        assertThat(end.sentence().orElseThrow()).contains("“提交平台”", "HTTP 502");
    }
}
