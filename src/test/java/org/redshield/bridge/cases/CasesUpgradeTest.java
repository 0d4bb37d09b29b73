package org.redshield.bridge.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an installation of before has written about its cases, after the upgrade. */
class CasesUpgradeTest {

    private static final String CASE = "310105-2026-000001";

    @Test
    void whatWasWrittenInThreeTablesIsOneRecordInTheOrderOfTime() throws Exception {
        DataSource database = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/deadline.sql",
                "db/changelog/letter.sql",
                "db/changelog/evidence.sql",
                "db/changelog/platform.sql",
                "db/changelog/assistance.sql",
                "db/changelog/disposition.sql");
        JdbcClient jdbc = JdbcClient.create(database);
        writtenBefore(jdbc);

        try (Connection connection = database.getConnection()) {
            new Liquibase(
                            "db/changelog/house-cases.sql",
                            new ClassLoaderResourceAccessor(),
                            new JdbcConnection(connection))
                    .update("");
        }

        assertThat(jdbc.sql("""
                        select concat_ws('|', feature, what, actor, subject_id, detail, note) from case_event
                         where case_no = ? and tenant = '310105' order by at, id
                        """).param(CASE).query(String.class).list())
                .containsExactly(
                        "assistance|REQUEST_RAISED|officer310105|{\"requestId\": \"" + CASE + "-R1\"}",
                        "deadline|REGISTERED|officer310105|" + CASE + "-T1|{\"about\": \"核查与立案\"}|收到材料",
                        "disposition|PUBLISHED|taobao|" + CASE + "-D1|{\"targetId\": \"" + CASE + "-D1-1\"}|https://a",
                        "deadline|OVERDUE|system|" + CASE + "-T1|{\"about\": \"核查与立案\"}",
                        "disposition|CLOSED|officer310105|" + CASE + "-D1|{}");
        assertThat(jdbc.sql("""
                        select to_char(registered_at at time zone 'UTC', 'DD HH24:MI') || ' '
                               || to_char(changed_at at time zone 'UTC', 'DD HH24:MI') from case_deadline
                        """).query(String.class).single()).isEqualTo("02 01:00 04 01:00");
        assertThat(jdbc.sql("select cause || ' ' || source_no from assistance_request")
                        .query(String.class)
                        .single())
                .isEqualTo("虚假宣传 线索-1");
        assertThat(jdbc.sql("select shop_id from platform_liaison_request")
                        .query(String.class)
                        .single())
                .isEqualTo("S1");
        assertThatThrownBy(() -> jdbc.sql("delete from case_event").update()).hasMessageContaining("append-only");
    }

    private static void writtenBefore(JdbcClient jdbc) {
        jdbc.sql("insert into enforcement_case values (?, '310105', '虚假宣传', '线索-1', 'officer310105', now())")
                .param(CASE)
                .update();
        jdbc.sql("""
                        insert into assistance_request (request_id, case_no, tenant, state, route, platform, target_type,
                               target_id, purpose, legal_basis, contact_phone, raised_by, raised_at, edited_by, changed_at)
                        values (? || '-R1', ?, '310105', 'DRAFT', 'DIRECT', 'taobao', 'SHOP', 'S1', 'p', 'b', '1', 'o',
                                now(), 'o', now())
                        """).params(CASE, CASE).update();
        jdbc.sql("""
                        insert into case_event (case_no, tenant, at, actor, what, detail)
                        values (?, '310105', '2026-09-01T01:00:00Z', 'officer310105', 'REQUEST_RAISED',
                                jsonb_build_object('requestId', ? || '-R1'))
                        """).params(CASE, CASE).update();
        jdbc.sql("""
                        with k as (
                            insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit,
                                   amount, due_at, half_at, four_fifths_at, state, provisional, calendar_version,
                                   explanation, title)
                            values (:case, :case || '-T1', '310105', 'CASE_FILING', 1, 'c', '2026-09-02T01:00:00Z',
                                    'WORKING_DAYS', 15, '2026-09-25T15:59:59Z', '2026-09-15T02:00:00Z',
                                    '2026-09-20T02:00:00Z', 'RUNNING', false, 'v', 'e', '核查与立案') returning id)
                        insert into case_deadline (subject_id, case_no, tenant, cause, ground, registered_by, clock_id)
                        select :case || '-T1', :case, '310105', '虚假宣传', '收到材料', 'officer310105', id from k
                        """).param("case", CASE).update();
        jdbc.sql("""
                        insert into case_deadline_act (subject_id, act, acted_by, acted_at, note)
                        values (:case || '-T1', 'REGISTERED', 'officer310105', '2026-09-02T01:00:00Z', '收到材料'),
                               (:case || '-T1', 'OVERDUE', 'system', '2026-09-04T01:00:00Z', null)
                        """).param("case", CASE).update();
        jdbc.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform, request_letter_id,
                               stage, taken_over_at)
                        values (:case || '-D1', :case, '310105', :case || '-R1', '330110', 'taobao', uuidv7(), 'REQUESTED',
                                now())
                        """).param("case", CASE).update();
        jdbc.sql("""
                        insert into disposition_event (id, disposition_id, tenant, target_id, at, actor, kind, detail)
                        values (uuidv7(), :case || '-D1', '310105', null, '2026-09-05T01:00:00Z', 'officer310105', 'CLOSED',
                                null),
                               (uuidv7(), :case || '-D1', '310105', :case || '-D1-1', '2026-09-03T01:00:00Z', 'taobao',
                                'PUBLISHED', 'https://a')
                        """).param("case", CASE).update();
        jdbc.sql("""
                        insert into organisation (code, kind, name, letter_prefix, level, home_bureau_code, connected)
                        values ('310105', 'BUREAU', '长宁', '长', 'NATION', null, true),
                               ('taobao', 'PLATFORM', '淘宝', '淘', 'PLATFORM', '310105', true)
                        """).update();
        jdbc.sql("""
                        with f as (
                            insert into letter (id, key, tenant, type, type_code, year, serial, number, case_no, subject_id,
                                   sender_name, receiver, receiver_name, subject, content, issued_by, issued_at)
                            values (uuidv7(), 'k', '310105', 'LIAISON_REQUEST', 't', 2026, 1, 'n', :case,
                                    :case || '-R1-ITEM', 's', 'taobao', 'r', 's', '{"facts": {"targetId": "S1"}}', 'o',
                                    now()) returning id)
                        insert into platform_liaison_request (tenant, request_no, case_no, bureau, letter_id, received_at)
                        select 'taobao', :case || '-R1-ITEM', :case, '310105', id, now() from f
                        """).param("case", CASE).update();
    }
}
