package org.redshield.bridge.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Long looks of which each ends once: in a result, or in why there is none. */
class LeasedRunsTest {

    private static final UUID RUN = UUID.fromString("00000000-0000-7000-8000-000000000001");

    private static DataSource database;

    private JdbcClient jdbc;
    private Instant now = Instant.parse("2026-09-18T02:00:00Z");

    @BeforeAll
    static void create() {
        database = TestDatabase.empty();
        JdbcClient.create(database).sql("""
                        create table look_work (run_id uuid primary key, next_at timestamptz not null,
                                                attempts int not null default 0, lease_owner uuid, lease_until timestamptz);
                        create table look_end (run_id uuid, said text);
                        """).update();
    }

    @BeforeEach
    void oneWaits() {
        jdbc = JdbcClient.create(database);
        jdbc.sql("truncate look_work, look_end").update();
        jdbc.sql("insert into look_work values (?, ?)")
                .params(RUN, now.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** A node that looks so. */
    private LeasedRuns node(Consumer<UUID> look) {
        return new LeasedRuns(
                jdbc,
                "look_work",
                () -> now,
                new TransactionTemplate(new JdbcTransactionManager(database)),
                "indicators.failed",
                new LeasedRuns.Look() {
                    @Override
                    public void look(UUID run) {
                        look.accept(run);
                    }

                    @Override
                    public void fail(UUID run, String why) {
                        ends(run, why);
                    }
                });
    }

    private void ends(UUID run, String said) {
        jdbc.sql("insert into look_end values (?, ?)").params(run, said).update();
    }

    private List<String> said() {
        return jdbc.sql("select said from look_end").query(String.class).list();
    }

    private List<Integer> attempts() {
        return jdbc.sql("select attempts from look_work").query(Integer.class).list();
    }

    private void round(LeasedRuns node) throws InterruptedException {
        node.work("looks", Duration.ofSeconds(10)).get(0).round().run(null);
    }

    @Test
    void whatFailsByChanceIsTriedAgainLater() throws InterruptedException {
        LeasedRuns node = node(run -> {
            ends(run, "result");
            if (attempts().get(0) < 3) {
                throw new IllegalStateException("by chance");
            }
        });
        for (int attempt = 1; attempt < 3; attempt++) {
            round(node);
            assertThat(attempts()).containsExactly(attempt);
            assertThat(said()).isEmpty();
            round(node);
            assertThat(attempts()).as("not at once").containsExactly(attempt);
            now = now.plus(Duration.ofMinutes(6));
        }
        round(node);
        assertThat(said()).containsExactly("result");
        assertThat(attempts()).isEmpty();
    }

    @Test
    void whatAlwaysFailsIsGivenUpAndSaysSo() throws InterruptedException {
        LeasedRuns node = node(run -> {
            throw new IllegalStateException("always");
        });
        for (int attempt = 1; attempt <= 5; attempt++) {
            assertThat(said()).isEmpty();
            round(node);
            now = now.plus(Duration.ofMinutes(6));
        }
        assertThat(said()).containsExactly(new Refusal("indicators.failed").getMessage());
        assertThat(attempts()).isEmpty();
    }

    @Test
    void whoStoodStillAndLostTheRunWritesNoSecondResult() {
        LeasedRuns other = node(run -> ends(run, "in time"));
        LeasedRuns slow = node(run -> {
            ends(run, "too late");
            // Beside this transaction, as on another node.
            CompletableFuture.runAsync(() -> {
                        jdbc.sql("update look_work set lease_until = clock_timestamp() - interval '1 ms'")
                                .update();
                        other.now(run);
                    })
                    .join();
        });
        slow.now(RUN);
        assertThat(said()).containsExactly("in time");
        assertThat(attempts()).isEmpty();
    }
}
