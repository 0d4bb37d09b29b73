package org.redshield.bridge.cases.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is deleted by one transaction and held by another. */
class LegalHoldsTest {

    private static final int MANY = 50_000;

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final LegalHolds holds = new LegalHolds(jdbc, null, InstantSource.system());
    private final List<String> cases =
            IntStream.range(0, MANY).mapToObj("310105-2026-%06d"::formatted).toList();

    @Test
    void howeverManyCasesThereAreTheyAreLockedByFewLocks() {
        PlatformTransactionManager transactions = new JdbcTransactionManager(database);
        new TransactionTemplate(transactions).executeWithoutResult(deleting -> {
            assertThat(holds.held(cases)).isFalse();
            assertThat(jdbc.sql("select count(*) from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
                            .query(Integer.class)
                            .single())
                    .isBetween(1, 64);
            TransactionTemplate beside = new TransactionTemplate(transactions);
            beside.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
            beside.executeWithoutResult(holding -> {
                jdbc.sql("set local lock_timeout = '1ms'").update();
                assertThatThrownBy(() -> holds.held(List.of(cases.get(MANY / 2))))
                        .hasMessageContaining("lock timeout");
                holding.setRollbackOnly();
            });
        });
    }
}
