package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** One piece of work is told to end, and nothing else hears of it. */
class UnderWayTest {

    private final UnderWay underWay = new UnderWay();
    private final UUID id = UUID.randomUUID();

    @Test
    void whatIsUnderWayIsInterruptedAndItsThreadGoesOnWithOthers() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean wasInterrupted = new AtomicBoolean();
        CompletableFuture<Boolean> after = CompletableFuture.supplyAsync(() -> {
            underWay.run(id, () -> {
                begun.countDown();
                long end = System.nanoTime() + 10_000_000_000L;
                while (!Thread.currentThread().isInterrupted() && System.nanoTime() < end) {
                    Thread.onSpinWait();
                }
                wasInterrupted.set(Thread.currentThread().isInterrupted());
            });
            return Thread.currentThread().isInterrupted();
        });
        begun.await();
        underWay.ends().accept(id.toString());
        assertThat(after.get()).isFalse();
        assertThat(wasInterrupted).isTrue();
    }

    @Test
    void whatIsNotUnderWayHereIsNobodysAffair() {
        underWay.ends().accept(id.toString());
        underWay.ends().accept("");
        underWay.run(
                id, () -> assertThat(Thread.currentThread().isInterrupted()).isFalse());
        underWay.run(UUID.randomUUID(), () -> {
            underWay.end(id);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    /** A node that stops meant the thread and not the piece. */
    @Test
    void anInterruptOfSomebodyElseStays() {
        underWay.run(id, () -> Thread.currentThread().interrupt());
        assertThat(Thread.interrupted()).isTrue();
    }
}
