package org.redshield.bridge.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an installation of before has written about what came in, after the upgrade. */
class CaseworkUpgradeTest {

    @Test
    void whatCameInAndWhoWorksOnItMovesAndTheRestStays() throws Exception {
        DataSource database = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/deadline.sql",
                "db/changelog/letter.sql",
                "db/changelog/evidence.sql",
                "db/changelog/platform.sql",
                "db/changelog/assistance.sql",
                "db/changelog/disposition.sql",
                "db/changelog/cases.sql");
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("""
                        insert into assistance_handling (tenant, request_id, case_no, requester, state, letter_id,
                               received_at, cause, source_no, platform, target_type, target_id, datasets, purpose,
                               legal_basis, returns, acknowledged_by, acknowledged_at, rejection, rejection_code,
                               rejection_text, rejection_by, rejection_head, lead_certificate, lead_user,
                               second_certificate, second_user, assigned_by, supplements, supplement_text, delay_count,
                               delay_reason, changed_at)
                        values ('330110', 'C1-R1', 'C1', '310105', 'SUPPLEMENT_REQUESTED',
                                '00000000-0000-0000-0000-000000000001', '2026-09-01T01:00:00Z', '虚假宣传', '线索-1',
                                'taobao', 'SHOP', 'S1', '{TRADE}', 'p', 'b', 1, 'a', '2026-09-01T02:00:00Z', 'DECLINE',
                                'OTHER', '说明', 'b', 'h', 'L1', 'lead', 'L2', 'second', 'head', 1, '补充', 2, '等待鉴定',
                                '2026-09-02T01:00:00Z'),
                               ('330110', 'C2-R1', 'C2', '310105', 'RECEIVED', uuidv7(), now(), 'c', null, 'taobao',
                                'SHOP', 'S1', '{}', 'p', 'b', 0, null, null, null, null, null, null, null, null, null,
                                null, null, null, 0, null, 0, null, now())
                        """).update();
        jdbc.sql("""
                        insert into finding (id, tenant, request_id, case_no, round, conclusion, text, written_by, written_at)
                        values (uuidv7(), '330110', 'C1-R1', 'C1', 0, 'FOUND', 't', 'lead', now())
                        """).update();

        try (Connection connection = database.getConnection()) {
            new Liquibase(
                            "db/changelog/casework.sql",
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update("");
        }

        assertThat(jdbc.sql("""
                        select concat_ws('|', tenant, subject_id, feature, case_no, sender, state, letter_id,
                               received_at at time zone 'UTC', cause, source_no, platform, shop_id, returns, acknowledged_by,
                               acknowledged_at at time zone 'UTC', rejection, rejection_code, rejection_text, rejection_by,
                               rejection_head, changed_at at time zone 'UTC')
                          from incoming_letter where case_no = 'C1'
                        """).query(String.class).single())
                .isEqualTo("330110|C1-R1|assistance|C1|310105|SUPPLEMENT_REQUESTED|00000000-0000-0000-0000-000000000001"
                        + "|2026-09-01 01:00:00|虚假宣传|线索-1|taobao|S1|1|a|2026-09-01 02:00:00|DECLINE|OTHER|说明|b|h"
                        + "|2026-09-02 01:00:00");
        assertThat(jdbc.sql("select state from incoming_letter where case_no = 'C2'")
                        .query(String.class)
                        .single())
                .isEqualTo("RECEIVED");
        assertThat(jdbc.sql("select a::text from assignment a")
                        .query(String.class)
                        .list())
                .containsExactly("(330110,C1-R1,L1,lead,L2,second,head)");
        assertThat(jdbc.sql("""
                        select concat_ws('|', h.supplements, h.supplement_text, h.delay_count, h.delay_reason, f.conclusion)
                          from assistance_handling h join finding f using (tenant, request_id)
                        """).query(String.class).list()).containsExactly("1|补充|2|等待鉴定|FOUND");
    }
}
