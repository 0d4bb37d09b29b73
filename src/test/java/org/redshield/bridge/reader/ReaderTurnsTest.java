package org.redshield.bridge.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.reader.table.ReadingLimits;

/** Whose file is next. */
class ReaderTurnsTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ReaderTurns turns = new ReaderTurns(2);
    private final List<String> order = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void aBureauHasOneReaderAndLeavesTheOtherToOthers() {
        turns.take("310105", LONG);

        assertThatThrownBy(() -> turns.take("310105", Duration.ZERO)).isInstanceOf(ReadersBusy.class);
        turns.take("330110", Duration.ZERO);
        assertThatThrownBy(() -> turns.take("320324", Duration.ofMillis(50)))
                .isInstanceOf(ReadersBusy.class)
                .hasMessageContaining("15 秒");

        turns.give("310105");
        turns.take("320324", Duration.ZERO);
    }

    @Test
    void whoHasSentManyIsServedNoMoreThanWhoHasSentOne() throws Exception {
        turns.take("310105", LONG);
        turns.take("330110", LONG);
        wait("310105", "A1");
        wait("310105", "A2");
        wait("330110", "B1");
        wait("330110", "B2");
        wait("320324", "C1");

        turns.give("310105");
        await(() -> order.equals(List.of("C1")));
        turns.give("320324");
        await(() -> order.equals(List.of("C1", "A1")));
        turns.give("330110");
        await(() -> order.equals(List.of("C1", "A1", "B1")));
        turns.give("330110");
        await(() -> order.equals(List.of("C1", "A1", "B1", "B2")));
    }

    /** What waits holds a thread. */
    @Test
    void ofOneBureauOnlySomeWait() throws Exception {
        turns.take("310105", LONG);
        for (int at = 0; at < ReadingLimits.WAITING; at++) {
            wait("310105", "A" + at);
        }

        assertThat(CompletableFuture.runAsync(() -> turns.take("310105", LONG), threads))
                .failsWithin(Duration.ofSeconds(5));
        turns.take("330110", Duration.ZERO);
    }

    private void wait(String bureau, String name) throws InterruptedException {
        int before = turns.waiting();
        threads.submit(() -> {
            turns.take(bureau, LONG);
            order.add(name);
        });
        await(() -> turns.waiting() > before);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int tries = 0; !condition.getAsBoolean(); tries++) {
            assertThat(tries).isLessThan(500);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
