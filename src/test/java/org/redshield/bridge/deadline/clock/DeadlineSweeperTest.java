package org.redshield.bridge.deadline.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.deadline.ClockDatabase;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.clock.MissedClocks.Unfired;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.StopEvent;
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
    ClockChanges changes;

    @Autowired
    MissedClocks missed;

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
        // What other tests changed of calendars is kept by a trigger.
        jdbc.sql("""
                        do $$ begin
                            set local session_replication_role = replica;
                            truncate clock cascade;
                        end $$
                        """).update();
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
                                    () -> transactions.execute(status -> missed.lock(held)))
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
                        missed,
                        new StaticListableBeanFactory().getBeanProvider(ClockTrigger.class),
                        transactions,
                        settings,
                        time)
                .sweep();
        assertThat(clocks.get(clock.id())).isEqualTo(clock);
    }

    @Test
    @Tag("long")
    void everythingThatHasRunOutIsMarkedAtOnceAndActedUponOnce() {
        for (int i = 0; i < 1_100; i++) {
            start("late-" + i, START);
        }
        Clock notYet = start("not-yet", START.plusMillis(1));
        Clock last =
                clocks.running("late-1099", ClockKind.AUTOMATIC_ITEM, "330110").orElseThrow();
        time.set(last.dueAt());
        sweeper(this::fire).mark();
        assertThat(count("state = 'MISSED' and missed_at = due_at and fired_at is null"))
                .isEqualTo(1_100);
        assertThat(clocks.get(notYet.id()).state()).isEqualTo(ClockState.RUNNING);
        assertThat(clocks.running("late-1099", ClockKind.AUTOMATIC_ITEM, "330110"))
                .as("still the clock of its kind, for the step that acts on it")
                .map(Clock::id)
                .contains(last.id());
        assertThat(start("late-1099", START).id()).isEqualTo(last.id());

        time.set(last.dueAt().plus(settings.sweepGrace()));
        sweeper(this::fire).sweep();
        assertThat(fired).hasSize(1_100).doesNotHaveDuplicates();
        assertThat(clocks.missed(last.id(), time.instant())).isFalse();
        assertThat(count("missed_at = due_at and fired_at > due_at")).isEqualTo(1_100);
        assertThat(clocks.running("late-1099", ClockKind.AUTOMATIC_ITEM, "330110"))
                .isEmpty();
    }

    @Test
    void twoNodesMarkTogether() {
        for (int i = 0; i < 300; i++) {
            start("clock-" + i, START);
        }
        time.set(START.plusSeconds(3_600));
        CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> missed.mark(time.instant(), 1_000));
        int marked = missed.mark(time.instant(), 1_000) + other.join();
        assertThat(marked).isEqualTo(300);
    }

    @Test
    void aClockThatStandsStillIsNeitherMarkedNorFired() {
        Clock still = clocks.start(
                ClockStart.of(DeadlineRules.Query.of("CASE_FILING"), "310105-2026-000001", "still", "330110", START));
        changes.pause(still.id(), StopEvent.TESTING, START, "鉴定", "x");
        Clock running = start("running", START);
        time.set(still.dueAt().plusSeconds(3_600));
        sweeper(this::fire).mark();
        sweeper(this::fire).sweep();
        assertThat(clocks.get(still.id()).state()).isEqualTo(ClockState.PAUSED);
        assertThat(fired).containsExactly(running.id());
    }

    @Test
    void aClockThatEndsAfterItWasMarkedStaysMissed() {
        Clock answered = start("answered", START);
        Clock withdrawn = start("withdrawn", START);
        time.set(answered.dueAt().plusSeconds(1));
        sweeper(this::fire).mark();
        assertThat(clocks.met(answered.id(), time.instant()).state()).isEqualTo(ClockState.MISSED);
        assertThat(clocks.cancel(withdrawn.id(), time.instant(), "withdrawn").state())
                .isEqualTo(ClockState.MISSED);
        assertThat(clocks.missed(answered.id(), time.instant()))
                .as("its process has nothing left to do")
                .isFalse();
        time.set(time.instant().plusSeconds(60));
        sweeper(this::fire).sweep();
        assertThat(fired).isEmpty();
    }

    @Test
    void whatTheJobExecutorHasInHandIsLeftToIt() {
        Clock queued = start("queued", START);
        Clock lost = start("lost", START);
        time.set(queued.dueAt().plusSeconds(60));
        sweeper(this::fire, Set.of(queued.id())).sweep();
        assertThat(fired).containsExactly(lost.id());
    }

    private long count(String condition) {
        return jdbc.sql("select count(*) from clock where " + condition)
                .query(Long.class)
                .single();
    }

    private boolean fire(Unfired clock) {
        boolean missed = clocks.missed(clock.id(), time.instant());
        if (missed) {
            fired.add(clock.id());
        }
        return missed;
    }

    private Clock start(String subject, Instant at) {
        return clocks.start(ClockStart.of(ClockKind.AUTOMATIC_ITEM, "310105-2026-000001", subject, "330110", at));
    }

    private DeadlineSweeper sweeper(Predicate<Unfired> engine) {
        return sweeper(engine, Set.of());
    }

    private DeadlineSweeper sweeper(Predicate<Unfired> engine, Set<UUID> inHand) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("clockTrigger", new ClockTrigger() {
            @Override
            public Set<UUID> inHand(Collection<Unfired> clocks) {
                return inHand;
            }

            @Override
            public Outcome fire(Unfired clock) {
                return engine.test(clock) ? Outcome.EXECUTED : Outcome.NO_TIMER;
            }
        });
        return new DeadlineSweeper(missed, beans.getBeanProvider(ClockTrigger.class), transactions, settings, time);
    }
}
