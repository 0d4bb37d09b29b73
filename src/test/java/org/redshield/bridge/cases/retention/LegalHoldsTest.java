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

/** What is held, and what is deleted by one transaction and held by another. */
class LegalHoldsTest {

    private static final int MANY = 50_000;

    private final DataSource database = TestDatabase.with("db/changelog/master.xml");
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final LegalHolds holds = new LegalHolds(jdbc, null, InstantSource.system());
    private final List<String> cases =
            IntStream.range(0, MANY).mapToObj("310105-2026-%06d"::formatted).toList();

    private void whileDeleted(List<String> cases, String caseNo) {
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
                assertThatThrownBy(() -> holds.place(caseNo, "310105", "officer", LegalHolds.Ground.OTHER, "why"))
                        .hasMessageContaining("lock timeout");
                holding.setRollbackOnly();
            });
            if (cases.size() > 64) {
                return;
            }
            // As nodes of the release before do first.
            beside.executeWithoutResult(holding -> {
                jdbc.sql("set local lock_timeout = '1ms'").update();
                assertThatThrownBy(
                                () -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended('legal-hold/' || ?, 0))")
                                        .param(caseNo)
                                        .query(row -> {}))
                        .hasMessageContaining("lock timeout");
                holding.setRollbackOnly();
            });
        });
    }

    @Test
    void aCaseIsHeldUntilTheLastOfItsHoldsIsLifted() {
        List<String> asked = cases.subList(0, 3);
        jdbc.sql("""
                        insert into legal_hold (id, case_no, tenant, ground, reason, placed_by, placed_at)
                        select gen_random_uuid(), ?, '310105', 'LITIGATION', 'why', 'officer' || n, now() from generate_series(1, 2) n
                        """).param(asked.get(1)).update();
        assertThat(held(asked)).isTrue();
        assertThat(held(cases.subList(3, 5))).as("others").isFalse();
        lift("officer1");
        assertThat(held(asked)).isTrue();
        lift("officer2");
        assertThat(held(asked)).isFalse();
    }

    private boolean held(List<String> cases) {
        return new TransactionTemplate(new JdbcTransactionManager(database)).execute(status -> holds.held(cases));
    }

    private void lift(String person) {
        jdbc.sql(
                        "update legal_hold set lifted_by = placed_by, lifted_at = now(), lift_reason = 'over' where placed_by = ?")
                .param(person)
                .update();
    }

    @Test
    void noneIsPlacedWhileACaseIsDeleted() {
        whileDeleted(cases.subList(0, 2), cases.get(1));
    }

    @Test
    void howeverManyCasesThereAreTheyAreLockedByFewLocks() {
        whileDeleted(cases, cases.get(MANY / 2));
    }
}
