package org.redshield.bridge.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

@SpringJUnitConfig(ClockDatabase.class)
class DeadlineSweeperTest {

    private static final Instant START = Instant.parse("2026-09-18T02:00:00Z");

    @Autowired
    ClockService clocks;

    @Autowired
    ClockDatabase.SettableTime time;

    @Autowired
    DeadlineSettings settings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    private final List<UUID> fired = new CopyOnWriteArrayList<>();

    @BeforeEach
    void emptyTable() {
        jdbc.sql("truncate clock cascade").update();
        time.set(START);
    }

    @Test
    void firesWhatIsOverdueLongerThanTheGraceOldestFirst() {
        Clock younger = start("younger", START.plusSeconds(5));
        Clock older = start("older", START);
        Clock within = start("within", START.plusSeconds(6));
        Clock ended = start("ended", START);
        clocks.met(ended.id(), START);
        time.set(younger.dueAt().plus(settings.sweepGrace()));
        sweeper(this::fire).sweep();
        assertThat(fired).containsExactly(older.id(), younger.id());
        assertThat(clocks.get(older.id()).state()).isEqualTo(ClockState.MISSED);
        assertThat(clocks.get(within.id()).state()).isEqualTo(ClockState.RUNNING);
    }

    @Test
    void whatCannotBeFiredHoldsUpNobodyAndIsTriedAgain() {
        Clock broken = start("broken", START);
        Clock sound = start("sound", START.plusSeconds(1));
        time.set(sound.dueAt().plusSeconds(60));
        sweeper(clock -> {
                    fire(clock);
                    if (clock.id().equals(broken.id())) {
                        throw new IllegalStateException("no timer service");
                    }
                    return true;
                })
                .sweep();
        assertThat(clocks.get(broken.id()).state()).as("rolled back").isEqualTo(ClockState.RUNNING);
        assertThat(clocks.get(sound.id()).state()).isEqualTo(ClockState.MISSED);
        sweeper(this::fire).sweep();
        assertThat(clocks.get(broken.id()).state()).isEqualTo(ClockState.MISSED);
    }

    @Test
    void stuckClocksDoNotHideTheOnesBehindThem() {
        for (int i = 0; i < 250; i++) {
            start("stuck-" + i, START);
        }
        Clock behind = start("behind", START.plusSeconds(1));
        time.set(behind.dueAt().plusSeconds(60));
        sweeper(clock -> clock.id().equals(behind.id()) && fire(clock)).sweep();
        assertThat(fired).containsExactly(behind.id());
    }

    @Test
    void twoNodesFireEachClockOnce() {
        for (int i = 0; i < 300; i++) {
            start("clock-" + i, START);
        }
        time.set(START.plusSeconds(3_600));
        CompletableFuture<Void> other = CompletableFuture.runAsync(sweeper(this::fire)::sweep);
        sweeper(this::fire).sweep();
        other.join();
        assertThat(fired).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void theClockIsHeldWhileItsTimerRuns() {
        Clock clock = start("held", START);
        time.set(clock.dueAt().plusSeconds(60));
        sweeper(held -> {
                    boolean free = CompletableFuture.supplyAsync(
                                    () -> transactions.execute(status -> clocks.lockOverdue(held.id(), time.instant())
                                            .isPresent()))
                            .join();
                    assertThat(free).isFalse();
                    return fire(held);
                })
                .sweep();
        assertThat(fired).containsExactly(clock.id());
    }

    @Test
    void withoutAnEngineNothingIsTouched() {
        Clock clock = start("alone", START);
        time.set(clock.dueAt().plusSeconds(60));
        new DeadlineSweeper(
                        clocks,
                        new StaticListableBeanFactory().getBeanProvider(ClockTrigger.class),
                        transactions,
                        settings,
                        time)
                .sweep();
        assertThat(clocks.get(clock.id())).isEqualTo(clock);
    }

    private boolean fire(Clock clock) {
        boolean missed = clocks.missed(clock.id(), time.instant());
        if (missed) {
            fired.add(clock.id());
        }
        return missed;
    }

    private Clock start(String subject, Instant at) {
        return clocks.start(ClockStart.of(ClockKind.AUTOMATIC_ITEM, "310105-2026-000001", subject, "330110", at));
    }

    private DeadlineSweeper sweeper(ClockTrigger trigger) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("clockTrigger", trigger);
        return new DeadlineSweeper(clocks, beans.getBeanProvider(ClockTrigger.class), transactions, settings, time);
    }
}
