package org.redshield.bridge.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.access.Caller;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of cases and the access log on PostgreSQL with the real change logs. */
class CaseListTest {

    private static JdbcClient jdbc;
    private static Involvements involvements;

    @BeforeAll
    static void database() {
        DataSource dataSource = TestDatabase.with(
                "db/changelog/bureau.sql",
                "db/changelog/deadline.sql",
                "db/changelog/letter.sql",
                "db/changelog/evidence.sql",
                "db/changelog/platform.sql",
                "db/changelog/assistance.sql",
                "db/changelog/disposition.sql",
                "db/changelog/casefile.sql");
        jdbc = JdbcClient.create(dataSource);
        involvements = new Involvements(jdbc);
        request("310105-2026-000001", "310105", "RECEIVED", "S1", "2026-09-01T02:00:00Z");
        request("310105-2026-000002", "310105", "CLOSED", "S2", "2026-09-02T02:00:00Z");
        request("321300-2026-000001", "321300", "RECEIVED", "S1", "2026-09-03T02:00:00Z");
        handling("330110", "310105-2026-000001", "IN_PROGRESS", "S1", "2026-09-01T03:00:00Z");
        disposition("330110", "310105-2026-000001", "REQUESTED");
        disposition("330110", "321300-2026-000001", "ISSUED");
        deadline("110105", "110105-2026-000001", 1, "PAUSED", null, "2026-09-01T02:00:00Z");
        deadline("110105", "110105-2026-000001", 2, "MET", null, "2026-09-02T02:00:00Z");
        deadline("110105", "110105-2026-000002", 3, "MET", null, "2026-09-03T02:00:00Z");
        deadline("110105", "110105-2026-000002", 4, "CANCELLED", "登记有误", "2026-09-04T02:00:00Z");
        deadline("110105", "110105-2026-000003", 5, "RUNNING", null, "2026-09-05T02:00:00Z");
        deadline("110105", "110105-2026-000003", 10, "MISSED", null, "2026-09-06T02:00:00Z");
        deadline("321300", "321300-2026-000001", 11, "RUNNING", null, "2026-09-07T02:00:00Z");
    }

    private static void request(String caseNo, String tenant, String state, String shop, String at) {
        jdbc.sql("insert into enforcement_case (case_no, tenant, cause, source_no, opened_by, opened_at)"
                        + " values (?, ?, '案由', ?, 'o', ?::timestamptz)")
                .params(caseNo, tenant, "线索-" + caseNo, at)
                .update();
        jdbc.sql("""
                        insert into assistance_request (request_id, case_no, tenant, state, route, platform,
                               requested_bureau, target_type, target_id, purpose, legal_basis, contact_phone, raised_by,
                               raised_at, edited_by, changed_at)
                        values (? || '-R1', ?, ?, ?, 'HOME_BUREAU', 'taobao', '330110', 'SHOP', ?, 'p', 'b', '1', 'o',
                               ?::timestamptz, 'o', ?::timestamptz)
                        """).params(caseNo, caseNo, tenant, state, shop, at, at).update();
    }

    private static void handling(String tenant, String caseNo, String state, String shop, String at) {
        jdbc.sql("""
                        insert into assistance_handling (tenant, request_id, case_no, requester, state, letter_id,
                               received_at, cause, platform, target_type, target_id, datasets, purpose, legal_basis,
                               changed_at)
                        values (?, ? || '-R1', ?, '310105', ?, uuidv7(), ?::timestamptz, '案由', 'taobao', 'SHOP', ?, '{}',
                               'p', 'b', ?::timestamptz)
                        """).params(tenant, caseNo, caseNo, state, at, shop, at).update();
    }

    private static void deadline(String tenant, String caseNo, int number, String state, String end, String at) {
        String subject = caseNo + "-D" + number;
        boolean ended = state.equals("MET") || state.equals("CANCELLED");
        UUID clock = jdbc.sql("""
                        insert into clock (case_no, subject_id, tenant, kind, sequence, citation, started_at, unit, amount,
                               due_at, half_at, four_fifths_at, state, provisional, calendar_version, explanation,
                               title, ended_at, end_reason, missed_at)
                        values (?, ?, ?, 'CASE_FILING', 1, 'c', ?::timestamptz, 'WORKING_DAYS', 15,
                               '2026-09-25T15:59:59Z', '2026-09-15T02:00:00Z', '2026-09-20T02:00:00Z', ?, false, 'v',
                               'e', '核查与立案', ?::timestamptz, ?, ?::timestamptz) returning id
                        """)
                .params(
                        caseNo,
                        subject,
                        tenant,
                        at,
                        state,
                        ended ? at : null,
                        end,
                        state.equals("MISSED") ? "2026-09-26T02:00:00Z" : null)
                .query(UUID.class)
                .single();
        jdbc.sql("insert into case_deadline (subject_id, case_no, tenant, own_case_number, cause, ground,"
                        + " registered_by, clock_id) values (?, ?, ?, '案-' || ?, '虚假宣传', '收到材料', 'o', ?)")
                .params(subject, caseNo, tenant, number, clock)
                .update();
        jdbc.sql("insert into case_deadline_act (subject_id, act, acted_by, acted_at)"
                        + " values (?, 'REGISTERED', 'o', ?::timestamptz)")
                .params(subject, at)
                .update();
    }

    private static void disposition(String tenant, String caseNo, String stage) {
        jdbc.sql("""
                        insert into disposition (id, case_no, tenant, request_id, requester, platform,
                               request_letter_id, stage, taken_over_at)
                        values (? || '-D1', ?, ?, ? || '-R1', '310105', 'taobao', uuidv7(), ?,
                               '2026-09-05T02:00:00Z')
                        """).params(caseNo, caseNo, tenant, caseNo, stage).update();
    }

    private static List<String> page(String tenant, String state, String text, int offset, int limit) {
        return involvements.page(tenant, Optional.ofNullable(state), Optional.ofNullable(text), offset, limit).stream()
                .map(one -> one.role() + " " + one.caseNo() + " " + one.stateTitle())
                .toList();
    }

    private static long total(String tenant, String state, String text) {
        return involvements.count(tenant, Optional.ofNullable(state), Optional.ofNullable(text));
    }

    @Test
    void everyOrganisationListsItsOwnNewestFirst() {
        assertThat(page("310105", null, null, 0, 20))
                .containsExactly("REQUESTER 310105-2026-000002 已办结", "REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("310105", null, null, 1, 1)).containsExactly("REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("320324", null, null, 0, 20)).isEmpty();
        assertThat(total("310105", null, null)).isEqualTo(2);
        assertThat(total("320324", null, null)).isZero();
    }

    @Test
    void aDispositionHasALineOfItsOwnOnlyWhereTheBureauDidNotHandleTheRequest() {
        assertThat(page("330110", null, null, 0, 20))
                .containsExactly("DISPOSER 321300-2026-000001 已发函，平台执行中", "HANDLER 310105-2026-000001 核查中");
        assertThat(total("330110", null, null)).isEqualTo(2);
        assertThat(involvements.ofCase("310105-2026-000001", "330110"))
                .extracting(Involvement::subjectId)
                .containsExactly("310105-2026-000001-R1", "310105-2026-000001-D1");
    }

    @Test
    void aCaseOfDeadlinesIsOneLineToldByWhatIsOpenOrElseByTheLast() {
        assertThat(page("110105", null, null, 0, 20))
                .containsExactly(
                        "OWNER 110105-2026-000003 期限已逾期",
                        "OWNER 110105-2026-000002 期限登记已撤销",
                        "OWNER 110105-2026-000001 期限中止中");
        assertThat(total("110105", null, null)).isEqualTo(3);
        assertThat(page("110105", "PAUSED", null, 0, 20)).containsExactly("OWNER 110105-2026-000001 期限中止中");
        assertThat(page("110105", null, "案-10", 0, 20)).containsExactly("OWNER 110105-2026-000003 期限已逾期");
        assertThat(involvements.ofCase("110105-2026-000003", "110105"))
                .extracting(Involvement::subjectId)
                .as("each deadline takes files of its own")
                .containsExactly("110105-2026-000003-D5", "110105-2026-000003-D10");
        assertThat(involvements.ofCase("110105-2026-000003", "310105")).isEmpty();
    }

    @Test
    void aDeadlineInARequestsCaseLeavesTheCaseAsItIs() {
        assertThat(page("321300", null, null, 0, 20)).containsExactly("REQUESTER 321300-2026-000001 对方已收到");
        assertThat(total("321300", null, null)).isEqualTo(1);
        assertThat(involvements.ofCase("321300-2026-000001", "321300"))
                .extracting(Involvement::role)
                .containsExactly(Involvement.Role.REQUESTER, Involvement.Role.OWNER);
    }

    @Test
    void aCaseIsFoundByPartOfItsNumberAndNeverOneOfOthers() {
        assertThat(page("310105", null, "310105-2026-000002", 0, 20))
                .containsExactly("REQUESTER 310105-2026-000002 已办结");
        assertThat(page("310105", null, "000001", 0, 20)).containsExactly("REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("321300", null, "000001", 0, 20)).containsExactly("REQUESTER 321300-2026-000001 对方已收到");
        assertThat(total("321300", null, "2026-")).isEqualTo(1);
        assertThat(page("310105", null, "321300-2026", 0, 20)).isEmpty();
        assertThat(page("310105", null, "%", 0, 20)).isEmpty();
        assertThat(page("310105", null, "310105_2026", 0, 20)).isEmpty();
        assertThat(total("320324", null, "0")).isZero();
    }

    @Test
    void otherFiltersAreExactAndNeverReachOthers() {
        assertThat(page("310105", "CLOSED", null, 0, 20)).containsExactly("REQUESTER 310105-2026-000002 已办结");
        assertThat(total("310105", "CLOSED", null)).isEqualTo(1);
        assertThat(total("310105", null, "S1")).isEqualTo(1);
        assertThat(page("310105", null, "S1", 0, 20)).containsExactly("REQUESTER 310105-2026-000001 对方已收到");
        assertThat(page("310105", null, "线索-310105-2026-000002", 0, 20)).hasSize(1);
        assertThat(page("310105", null, "S", 0, 20)).isEmpty();
        assertThat(page("310105", null, "321300-2026-000001", 0, 20)).isEmpty();
    }

    @Test
    void aCaseIsOpenWhileTheOrganisationWorksOnAnythingOfIt() {
        List<String> cases = List.of("310105-2026-000001", "310105-2026-000002", "321300-2026-000001");
        assertThat(involvements.open(cases, "310105")).containsExactly("310105-2026-000001");
        handling("330100", "310105-2026-000002", "CONFIRMED", "S2", "2026-09-02T03:00:00Z");
        assertThat(involvements.open(cases, "330100")).isEmpty();
        disposition("330100", "310105-2026-000002", "ISSUED");
        assertThat(involvements.open(cases, "330100")).containsExactly("310105-2026-000002");
        assertThat(involvements.open(List.of(), "330100")).isEmpty();
    }

    @Test
    void anothersCaseIsNotThere() {
        assertThat(involvements.ofCase("310105-2026-000001", "321300")).isEmpty();
        assertThat(involvements.ofCase("310105-2026-000001", "330110")).isNotEmpty();
    }

    @Test
    void theAccessLogTakesRowsAndGivesNoneBack() {
        new AccessLog(jdbc, InstantSource.fixed(Instant.parse("2026-09-18T02:00:00Z")))
                .record(
                        new Caller("officer330110", Set.of("officer"), List.of("330110")),
                        "310105-2026-000001",
                        AccessLog.What.DATASET_ROWS,
                        "310105-2026-000001-R1-TRADE");

        assertThat(jdbc.sql("select user_id || ' ' || tenant || ' ' || case_no || ' ' || what || ' ' || subject_id"
                                + " from access_log")
                        .query(String.class)
                        .list())
                .containsExactly("officer330110 330110 310105-2026-000001 DATASET_ROWS 310105-2026-000001-R1-TRADE");
        for (String attempt :
                List.of("update access_log set user_id = 'x'", "delete from access_log", "truncate access_log")) {
            assertThatThrownBy(() -> jdbc.sql(attempt).update())
                    .as(attempt)
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("append-only");
        }
    }
}
