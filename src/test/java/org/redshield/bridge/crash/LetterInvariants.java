package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of letters and processes after whatever happened, whatever they are about; read from the tables. */
public final class LetterInvariants {

    private static final Duration QUIET = Duration.ofSeconds(90);

    private final JdbcClient jdbc;

    public LetterInvariants(DataSource database) {
        this.jdbc = JdbcClient.create(database);
    }

    /** @throws AssertionError when one does not hold */
    public void hold() {
        everyEnvelopeArrivesOnce();
        everyLetterHasANumberOfItsOwn();
        everyStepIsDoneOnce();
    }

    private void everyEnvelopeArrivesOnce() {
        await("all envelopes have reached their processes").atMost(QUIET).untilAsserted(() -> assertThat(rows("""
                                select o.id, o.kind, i.state, i.last_error from outbox o left join inbox i on i.id = o.id
                                 where o.delivered_at is null or i.state is distinct from 'HANDED_OVER'
                                                             and i.state is distinct from 'FILED'
                                """))
                .isEmpty());
        assertThat(rows("select id from inbox where id not in (select id from outbox)"))
                .as("envelopes that nobody wrote")
                .isEmpty();
        assertThat(rows("select receiver, kind, subject_id from inbox"
                        + " where kind in ('REQUEST', 'DISPOSITION_REQUEST', 'TRANSFER')"
                        + " group by receiver, kind, subject_id having count(*) > 1"))
                .as("letters that arrived twice")
                .isEmpty();
    }

    private void everyLetterHasANumberOfItsOwn() {
        assertThat(rows("select number from letter group by number having count(*) > 1"))
                .isEmpty();
        assertThat(rows("""
                        select tenant, type_code, year from letter
                         group by tenant, type_code, year having count(*) <> max(serial) or min(serial) <> 1
                        """)).as("series of letters with a gap").isEmpty();
        assertThat(rows("""
                        select subject_id, type from letter where type in ('REQUEST', 'DISPOSITION_REQUEST', 'DISPOSITION', 'TRANSFER',
                                                         'TRANSFER_ACCEPTED')
                         group by subject_id, type having count(*) > 1
                        """)).as("letters issued twice").isEmpty();
    }

    private void everyStepIsDoneOnce() {
        assertThat(rows("""
                        select business_key_, proc_def_key_, tenant_id_ from act_hi_procinst
                         where super_process_instance_id_ is null
                         group by business_key_, proc_def_key_, tenant_id_ having count(*) > 1
                        """)).as("processes started twice").isEmpty();
        assertThat(rows("""
                        select case_no, tenant, what, subject_id, detail - 'letterId' from case_event
                         where feature = 'transfer'
                         group by 1, 2, 3, 4, 5 having count(*) > 1
                        """)).as("steps of a transfer that are on record twice").isEmpty();
        assertThat(rows("select * from act_ru_incident")).as("incidents").isEmpty();
    }

    private List<Map<String, Object>> rows(String sql) {
        return jdbc.sql(sql).query().listOfRows();
    }
}
