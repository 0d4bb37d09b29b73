package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** PostgreSQL waits for a standby that nobody is. */
class StandbyAwayTest {

    private EmbeddedPostgres postgres;
    private JdbcClient server;
    private LostConnections lost;
    private HikariDataSource people;
    private HikariDataSource work;
    /** A thread for each who waits, however few cores there are. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                // That of tests is none.
                .setServerConfig("synchronous_commit", "on")
                .setRegisterShutdownHook(false)
                .start();
        server = JdbcClient.create(postgres.getPostgresDatabase());
        server.sql("create table entry (id integer primary key)").update();
        server.sql("insert into entry values (0)").update();
        lost = new LostConnections(config());
        people = pool(true);
        work = pool(false);
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        config.setMinimumIdle(0);
        return config;
    }

    private HikariDataSource pool(boolean isOfPeople) {
        HikariConfig config = config();
        lost.watch(config, isOfPeople);
        return new HikariDataSource(config);
    }

    @AfterEach
    void stop() throws IOException {
        lost.close();
        people.close();
        work.close();
        postgres.close();
        threads.shutdown();
    }

    private void waitForStandby(String name) {
        server.sql("alter system set synchronous_standby_names = '" + name + "'")
                .update();
        server.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    /** From when on they do: the server hears of it a moment later. */
    private CompletableFuture<Void> jobThatWaits() {
        AtomicReference<CompletableFuture<Void>> job = new AtomicReference<>(CompletableFuture.completedFuture(null));
        await().until(() -> {
            if (job.get().isDone()) {
                job.set(writes(work, "comment on table entry is 'a job was here'"));
            }
            return waiting("SyncRep") == 1;
        });
        return job.get();
    }

    private CompletableFuture<Void> writes(DataSource pool, String sql) {
        return CompletableFuture.runAsync(() -> JdbcClient.create(pool).sql(sql).update(), threads);
    }

    private CompletableFuture<Void> transacts(DataSource pool, String sql) {
        return CompletableFuture.runAsync(
                () -> new TransactionTemplate(new DatabasePools.Transactions(pool))
                        .executeWithoutResult(
                                status -> JdbcClient.create(pool).sql(sql).update()),
                threads);
    }

    private long waiting(String event) {
        return server.sql("select count(*) from pg_stat_activity where wait_event = ? or wait_event_type = ?")
                .params(event, event)
                .query(Long.class)
                .single();
    }

    private long entries() {
        return server.sql("select count(*) from entry").query(Long.class).single();
    }

    @Test
    void peopleAreToldThatNobodyKnowsAndNobodySeesWhatTheStandbyDoesNotHave() throws Exception {
        lost.look();
        assertThat(lost.isStandbyAway()).isFalse();
        waitForStandby("nobody");
        CompletableFuture<Void> job = jobThatWaits();
        CompletableFuture<Void> click = transacts(people, "insert into entry values (2)");
        CompletableFuture<Void> change = writes(people, "update entry set id = 3 where id = 0");
        await().until(() -> waiting("SyncRep") == 3);
        CompletableFuture<Void> same = writes(people, "update entry set id = 4 where id = 0");
        await().until(() -> waiting("Lock") == 1);
        // It waits for the one before, as that stands first in line for the row.
        CompletableFuture<Void> next = transacts(people, "update entry set id = 5 where id = 0");
        await().until(() -> waiting("Lock") == 2);
        CompletableFuture<Void> reading = writes(people, "update entry set id = 4 where pg_sleep(600) is null");
        await().until(() -> waiting("PgSleep") == 1);
        JdbcClient.create(work).sql("select pg_advisory_lock(1)").query(row -> {});
        CompletableFuture<Void> other = writes(people, "update entry set id = 4 where pg_advisory_lock(1) is null");
        await().until(() -> waiting("Lock") == 3);
        await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            lost.look();
            return click.isDone() && change.isDone() && same.isDone() && next.isDone() && lost.commitsWaiting() == 3;
        });
        assertThat(lost.isStandbyAway()).isTrue();
        for (CompletableFuture<Void> told : List.of(click, change, same, next)) {
            assertThatThrownBy(told::join)
                    .satisfies(why -> assertThat(RetryLater.brokeOff(why)).isTrue());
        }
        assertThat(job).as("a job waits on").isNotDone();
        assertThat(List.of(reading, other)).as("who waits for something else").noneMatch(CompletableFuture::isDone);
        assertThat(entries()).as("seen by others").isOne();
        assertThat(waiting("SyncRep")).as("at the server all wait on").isEqualTo(3);
        try (Connection reads = people.getConnection()) {
            assertThat(reads.isValid(1)).isTrue();
        }
        // Of two looks in turn one at least is by the connection that there was.
        for (int i = 0; i < 2; i++) {
            server.sql(
                            "select pg_terminate_backend(pid) from pg_stat_activity where query like 'with recursive process%'")
                    .query(row -> {});
            lost.look();
            assertThat(lost.isStandbyAway())
                    .as("who is not answered knows nothing")
                    .isTrue();
        }

        waitForStandby("");
        job.join();
        await().until(() -> entries() == 2);
        await().pollInSameThread().until(() -> {
            lost.look();
            return !lost.isStandbyAway();
        });
    }
}
