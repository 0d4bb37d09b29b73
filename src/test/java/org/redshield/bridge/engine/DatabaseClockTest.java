package org.redshield.bridge.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A node whose own clock is off beside a database whose clock is right. */
class DatabaseClockTest {

    private final AtomicReference<Duration> off = new AtomicReference<>(Duration.ZERO);
    private final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    private final InstantSource node = () -> Instant.now().plus(off.get()).plus(passed.get());

    private final DelegatingDataSource database = new DelegatingDataSource(TestDatabase.empty());

    @AfterEach
    void reset() {
        ClockUtil.reset();
    }

    private DatabaseClock started() {
        return new DatabaseClock(
                JdbcClient.create(database),
                node,
                () -> System.nanoTime() + passed.get().toNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {3600, -3600, 6, -6})
    void whatGoesOnRecordIsTheDatabasesTimeAndTheNodeTakesNoWork(int seconds) {
        off.set(Duration.ofSeconds(seconds));
        DatabaseClock clock = started();
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        assertThat(ClockUtil.getCurrentTime().toInstant())
                .as("the engine's time: this machine's is right, so it is corrected by what the node's is off")
                .isCloseTo(Instant.now().minusSeconds(seconds), within(1, ChronoUnit.SECONDS));
        assertThat(clock.isRight()).isFalse();
        assertThat(clock.ahead()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofSeconds(1));
    }

    @Test
    void aFewSecondsAreCorrectedAndNoReasonToStop() {
        off.set(Duration.ofSeconds(3));
        DatabaseClock clock = started();
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
        assertThat(clock.isRight()).isTrue();
    }

    @Test
    void aClockThatDriftsIsSeenWithinAMinuteAndOneThatIsSetAtOnce() {
        DatabaseClock clock = started();
        assertThat(clock.isRight()).isTrue();
        off.set(Duration.ofMillis(900));
        assertThat(clock.isRight()).isTrue();
        assertThat(clock.ahead()).as("not looked again").isLessThan(Duration.ofMillis(500));
        passed.set(Duration.ofMinutes(1));
        assertThat(clock.isRight()).isFalse();
        // This machine's minute passed for the node and not for the database.
        assertThat(clock.ahead()).isCloseTo(Duration.ofMillis(60_900), Duration.ofMillis(500));

        off.set(Duration.ofMinutes(-1));
        assertThat(clock.isRight()).as("set back, seen at once").isTrue();
        assertThat(clock.instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.SECONDS));
    }

    @Test
    void withoutADatabaseWhatWasSeenLastHolds() {
        DatabaseClock clock = started();
        database.setTargetDataSource(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/away"));
        passed.set(Duration.ofMinutes(2));
        assertThat(clock.isRight()).isTrue();
        assertThat(clock.ahead()).isLessThan(Duration.ofSeconds(1));
    }
}
