package org.redshield.bridge.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobAcquisitionStrategy;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** Which jobs a node takes, and how many at a time. */
class TakeJobsTest {

    private static final Instant NOW = Instant.parse("2026-09-18T02:00:00Z");
    private static DataSource database;

    private final ThreadPoolTaskExecutor threads = new ThreadPoolTaskExecutor();
    private JdbcClient jdbc;
    private boolean rightClock = true;

    @BeforeAll
    static void create() {
        database = TestDatabase.with("db/changelog/master.xml");
    }

    @BeforeEach
    void begin() {
        ClockUtil.setCurrentTime(java.util.Date.from(NOW));
        jdbc = JdbcClient.create(database);
        jdbc.sql("delete from act_ru_job").update();
        threads.setCorePoolSize(1);
        threads.setMaxPoolSize(1);
        threads.setQueueCapacity(6);
        threads.initialize();
    }

    @AfterEach
    void end() {
        ClockUtil.reset();
        threads.shutdown();
    }

    @Test
    void takesTimersFirstAndTheLongestDueFirst() {
        job("message", "message", 90, null);
        job("late", "timer", 20, null);
        job("later", "timer", 10, null);
        job("longest", "timer", 80, null);
        job("future", "timer", -1, null);

        assertThat(ids(take(jdbc, "node", 2))).containsExactly("longest", "late");
        assertThat(jdbc.sql("select rev_ || lock_owner_ from act_ru_job where id_ = 'late'")
                        .query(String.class)
                        .single())
                .isEqualTo("2node");
        assertThat(jdbc.sql("select lock_exp_time_ from act_ru_job where id_ = 'late'")
                        .query(Timestamp.class)
                        .single()
                        .toInstant())
                .isEqualTo(NOW.plusSeconds(60));
        assertThat(ids(take(jdbc, "node", 2))).containsExactly("later", "message");
        assertThat(ids(take(jdbc, "node", 3))).isEmpty();
    }

    @Test
    void leavesWhatHasFailedIsSuspendedOrIsHeldByALivingNode() {
        job("failed", "timer", 5, null);
        job("suspended", "timer", 5, null);
        job("held", "timer", 5, null);
        job("abandoned", "timer", 5, null);
        jdbc.sql("update act_ru_job set retries_ = 0 where id_ = 'failed'").update();
        jdbc.sql("update act_ru_job set suspension_state_ = 2 where id_ = 'suspended'")
                .update();
        lock("held", NOW.plusSeconds(1));
        lock("abandoned", NOW.minusSeconds(1));

        assertThat(ids(take(jdbc, "node", 9))).containsExactly("abandoned");
    }

    @Test
    void exclusiveJobsOfAnInstanceAreOneBatchAndWaitForOneAnother() {
        job("a1", "timer", 9, "a");
        job("b1", "timer", 8, "b");
        job("a2", "timer", 7, "a");
        job("c1", "timer", 6, "c");
        job("c2", "timer", 5, "c");
        job("c3", "timer", 4, "c");
        jdbc.sql("update act_ru_job set exclusive_ = false where id_ = 'c3'").update();
        lock("c1", NOW.plusSeconds(1));

        assertThat(take(jdbc, "node", 9).getJobIdBatches())
                .containsExactlyInAnyOrder(List.of("a1", "a2"), List.of("b1"), List.of("c3"));
    }

    @Test
    void twoNodesAtOnceTakeDifferentJobs() throws Exception {
        Stream.of("1", "2", "3", "4").forEach(id -> job(id, "timer", 10 - Integer.parseInt(id), null));
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            JdbcClient other = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            assertThat(ids(take(other, "other", 2))).containsExactly("1", "2");

            assertThat(ids(take(jdbc, "node", 2))).containsExactly("3", "4");
            connection.rollback();
        }
        assertThat(ids(take(jdbc, "node", 9))).containsExactly("1", "2");
    }

    @Test
    void nothingIsTakenWhileTheQueueHasNoRoomForABatch() {
        BatchJobExecutor executor = executor(jdbc, "node");
        executor.setMaxJobsPerAcquisition(4);
        JobAcquisitionStrategy strategy = executor.strategy();
        CountDownLatch held = new CountDownLatch(1);
        try {
            Runnable waits = () -> {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            };
            Stream.generate(() -> waits).limit(3).forEach(threads::execute);
            assertThat(strategy.getNumJobsToAcquire("engine")).as("two wait").isEqualTo(4);
            assertThat(strategy.getWaitTime()).isZero();

            threads.execute(waits);
            assertThat(strategy.getNumJobsToAcquire("engine")).as("three wait").isZero();
            assertThat(strategy.getWaitTime()).isPositive();
        } finally {
            held.countDown();
        }
    }

    @Test
    void theNextDueJobIsOneThatNobodyHoldsAndThatMayRun() {
        BatchJobExecutor executor = executor(jdbc, "node");
        assertThat(executor.nextDue()).isEmpty();
        job("failed", "timer", 90, null);
        job("suspended", "timer", 80, null);
        job("held", "timer", 70, null);
        jdbc.sql("update act_ru_job set retries_ = 0 where id_ = 'failed'").update();
        jdbc.sql("update act_ru_job set suspension_state_ = 2 where id_ = 'suspended'")
                .update();
        lock("held", NOW.plusSeconds(1));
        job("timer", "timer", -30, null);
        assertThat(executor.nextDue()).contains(NOW.plusSeconds(30));
        job("cleanup", "ever-living", -20, null);
        assertThat(executor.nextDue()).contains(NOW.plusSeconds(20));
        job("message", "message", -10, null);
        assertThat(executor.nextDue()).contains(NOW.plusSeconds(10));
        lock("held", NOW.minusSeconds(1));
        assertThat(executor.nextDue()).as("of a node that died").contains(NOW.minusSeconds(70));
    }

    @Test
    void sleepsUntilTheNextIsDueAndNoLongerThanTheNet() {
        BatchJobExecutor executor = executor(jdbc, "node");
        executor.setMaxWait(5_000);
        assertThat(executor.untilNext(false)).isEqualTo(5_000);
        job("far", "timer", -3_600, null);
        assertThat(executor.untilNext(false)).isEqualTo(5_000);
        job("near", "timer", -2, null);
        assertThat(executor.untilNext(false)).isEqualTo(2_001);
        job("waits for another of its instance", "timer", 1, "a");
        assertThat(executor.untilNext(false)).isEqualTo(500);
        assertThat(executor.untilNext(true)).as("nobody has tried it yet").isZero();
    }

    @Test
    void looksOftenWhileNoNewsOfOtherNodesArrive() {
        StaticListableBeanFactory deaf = new StaticListableBeanFactory(Map.of("news", new JobNews() {
            @Override
            public void spread() {}

            @Override
            public boolean isHeard() {
                return false;
            }
        }));
        BatchJobExecutor executor =
                new BatchJobExecutor(threads, jdbc, () -> true, deaf.getBeanProvider(JobNews.class));
        executor.setMaxWait(5_000);
        assertThat(executor.untilNext(false)).isEqualTo(500);
    }

    @Test
    void aNodeWhoseClockIsWrongTakesNothingAndLooksLessOften() {
        BatchJobExecutor executor = executor(jdbc, "node");
        executor.setMaxJobsPerAcquisition(3);
        BatchJobExecutor.WholeBatches strategy = executor.strategy();
        rightClock = false;
        assertThat(executor.mayTakeABatch()).isFalse();
        assertThat(strategy.getNumJobsToAcquire("default")).isZero();
        assertThat(strategy.getWaitTime()).isEqualTo(500);
        rightClock = true;
        assertThat(executor.mayTakeABatch()).isTrue();
        assertThat(strategy.getNumJobsToAcquire("default")).isEqualTo(3);
    }

    private AcquiredJobs take(JdbcClient node, String owner, int limit) {
        return new TakeJobs(executor(node, owner), node, limit).execute(null);
    }

    private BatchJobExecutor executor(JdbcClient node, String owner) {
        BatchJobExecutor executor = new BatchJobExecutor(
                threads, node, () -> rightClock, new StaticListableBeanFactory().getBeanProvider(JobNews.class));
        executor.setLockOwner(owner);
        executor.setLockTimeInMillis(60_000);
        return executor;
    }

    private static List<String> ids(AcquiredJobs taken) {
        return taken.getJobIdBatches().stream().flatMap(List::stream).toList();
    }

    /** Exclusive, as the engine's jobs are, when it belongs to an instance. */
    private void job(String id, String type, int dueSecondsAgo, String instance) {
        jdbc.sql("""
                        insert into act_ru_job (id_, rev_, type_, exclusive_, process_instance_id_, retries_, duedate_,
                                                suspension_state_)
                        values (?, 1, ?, ?, ?, 3, ?, 1)
                        """)
                .params(
                        id,
                        type,
                        instance != null,
                        instance,
                        Timestamp.from(NOW.minus(dueSecondsAgo, ChronoUnit.SECONDS)))
                .update();
    }

    private void lock(String id, Instant until) {
        jdbc.sql("update act_ru_job set lock_owner_ = 'another', lock_exp_time_ = ? where id_ = ?")
                .params(Timestamp.from(until), id)
                .update();
    }
}
