package org.redshield.bridge.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** How soon a letter is where it belongs, although nobody looks for it more often than every ten seconds. */
class DeliveryTest extends Scenario {

    private static final Duration AT_MOST = Duration.ofSeconds(1);

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Signals signals;

    private UUID written(JdbcClient by) {
        return written(by, "NOTICE");
    }

    private UUID written(JdbcClient by, String kind) {
        UUID id = UUID.randomUUID();
        by.sql("""
                        insert into outbox (id, sender, receiver, kind, subject_id, case_no, variables, content, written_at,
                                            next_at)
                        values (:id, '310105', '330110', :kind, :id::text, '310105-2026-999999', '{}', '{}', now(), now())
                        """).param("id", id).param("kind", kind).update();
        return id;
    }

    private Duration filed(UUID id, Instant since) {
        return reached(id, "FILED", since);
    }

    private Duration reached(UUID id, String state, Instant since) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(15))
                .until(() -> jdbc.sql("select count(*) from inbox where id = ? and state = ?")
                                .params(id, state)
                                .query(Integer.class)
                                .single()
                        == 1);
        return Duration.between(since, Instant.now());
    }

    @Test
    void aLetterOfThisNodeArrivesAtOnce() {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            UUID id = transaction.execute(status -> {
                UUID letter = written(jdbc);
                signals.send(Delivery.KIND);
                return letter;
            });
            times.add(filed(id, Instant.now()));
        }
        assertThat(times).allSatisfy(time -> assertThat(time).isLessThan(AT_MOST));
    }

    @Test
    void aLetterThatAnotherNodeLeftBehindArrivesWithItsSignalOrALittleLater() {
        JdbcClient other = JdbcClient.create(new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"), "postgres", "postgres"));
        UUID signalled = written(other);
        other.sql("select pg_notify('bridge_work', 'delivery')")
                .query((row, n) -> true)
                .list();
        assertThat(filed(signalled, Instant.now())).isLessThan(AT_MOST);

        assertThat(filed(written(other), Instant.now()))
                .as("its node died before it said so")
                .isLessThan(Duration.ofSeconds(12));
    }

    /** There is no such letter, so the receiver's first step fails: its job waits, and the sender has his receipt. */
    @Test
    void aFaultOfTheReceiverIsNoneOfTheDelivery() {
        UUID id = transaction.execute(status -> {
            UUID envelope = written(jdbc, "TRANSFER");
            signals.send(Delivery.KIND);
            return envelope;
        });
        assertThat(reached(id, "HANDED_OVER", Instant.now())).isLessThan(AT_MOST);
        assertThat(jdbc.sql("select kind from outbox where subject_id = ?")
                        .param(id.toString())
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("TRANSFER", "TRANSFER_DELIVERED");
        String instance = jdbc.sql("select proc_inst_id_ from act_ru_variable where name_ = 'transferId' and text_ = ?")
                .param(id.toString())
                .query(String.class)
                .single();
        assertThat(jdbc.sql("select count(*) from act_ru_job where process_instance_id_ = ?")
                        .param(instance)
                        .query(Integer.class)
                        .single())
                .isOne();
        // Its job may just be failing.
        await().ignoreException(OptimisticLockingException.class)
                .untilAsserted(() -> runtime.deleteProcessInstance(instance, "a test"));
        jdbc.sql("update inbox set state = 'FILED' where subject_id = ?")
                .param(id.toString())
                .update();
    }
}
