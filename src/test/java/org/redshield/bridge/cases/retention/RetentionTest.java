package org.redshield.bridge.cases.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.retention.RetentionRule.Due;
import org.redshield.bridge.evidence.audit.LogAudit;
import org.redshield.bridge.scenario.ClueScenario;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Http;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is over goes by the schedule, unless it is held; each deletion is on record, and the audit knows it from tampering. */
class RetentionTest extends ClueScenario {

    @Autowired
    private Retention retention;

    @Autowired
    private List<RetentionRule> rules;

    @Autowired
    private LogAudit audit;

    @Autowired
    private JdbcClient jdbc;

    private RetentionRule rule(Retained what) {
        return new Nights(retention, rules).rule(what);
    }

    private Optional<Due> due(Retained what, String caseNo, Instant night) {
        return new Nights(retention, rules).due(what, caseNo, night);
    }

    private String reportOf(String caseNo) {
        return jdbc.sql("select report_id::text from clue where case_no = ?")
                .param(caseNo)
                .query(String.class)
                .single();
    }

    private long reporters(String report) {
        return jdbc.sql("select count(*) from clue_reporter where report_id = ?")
                .param(UUID.fromString(report))
                .query(Long.class)
                .single();
    }

    private String reported() {
        Map<String, Object> fields = clue();
        fields.put("reporterName", "丁" + UUID.randomUUID().toString().substring(0, 8));
        fields.put("reporterPhone", "13900001111");
        String caseNo = registered(fields);
        assign(caseNo);
        return caseNo;
    }

    private List<String> findingsAbout(String report) {
        return audit.whole().findings().stream()
                .filter(finding -> finding.about().contains(report))
                .map(finding -> finding.problem().name())
                .toList();
    }

    private void isSealed(String report) {
        eventually("its leaf has a place", () -> jdbc.sql(
                        "select count(*) from log_leaf where kind = 'REPORTER' and row_key = ? and log_index is not null")
                .param(report)
                .query(Long.class)
                .single()
                .equals(1L));
    }

    @Test
    void aReporterIsForgottenWhenHisTimeIsOverAndNotBefore() {
        String caseNo = reported();
        String report = reportOf(caseNo);
        isSealed(report);
        assertThat(due(Retained.REPORTER, caseNo, Nights.inYears(6, 0)))
                .as("the clue is being verified")
                .isEmpty();
        approved(caseNo, proposal("notFile", "ground", "MINOR_CORRECTED"));
        eventually("it is over", () -> due(Retained.REPORTER, caseNo, Nights.inYears(5, 2))
                .isPresent());
        assertThat(due(Retained.REPORTER, caseNo, Nights.inYears(5, -1)))
                .as("a day before")
                .isEmpty();
        Due due = due(Retained.REPORTER, caseNo, Nights.inYears(5, 2)).orElseThrow();

        // Held by the head; who is no head cannot, and nothing of it goes meanwhile.
        String holds = "/api/cases/" + caseNo + "/holds";
        Map<String, String> wish = Map.of("ground", "LITIGATION", "reason", "（2026）沪0105行初18号应诉通知书");
        assertThat(as(OFFICER).post(holds, wish).status()).isEqualTo(403);
        assertThat(as("bureauhead330110").post(holds, wish).status()).isEqualTo(404);
        assertThat(as(HEAD).post(holds, Map.of("ground", "WHY", "reason", "x")).status())
                .isEqualTo(422);
        assertThat(as(HEAD).post(holds, Map.of("ground", "OTHER", "reason", " "))
                        .status())
                .isEqualTo(422);
        Http.Answer placed = as(HEAD).post(holds, wish);
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(retention.delete(rule(Retained.REPORTER), due)).isFalse();
        assertThat(reporters(report)).isOne();
        JsonNode file = as(OFFICER).get("/api/cases/" + caseNo).json();
        assertThat(file.get("holds").get(0).get("groundTitle").asText()).isEqualTo("行政诉讼");
        assertThat(file.get("holds").get(0).get("inForce").asBoolean()).isTrue();

        // A second hold, an operator's, keeps it as long as the first.
        Http.Answer second = as("operator").post(holds, Map.of("ground", "DISCIPLINE", "reason", "监察机关来函"));
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        lift(HEAD, holds, placed, 200);
        assertThat(lift(HEAD, holds, placed, 422)).isEqualTo("cases.hold-lifted");
        assertThat(retention.delete(rule(Retained.REPORTER), due)).isFalse();
        lift("operator", holds, second, 200);

        assertThat(retention.delete(rule(Retained.REPORTER), due)).isTrue();
        assertThat(reporters(report)).isZero();
        assertThat(retention.delete(rule(Retained.REPORTER), due)).as("twice").isFalse();
        assertThat(jdbc.sql(
                                "select rule || ' ' || rows || ' ' || kept || ' ' || leaf_kind from deletion where subject = ?")
                        .param(report)
                        .query(String.class)
                        .list())
                .containsExactly("REPORTER 1 P5Y REPORTER");
        eventually(
                "the deletion has its leaf",
                () -> jdbc.sql("""
                        select count(*) from log_leaf l join deletion d on d.id::text = l.row_key
                         where l.kind = 'DELETION' and d.subject = ? and l.log_index is not null
                        """).param(report).query(Long.class).single().equals(1L));
        assertThat(findingsAbout(report)).isEmpty();
        assertThat(as(OFFICER).get("/api/cases/" + caseNo).text()).contains("按保存期限删除");
        assertThat(as(UNIT_HEAD).get("/api/clues/" + caseNo + "/reporter").text())
                .doesNotContain("13900001111");
    }

    private String lift(String user, String holds, Http.Answer placed, int status) {
        Http.Answer answer =
                as(user).post(holds + "/" + placed.json().get("id").asText() + "/lift", Map.of("reason", "判决已经生效"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        return answer.json().path("code").asText();
    }

    @Test
    void whatGoesWithoutARecordOrIsChangedIsFoundByTheAudit() {
        String gone = reportOf(reported());
        String changed = reportOf(reported());
        isSealed(gone);
        isSealed(changed);
        jdbc.sql("delete from clue_reporter where report_id = ?")
                .param(UUID.fromString(gone))
                .update();
        jdbc.sql("alter table clue_reporter disable trigger clue_reporter_says_the_same")
                .update();
        jdbc.sql("update clue_reporter set name = '另一人' where report_id = ?")
                .param(UUID.fromString(changed))
                .update();
        jdbc.sql("alter table clue_reporter enable trigger clue_reporter_says_the_same")
                .update();
        try {
            assertThat(findingsAbout(gone)).containsExactly("RECORD_REMOVED");
            assertThat(findingsAbout(changed)).containsExactly("RECORD_CHANGED");
        } finally {
            // Later tests of this application expect a log without findings: what was done is put on record.
            for (String report : List.of(gone, changed)) {
                jdbc.sql("delete from clue_reporter where report_id = ?")
                        .param(UUID.fromString(report))
                        .update();
                jdbc.sql("""
                                insert into deletion (id, rule, basis, kept, case_nos, subject, over_since, leaf_kind, leaf_keys,
                                                      rows, sha256, deleted_at, deleted_by)
                                values (uuidv7(), 'TEST', 'test', 'P0D', '{}', ?, now(), 'REPORTER', array[?], 1, repeat('0', 64),
                                        now(), 'test')
                                """).params(report, report).update();
            }
        }
    }

    @Test
    void rowsOfAnAnswerGoAYearAfterEverybodyIsDone() {
        String caseNo = approved(Requests.throughHomeBureau("TRADE"));
        accept(caseNo);
        does("unithead330110", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        reply(caseNo);
        does("officer310105", "reviewReply", caseNo, Map.of("decision", "confirm"));
        assertThat(handling(caseNo)).isEnded();
        assertThat(due(Retained.RECORDS, caseNo, Nights.inYears(3, 0)))
                .as("Changning still works on it")
                .isEmpty();
        assertThat(due(Retained.ENVELOPE, caseNo, Nights.inYears(3, 0)))
                .as("so do its envelopes stay")
                .isEmpty();
        jdbc.sql("update outbox set written_at = written_at - interval '13 months' where case_no = ?")
                .param(caseNo)
                .update();
        jdbc.sql("update inbox set received_at = received_at - interval '13 months',"
                        + " done_at = done_at - interval '13 months' where case_no = ?")
                .param(caseNo)
                .update();
        Instant closing = clock.instant();
        close(caseNo);
        assertThat(due(Retained.RECORDS, caseNo, Nights.inYears(1, -1)))
                .as("too early")
                .isEmpty();
        assertThat(due(Retained.ENVELOPE, caseNo, Nights.inYears(1, -1))).isEmpty();
        Due due = due(Retained.RECORDS, caseNo, Nights.inYears(1, 2)).orElseThrow();
        Due envelopes = due(Retained.ENVELOPE, caseNo, Nights.inYears(1, 2)).orElseThrow();
        assertThat(envelopes.overSince())
                .as("since it was closed, though the last letter came long before")
                .isAfterOrEqualTo(closing);
        assertThat(retention.delete(rule(Retained.ENVELOPE), new Due(caseNo, List.of(caseNo), lastArrived(caseNo))))
                .isFalse();

        String holds = "/api/cases/" + caseNo + "/holds";
        Http.Answer placed = as("bureauhead310105").post(holds, Map.of("ground", "REVIEW", "reason", "行政复议受理通知书"));
        assertThat(placed.status()).as(placed.text()).isEqualTo(201);
        assertThat(retention.delete(rule(Retained.RECORDS), due)).isFalse();
        assertThat(retention.delete(rule(Retained.ENVELOPE), envelopes)).isFalse();
        Http.Answer byHand = as("bureauhead330110").post("/api/cases/" + caseNo + "/records/archive", Map.of());
        assertThat(byHand.status()).isEqualTo(422);
        assertThat(byHand.json().get("code").asText()).isEqualTo("cases.held");
        Http.Answer others = as("bureauhead330110")
                .post(holds + "/" + placed.json().get("id").asText() + "/lift", Map.of("reason", "不再需要"));
        assertThat(others.json().get("code").asText()).isEqualTo("cases.hold-of-others");
        lift("bureauhead310105", holds, placed, 200);

        envelopesGoAndLettersStay(caseNo, envelopes);
        assertThat(retention.delete(rule(Retained.RECORDS), due)).isTrue();
        assertThat(jdbc.sql(
                                "select rows = (select row_count from answer_records where request_no = subject) and sha256 ="
                                        + " (select digest from answer_records where request_no = subject) from deletion where subject = ?")
                        .param(due.key())
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(as("officer330110")
                        .get("/api/cases/" + caseNo + "/records/TRADE")
                        .json()
                        .get("code")
                        .asText())
                .isEqualTo("platform.records-archived");
        // What comes back is wanted, and stays for as long again.
        assertThat(as("officer310105")
                        .post("/api/cases/" + caseNo + "/records/restore", Map.of())
                        .status())
                .isEqualTo(200);
        assertThat(due(Retained.RECORDS, caseNo, Nights.inYears(1, -1))).isEmpty();
        assertThat(due(Retained.RECORDS, caseNo, Nights.inYears(1, 2))).isPresent();
    }

    private void envelopesGoAndLettersStay(String caseNo, Due envelopes) {
        long carried = envelopes(caseNo);
        assertThat(carried).isGreaterThan(4);
        int letters = letters(caseNo).size();
        assertThat(letters).isPositive();
        // One that came in again is not to be lost with the others.
        String arrived = jdbc.sql("update inbox set state = 'ARRIVED', next_at = 'infinity' where id ="
                        + " (select id from inbox where case_no = ? order by received_at limit 1) returning id::text")
                .param(caseNo)
                .query(String.class)
                .single();
        assertThat(retention.delete(rule(Retained.ENVELOPE), envelopes)).isFalse();
        assertThat(due(Retained.ENVELOPE, caseNo, Nights.inYears(1, 2))).isEmpty();
        jdbc.sql("update inbox set state = 'FILED' where id = ?::uuid")
                .param(arrived)
                .update();

        assertThat(retention.delete(rule(Retained.ENVELOPE), envelopes)).isTrue();
        assertThat(envelopes(caseNo)).isZero();
        assertThat(retention.delete(rule(Retained.ENVELOPE), envelopes))
                .as("twice")
                .isFalse();
        assertThat(letters(caseNo)).hasSize(letters);
        assertThat(jdbc.sql("select rows from deletion where rule = 'ENVELOPE' and subject = ?")
                        .param(caseNo)
                        .query(Long.class)
                        .list())
                .containsExactly(carried);
    }

    private JsonNode letters(String caseNo) {
        return as("officer310105").get("/api/cases/" + caseNo).json().get("letters");
    }

    private Instant lastArrived(String caseNo) {
        return jdbc.sql("select max(greatest(received_at, done_at)) as last from inbox where case_no = ?")
                .param(caseNo)
                .query((row, n) -> Rows.instant(row, "last"))
                .single();
    }

    private long envelopes(String caseNo) {
        return jdbc.sql("select (select count(*) from outbox where case_no = :case)"
                        + " + (select count(*) from inbox where case_no = :case)")
                .param("case", caseNo)
                .query(Long.class)
                .single();
    }

    @Test
    void theWorkOfANightFindsItByItself() {
        String caseNo = reported();
        String report = reportOf(caseNo);
        approved(caseNo, proposal("notFile", "ground", "MINOR_CORRECTED"));
        eventually("it is over", () -> due(Retained.REPORTER, caseNo, Nights.inYears(5, 2))
                .isPresent());
        assertThat(reporters(report)).isOne();
        jdbc.sql("update clue set changed_at = changed_at - interval '5 years 2 days' where case_no = ?")
                .param(caseNo)
                .update();
        jdbc.sql("update retention_turn set next_at = '-infinity'").update();
        clock.setTo(clock.instant().plusSeconds(1));
        eventually("the night's work is done", () -> reporters(report) == 0);
        eventually("and the next is tomorrow night", () -> jdbc.sql(
                        "select next_at > now() and lease_owner is null from retention_turn")
                .query(Boolean.class)
                .single());
    }
}
