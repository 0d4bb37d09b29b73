package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes that share nothing but the database. */
class SignalsTest {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String SESSIONS =
            " from pg_stat_activity where datname = current_database() and application_name = '" + Signals.APPLICATION
                    + "'";

    private final HikariDataSource pool = new HikariDataSource();
    private final AtomicInteger here = new AtomicInteger();
    private final AtomicInteger there = new AtomicInteger();
    private JdbcClient outside;
    private TransactionTemplate transaction;
    private Signals signals;
    private Signals other;

    @BeforeEach
    void startTwo() {
        String url = TestDatabase.emptyUrl();
        pool.setJdbcUrl(url);
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        pool.setMaximumPoolSize(2);
        pool.setConnectionTimeout(1_000);
        outside = JdbcClient.create(new DriverManagerDataSource(url, "postgres", "postgres"));
        outside.sql("create table task (name text, next_at timestamptz)").update();
        transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        signals = node(here);
        other = node(there);
    }

    private Signals node(AtomicInteger heard) {
        Signals node = new Signals(pool);
        node.start();
        await().atMost(SOON).until(node::isHearing);
        node.listen("letters", heard::incrementAndGet);
        return node;
    }

    @AfterEach
    void stopBoth() {
        signals.stop();
        other.stop();
        pool.close();
    }

    private void hears(AtomicInteger node, int times) {
        await().atMost(SOON).untilAsserted(() -> assertThat(node).hasValue(times));
    }

    @Test
    void aSignalGoesToAllNodesOnceAndAfterTheCommit() throws InterruptedException {
        transaction.executeWithoutResult(status -> {
            signals.send("letters");
            signals.send("letters");
            assertThat(here).as("before the commit").hasValue(0);
        });
        assertThat(here).as("at once").hasValue(1);
        hears(there, 1);
        Thread.sleep(300);
        assertThat(here).as("its own comes back, and is known").hasValue(1);
        assertThat(there).hasValue(1);
    }

    /** However much is said at once. */
    @Test
    void whatASignalIsAboutGoesToAllNodesToo() {
        Set<String> about = ConcurrentHashMap.newKeySet();
        other.listenAbout("pages", about::add);
        List<String> said = IntStream.range(0, 1_000)
                .mapToObj(number -> "tasks/310105/group" + number)
                .toList();
        transaction.executeWithoutResult(status -> said.forEach(one -> signals.send("pages", one)));
        await().atMost(SOON).untilAsserted(() -> assertThat(about).containsExactlyInAnyOrderElementsOf(said));
        other.wakeAll();
        assertThat(about).as("anything of the kind").contains("");
    }

    @Test
    void whatIsRolledBackIsNotSignalled() throws InterruptedException {
        transaction.executeWithoutResult(status -> {
            signals.send("letters");
            status.setRollbackOnly();
        });
        Thread.sleep(300);
        assertThat(here).hasValue(0);
        assertThat(there).hasValue(0);
    }

    /** As the engine's listeners do, which are called after the commit. */
    @Test
    void aSignalFromBehindTheCommitComesThrough() {
        transaction.executeWithoutResult(
                status -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        signals.send("letters");
                    }
                }));
        hears(here, 1);
        hears(there, 1);
    }

    @Test
    void manySignalsAreTenASecond() throws InterruptedException {
        long began = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            signals.send("letters");
            Thread.sleep(2);
        }
        long tenths = Duration.ofNanos(System.nanoTime() - began).toMillis() / 100;
        assertThat(here).hasValue(500);
        Thread.sleep(300);
        assertThat(there.get()).isBetween(5, (int) tenths + 2);
    }

    @Test
    void oneAloneTellsNobody() throws Exception {
        other.stop();
        signals.stop();
        await().atMost(SOON).until(() -> sessions() == 0);
        signals.start();
        await().atMost(SOON).until(signals::isHearing);
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("listen " + Signals.CHANNEL);
            signals.send("letters");
            Thread.sleep(300);
            assertThat(connection.unwrap(PGConnection.class).getNotifications(1))
                    .isNullOrEmpty();
        }
        other.start();
        await().atMost(SOON).until(other::isHearing);
        signals.send("letters");
        hears(there, 2);
    }

    @Test
    void aPoolThatIsUsedUpHoldsUpNoSignal() throws Exception {
        try (Connection one = pool.getConnection();
                Connection two = pool.getConnection()) {
            assertThat(one).isNotSameAs(two);
            signals.send("letters");
            hears(there, 1);
        }
    }

    /** What was written meanwhile is found: everything is looked at once the connection is back. */
    @Test
    void aConnectionThatIsKilledComesBackAndNothingIsLost() {
        Worker worker = new Worker();
        Workers workers = new Workers(signals, InstantSource.system(), () -> true, List.of(worker));
        workers.start();
        try {
            await().atMost(SOON).until(() -> worker.rounds.get() > 0);
            outside.sql("select pg_terminate_backend(pid)" + SESSIONS)
                    .query((row, n) -> true)
                    .list();
            await().atMost(SOON).until(() -> !signals.isHearing());
            insert("written while nobody heard");
            await().atMost(Duration.ofSeconds(5)).until(() -> left() == 0);

            await().atMost(Duration.ofSeconds(5)).until(() -> signals.isHearing() && other.isHearing());
            here.set(0);
            there.set(0);
            other.send("letters");
            hears(here, 1);
        } finally {
            workers.stop();
        }
    }

    /** Another node that wrote and died before it could say so. */
    @Test
    void workWithoutASignalIsFoundByLooking() {
        Worker worker = new Worker();
        Workers workers = new Workers(signals, InstantSource.system(), () -> true, List.of(worker));
        workers.start();
        try {
            await().atMost(SOON).until(() -> worker.rounds.get() > 0);
            insert("without a word");
            await().atMost(Worker.NET.plusSeconds(1)).until(() -> left() == 0);
        } finally {
            workers.stop();
        }
    }

    private void insert(String name) {
        outside.sql("insert into task values (?, clock_timestamp())")
                .param(name)
                .update();
    }

    private long left() {
        return outside.sql("select count(*) from task").query(Long.class).single();
    }

    private long sessions() {
        return outside.sql("select count(*)" + SESSIONS).query(Long.class).single();
    }

    /** Does what is in the table. */
    private final class Worker implements BackgroundWork {

        static final Duration NET = Duration.ofSeconds(3);

        final AtomicInteger rounds = new AtomicInteger();

        @Override
        public List<Work> work() {
            return List.of(Work.of("tasks", NET, this::next, this::round));
        }

        private Optional<Instant> next() {
            return JdbcClient.create(pool)
                    .sql("select min(next_at) from task")
                    .query((row, n) -> Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant))
                    .single();
        }

        private void round() {
            JdbcClient.create(pool)
                    .sql("delete from task where next_at <= clock_timestamp()")
                    .update();
            rounds.incrementAndGet();
        }
    }
}
