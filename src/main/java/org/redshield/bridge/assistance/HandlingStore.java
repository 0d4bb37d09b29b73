package org.redshield.bridge.assistance;

import static org.redshield.bridge.assistance.RequestStore.arrayLiteral;
import static org.redshield.bridge.assistance.RequestStore.instant;
import static org.redshield.bridge.assistance.RequestStore.optional;
import static org.redshield.bridge.assistance.RequestStore.period;
import static org.redshield.bridge.assistance.RequestStore.texts;
import static org.redshield.bridge.assistance.RequestStore.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.AssistanceHandling.Rejection;
import org.redshield.bridge.assistance.AssistanceHandling.RejectionKind;
import org.redshield.bridge.assistance.AssistanceHandling.RequestedFacts;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.letter.Letter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the asked side. Every statement names the tenant. */
@Repository
class HandlingStore {

    private final JdbcClient jdbc;

    HandlingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A new letter makes a new row, a corrected one takes over the row of the returned one. */
    void arrive(Letter letter, String tenant, RequestedFacts facts, Instant receivedAt, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("tenant", tenant);
        values.put("requestId", letter.subjectId());
        values.put("caseNo", letter.caseNo());
        values.put("requester", letter.sender());
        values.put("letter", letter.id());
        values.put("receivedAt", timestamp(receivedAt));
        values.put("cause", facts.cause());
        values.put("sourceNo", facts.sourceNo().orElse(null));
        values.put("platform", facts.platform());
        values.put("targetType", facts.targetType());
        values.put("targetId", facts.targetId());
        values.put("creditCode", facts.creditCode().orElse(null));
        values.put("datasets", arrayLiteral(facts.datasets()));
        values.put("from", facts.period().map(DataPeriod::from).orElse(null));
        values.put("to", facts.period().map(DataPeriod::to).orElse(null));
        values.put("purpose", facts.purpose());
        values.put("basis", facts.basis());
        values.put("questions", facts.questions().orElse(null));
        values.put("now", timestamp(now));
        jdbc.sql("""
                        insert into assistance_handling (tenant, request_id, case_no, requester, state, letter_id,
                               received_at, cause, source_no, platform, target_type, target_id, credit_code, datasets,
                               period_from, period_to, purpose, legal_basis, questions, changed_at)
                        values (:tenant, :requestId, :caseNo, :requester, 'RECEIVED', :letter, :receivedAt, :cause,
                               :sourceNo, :platform, :targetType, :targetId, :creditCode, cast(:datasets as text[]),
                               :from, :to, :purpose, :basis, :questions, :now)
                        on conflict (tenant, request_id) do update
                           set state = 'RECEIVED', letter_id = excluded.letter_id, received_at = excluded.received_at,
                               cause = excluded.cause, source_no = excluded.source_no, target_id = excluded.target_id,
                               credit_code = excluded.credit_code, datasets = excluded.datasets,
                               period_from = excluded.period_from, period_to = excluded.period_to,
                               purpose = excluded.purpose, legal_basis = excluded.legal_basis,
                               questions = excluded.questions, acknowledged_by = null, acknowledged_at = null,
                               rejection = null, rejection_code = null, rejection_text = null, rejection_by = null,
                               rejection_head = null, changed_at = excluded.changed_at
                        """).params(values).update();
    }

    Optional<AssistanceHandling> find(String requestId, String tenant) {
        return jdbc.sql("select * from assistance_handling where tenant = :tenant and request_id = :requestId")
                .param("tenant", tenant)
                .param("requestId", requestId)
                .query(HandlingStore::handling)
                .optional();
    }

    List<AssistanceHandling> ofCase(String caseNo, String tenant) {
        return jdbc.sql(
                        "select * from assistance_handling where case_no = :caseNo and tenant = :tenant order by request_id")
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(HandlingStore::handling)
                .list();
    }

    /**
     * The handling with its row locked until the transaction ends.
     *
     * @throws Refusal {@code assistance.request-unknown}
     */
    AssistanceHandling locked(String requestId, String tenant) {
        return jdbc.sql(
                        "select * from assistance_handling where tenant = :tenant and request_id = :requestId for update")
                .param("tenant", tenant)
                .param("requestId", requestId)
                .query(HandlingStore::handling)
                .optional()
                .orElseThrow(() -> new Refusal("assistance.request-unknown", requestId));
    }

    void state(AssistanceHandling handling, HandlingState next, Instant now) {
        update(
                handling,
                "state = :state, changed_at = :now",
                Map.of("state", handling.state().to(next).name(), "now", timestamp(now)));
    }

    void acknowledged(AssistanceHandling handling, String user, Instant now) {
        update(
                handling,
                "acknowledged_by = :user, acknowledged_at = :now",
                Map.of("user", user, "now", timestamp(now)));
    }

    void rejection(AssistanceHandling handling, RejectionKind kind, Optional<String> code, String text, String user) {
        Map<String, Object> values = new HashMap<>();
        values.put("kind", kind.name());
        values.put("code", code.orElse(null));
        values.put("text", text);
        values.put("user", user);
        update(
                handling,
                "rejection = :kind, rejection_code = :code, rejection_text = :text, rejection_by = :user, rejection_head = null",
                values);
    }

    void rejectionApproved(AssistanceHandling handling, String user) {
        update(handling, "rejection_head = :user", Map.of("user", user));
    }

    void returned(AssistanceHandling handling) {
        update(handling, "returns = returns + 1", Map.of());
    }

    void officers(AssistanceHandling handling, Officer lead, Officer second, String assignedBy) {
        update(
                handling,
                """
                lead_certificate = :lead, lead_user = :leadUser, second_certificate = :second, second_user = :secondUser,
                assigned_by = :assignedBy
                """,
                Map.of(
                        "lead", lead.certificateNo(),
                        "leadUser", lead.userId().orElseThrow(),
                        "second", second.certificateNo(),
                        "secondUser", second.userId().orElseThrow(),
                        "assignedBy", assignedBy));
    }

    void delay(AssistanceHandling handling, LocalDate until, String reason) {
        update(
                handling,
                "delay_until = :until, delay_reason = :reason, delay_count = delay_count + 1",
                Map.of("until", until, "reason", reason));
    }

    void replyApproved(AssistanceHandling handling, String user) {
        update(handling, "reply_approved_by = :user", Map.of("user", user));
    }

    void reply(AssistanceHandling handling, UUID letterId) {
        update(handling, "reply_letter_id = :letter", Map.of("letter", letterId));
    }

    void supplement(AssistanceHandling handling, String text) {
        update(
                handling,
                "supplements = supplements + 1, supplement_text = :text, reply_approved_by = null",
                Map.of("text", text));
    }

    void finding(AssistanceHandling handling, ItemConclusion conclusion, String text, String user, Instant now) {
        jdbc.sql("""
                        insert into finding (id, tenant, request_id, case_no, round, conclusion, text, written_by, written_at)
                        values (:id, :tenant, :requestId, :caseNo, :round, :conclusion, :text, :user, :now)
                        """)
                .param("id", Ids.next())
                .param("tenant", handling.tenant())
                .param("requestId", handling.requestId())
                .param("caseNo", handling.caseNo())
                .param("round", handling.supplements())
                .param("conclusion", conclusion.name())
                .param("text", text)
                .param("user", user)
                .param("now", timestamp(now))
                .update();
    }

    /** The second officer confirms what the lead submitted last. */
    void findingConfirmed(AssistanceHandling handling, UUID findingId, String user, Instant now) {
        jdbc.sql("""
                        update finding set confirmed_by = :user, confirmed_at = :now where id = :id and tenant = :tenant
                        """)
                .param("user", user)
                .param("now", timestamp(now))
                .param("id", findingId)
                .param("tenant", handling.tenant())
                .update();
    }

    /** Oldest first. */
    List<Finding> findings(String requestId, String tenant) {
        return jdbc.sql("""
                        select * from finding where tenant = :tenant and request_id = :requestId
                         order by round, written_at, id
                        """)
                .param("tenant", tenant)
                .param("requestId", requestId)
                .query(HandlingStore::finding)
                .list();
    }

    void note(String requestId, String caseNo, String tenant, String task, String note, String user, Instant now) {
        jdbc.sql("""
                        insert into supervision_note (id, tenant, request_id, case_no, task, note, written_by, written_at)
                        values (:id, :tenant, :requestId, :caseNo, :task, :note, :user, :now)
                        """)
                .param("id", Ids.next())
                .param("tenant", tenant)
                .param("requestId", requestId)
                .param("caseNo", caseNo)
                .param("task", task)
                .param("note", note)
                .param("user", user)
                .param("now", timestamp(now))
                .update();
    }

    private void update(AssistanceHandling handling, String assignments, Map<String, Object> values) {
        jdbc.sql("update assistance_handling set " + assignments
                        + " where tenant = :tenant and request_id = :requestId")
                .params(values)
                .param("tenant", handling.tenant())
                .param("requestId", handling.requestId())
                .update();
    }

    private static Finding finding(ResultSet row, int index) throws SQLException {
        return new Finding(
                row.getObject("id", UUID.class),
                row.getInt("round"),
                ItemConclusion.valueOf(row.getString("conclusion")),
                row.getString("text"),
                row.getString("written_by"),
                instant(row, "written_at"),
                optional(row, "confirmed_by"));
    }

    private static AssistanceHandling handling(ResultSet row, int index) throws SQLException {
        return new AssistanceHandling(
                row.getString("tenant"),
                row.getString("request_id"),
                row.getString("case_no"),
                row.getString("requester"),
                HandlingState.valueOf(row.getString("state")),
                row.getObject("letter_id", UUID.class),
                instant(row, "received_at"),
                new RequestedFacts(
                        row.getString("cause"),
                        optional(row, "source_no"),
                        row.getString("platform"),
                        row.getString("target_type"),
                        row.getString("target_id"),
                        optional(row, "credit_code"),
                        new LinkedHashSet<>(texts(row, "datasets")),
                        period(row),
                        row.getString("purpose"),
                        row.getString("legal_basis"),
                        optional(row, "questions")),
                row.getInt("returns"),
                row.getInt("supplements"),
                optional(row, "supplement_text"),
                rejection(row),
                optional(row, "lead_certificate"),
                optional(row, "lead_user"),
                optional(row, "second_certificate"),
                optional(row, "second_user"),
                Optional.ofNullable(row.getObject("delay_until", LocalDate.class)),
                optional(row, "delay_reason"),
                row.getInt("delay_count"),
                optional(row, "reply_approved_by"),
                Optional.ofNullable(row.getObject("reply_letter_id", UUID.class)));
    }

    private static Optional<Rejection> rejection(ResultSet row) throws SQLException {
        String kind = row.getString("rejection");
        return kind == null
                ? Optional.empty()
                : Optional.of(new Rejection(
                        RejectionKind.valueOf(kind),
                        optional(row, "rejection_code"),
                        row.getString("rejection_text"),
                        row.getString("rejection_by"),
                        optional(row, "rejection_head")));
    }
}
