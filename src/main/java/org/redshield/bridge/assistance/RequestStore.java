package org.redshield.bridge.assistance;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.LegalBasis;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the asking side. Every statement names the tenant: a request of another bureau does not exist here. */
@Repository
class RequestStore {

    private static final String SELECT = """
            select r.*,
                   array(select i.dataset from request_item i
                          where i.request_id = r.request_id and i.dataset is not null order by i.item_no) as datasets,
                   (select i.question from request_item i
                     where i.request_id = r.request_id and i.question is not null) as questions
              from assistance_request r
            """;

    private final JdbcClient jdbc;
    private final CaseRegister register;

    RequestStore(JdbcClient jdbc, CaseRegister register) {
        this.jdbc = jdbc;
        this.register = register;
    }

    void insert(String requestId, String caseNo, String tenant, Draft draft, String user, Instant now) {
        register.open(caseNo, tenant, draft.cause(), draft.sourceNo(), user);
        jdbc.sql("""
                        insert into assistance_request (request_id, case_no, tenant, cause, source_no, state, route,
                               platform, requested_bureau, target_type, target_id, credit_code, period_from, period_to, purpose,
                               legal_basis, contact_phone, raised_by, raised_at, edited_by, changed_at)
                        values (:requestId, :caseNo, :tenant, :cause, :sourceNo, 'DRAFT', :route, :platform, :bureau,
                               :targetType, :targetId, :creditCode, :from, :to, :purpose, :basis, :phone, :user, :now, :user, :now)
                        """)
                .param("requestId", requestId)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .param("cause", draft.cause())
                .param("sourceNo", draft.sourceNo().orElse(null))
                .param("route", draft.route().name())
                .param("platform", draft.platform())
                .param("bureau", draft.requestedBureau().orElse(null))
                .param("targetType", Draft.TARGET_TYPE.name())
                .param("targetId", draft.targetId())
                .param("creditCode", draft.creditCode().orElse(null))
                .param("from", draft.period().map(DataPeriod::from).orElse(null))
                .param("to", draft.period().map(DataPeriod::to).orElse(null))
                .param("purpose", draft.purpose())
                .param("basis", draft.basis().name())
                .param("phone", draft.contactPhone())
                .param("user", user)
                .param("now", timestamp(now))
                .update();
        insertItems(requestId, tenant, draft);
    }

    /** Stores a corrected draft. */
    void amend(AssistanceRequest request, Draft draft, String user, Instant now) {
        register.sourceNo(request.caseNo(), request.tenant(), draft.sourceNo());
        jdbc.sql("""
                        update assistance_request
                           set source_no = :sourceNo, target_id = :targetId, period_from = :from, period_to = :to, purpose = :purpose,
                               legal_basis = :basis, edited_by = :user, changed_at = :now
                         where request_id = :requestId and tenant = :tenant
                        """)
                .param("sourceNo", draft.sourceNo().orElse(null))
                .param("targetId", draft.targetId())
                .param("from", draft.period().map(DataPeriod::from).orElse(null))
                .param("to", draft.period().map(DataPeriod::to).orElse(null))
                .param("purpose", draft.purpose())
                .param("basis", draft.basis().name())
                .param("user", user)
                .param("now", timestamp(now))
                .param("requestId", request.requestId())
                .param("tenant", request.tenant())
                .update();
        jdbc.sql("delete from request_item where request_id = :requestId and tenant = :tenant")
                .param("requestId", request.requestId())
                .param("tenant", request.tenant())
                .update();
        insertItems(request.requestId(), request.tenant(), draft);
    }

    private void insertItems(String requestId, String tenant, Draft draft) {
        int number = 1;
        for (String dataset : draft.datasets()) {
            insertItem(requestId, tenant, number++, dataset, null);
        }
        if (draft.questions().isPresent()) {
            insertItem(requestId, tenant, number, null, draft.questions().get());
        }
    }

    private void insertItem(String requestId, String tenant, int number, String dataset, String question) {
        jdbc.sql("""
                        insert into request_item (request_id, tenant, item_no, dataset, question)
                        values (:requestId, :tenant, :number, :dataset, :question)
                        """)
                .param("requestId", requestId)
                .param("tenant", tenant)
                .param("number", number)
                .param("dataset", dataset)
                .param("question", question)
                .update();
    }

    Optional<AssistanceRequest> find(String requestId, String tenant) {
        return jdbc.sql(SELECT + " where r.request_id = :requestId and r.tenant = :tenant")
                .param("requestId", requestId)
                .param("tenant", tenant)
                .query(RequestStore::request)
                .optional();
    }

    List<AssistanceRequest> ofCase(String caseNo, String tenant) {
        return jdbc.sql(SELECT + " where r.case_no = :caseNo and r.tenant = :tenant order by r.request_id")
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .query(RequestStore::request)
                .list();
    }

    /**
     * The request with its row locked until the transaction ends.
     *
     * @throws Refusal {@code assistance.request-unknown}
     */
    AssistanceRequest locked(String requestId, String tenant) {
        return jdbc.sql(SELECT + " where r.request_id = :requestId and r.tenant = :tenant for update of r")
                .param("requestId", requestId)
                .param("tenant", tenant)
                .query(RequestStore::request)
                .optional()
                .orElseThrow(() -> new Refusal("assistance.request-unknown", requestId));
    }

    void state(AssistanceRequest request, RequestState next, Instant now) {
        jdbc.sql("""
                        update assistance_request set state = :state, changed_at = :now
                         where request_id = :requestId and tenant = :tenant
                        """)
                .param("state", request.state().to(next).name())
                .param("now", timestamp(now))
                .param("requestId", request.requestId())
                .param("tenant", request.tenant())
                .update();
    }

    void approved(AssistanceRequest request, String user) {
        update(request, "approved_by = :user", Map.of("user", user));
    }

    void letter(AssistanceRequest request, UUID letterId) {
        update(request, "letter_id = :letter, delivered_at = null", Map.of("letter", letterId));
    }

    void delivered(AssistanceRequest request, Instant at) {
        update(request, "delivered_at = :at", Map.of("at", timestamp(at)));
    }

    void returned(AssistanceRequest request) {
        update(request, "returns = returns + 1", Map.of());
    }

    void supplement(AssistanceRequest request, String text) {
        update(request, "supplement_text = :text, supplements = supplements + 1", Map.of("text", text));
    }

    void withdrawal(AssistanceRequest request, String reason) {
        update(request, "withdrawal_reason = :reason", Map.of("reason", reason));
    }

    void outcome(AssistanceRequest request, AssistanceRequest.Outcome outcome, Optional<String> note) {
        Map<String, Object> values = new HashMap<>();
        values.put("outcome", outcome.name());
        values.put("note", note.orElse(null));
        update(request, "outcome = :outcome, outcome_note = coalesce(:note, outcome_note)", values);
    }

    void disposition(
            AssistanceRequest request, List<String> measures, String hook, Optional<String> note, String user) {
        Map<String, Object> values = new HashMap<>();
        values.put("measures", arrayLiteral(measures));
        values.put("hook", hook);
        values.put("note", note.orElse(null));
        values.put("user", user);
        update(
                request,
                "measures = cast(:measures as text[]), legal_hook = :hook, outcome_note = :note, outcome_by = :user",
                values);
    }

    void dispositionId(AssistanceRequest request, String dispositionId) {
        update(
                request,
                "disposition_id = :id, outcome = :outcome",
                Map.of("id", dispositionId, "outcome", AssistanceRequest.Outcome.DISPOSITION.name()));
    }

    void closeCase(AssistanceRequest request) {
        register.close(request.caseNo(), request.tenant());
    }

    private void update(AssistanceRequest request, String assignments, Map<String, Object> values) {
        jdbc.sql("update assistance_request set " + assignments + " where request_id = :requestId and tenant = :tenant")
                .params(values)
                .param("requestId", request.requestId())
                .param("tenant", request.tenant())
                .update();
    }

    private static AssistanceRequest request(ResultSet row, int index) throws SQLException {
        return new AssistanceRequest(
                row.getString("request_id"),
                row.getString("case_no"),
                row.getString("tenant"),
                RequestState.valueOf(row.getString("state")),
                draft(row),
                row.getString("raised_by"),
                instant(row, "raised_at"),
                row.getString("edited_by"),
                optional(row, "approved_by"),
                Optional.ofNullable(row.getObject("letter_id", UUID.class)),
                Optional.ofNullable(instant(row, "delivered_at")),
                row.getInt("returns"),
                row.getInt("supplements"),
                optional(row, "supplement_text"),
                optional(row, "withdrawal_reason"),
                optional(row, "outcome"),
                texts(row, "measures"),
                optional(row, "legal_hook"),
                optional(row, "outcome_by"),
                optional(row, "outcome_note"),
                optional(row, "disposition_id"));
    }

    private static Draft draft(ResultSet row) throws SQLException {
        Set<String> datasets = new LinkedHashSet<>(texts(row, "datasets"));
        return new Draft(
                row.getString("cause"),
                optional(row, "source_no"),
                Route.valueOf(row.getString("route")),
                row.getString("platform"),
                optional(row, "requested_bureau"),
                row.getString("target_id"),
                optional(row, "credit_code"),
                datasets,
                period(row),
                row.getString("purpose"),
                LegalBasis.valueOf(row.getString("legal_basis")),
                optional(row, "questions"),
                row.getString("contact_phone"));
    }

    static Optional<DataPeriod> period(ResultSet row) throws SQLException {
        return DataPeriod.of(
                Optional.ofNullable(row.getObject("period_from", LocalDate.class)),
                Optional.ofNullable(row.getObject("period_to", LocalDate.class)));
    }

    static Optional<String> optional(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** Codes only: letters, digits, underscore. */
    static String arrayLiteral(Iterable<String> codes) {
        return "{" + String.join(",", codes) + "}";
    }
}
