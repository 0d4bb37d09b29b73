package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.Rows.dateIfAny;
import static org.redshield.bridge.Rows.idIfAny;
import static org.redshield.bridge.Rows.instantIfAny;
import static org.redshield.bridge.Rows.textIfAny;
import static org.redshield.bridge.Rows.texts;
import static org.redshield.bridge.Rows.timestamp;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.casework.Transitions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the asking side. Every statement names the tenant: a request of another bureau does not exist here. */
@Repository
public class RequestStore {

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
    private final Transitions transitions;

    RequestStore(JdbcClient jdbc, CaseRegister register, Transitions transitions) {
        this.jdbc = jdbc;
        this.register = register;
        this.transitions = transitions;
    }

    /** How many requests the case has had in all bureaus: their numbers tell them apart. */
    int countOf(String caseNo) {
        return jdbc.sql("select count(*) from assistance_request where case_no = ?")
                .param(caseNo)
                .query(Integer.class)
                .single();
    }

    void insert(String requestId, String caseNo, String tenant, RequestDraft draft, String user, Instant now) {
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
                .param("targetType", RequestDraft.TARGET_TYPE.name())
                .param("targetId", draft.targetId())
                .param("creditCode", draft.creditCode().orElse(null))
                .param("from", draft.period().map(DataPeriod::from).orElse(null))
                .param("to", draft.period().map(DataPeriod::to).orElse(null))
                .param("purpose", draft.purpose())
                .param("basis", draft.basis())
                .param("phone", draft.contactPhone())
                .param("user", user)
                .param("now", timestamp(now))
                .update();
        insertItems(requestId, tenant, draft);
    }

    /** Stores a corrected draft: whoever approved it before approved something else. */
    void amend(AssistanceRequest request, RequestDraft draft, String user, Instant now) {
        register.sourceNo(request.caseNo(), request.tenant(), draft.sourceNo());
        Map<String, Object> values =
                new HashMap<>(Map.of("targetId", draft.targetId(), "purpose", draft.purpose(), "basis", draft.basis()));
        values.put("sourceNo", draft.sourceNo().orElse(null));
        values.put("from", draft.period().map(DataPeriod::from).orElse(null));
        values.put("to", draft.period().map(DataPeriod::to).orElse(null));
        values.put("user", user);
        values.put("now", timestamp(now));
        update(request, """
                source_no = :sourceNo, target_id = :targetId, period_from = :from, period_to = :to, purpose = :purpose,
                legal_basis = :basis, edited_by = :user, approved_by = null, changed_at = :now
                """, values);
        jdbc.sql("delete from request_item where request_id = ? and tenant = ?")
                .params(request.requestId(), request.tenant())
                .update();
        insertItems(request.requestId(), request.tenant(), draft);
    }

    private void insertItems(String requestId, String tenant, RequestDraft draft) {
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

    public Optional<AssistanceRequest> find(String requestId, String tenant) {
        return jdbc.sql(SELECT + " where r.request_id = ? and r.tenant = ?")
                .params(requestId, tenant)
                .query(RequestStore::request)
                .optional();
    }

    public List<AssistanceRequest> ofCase(String caseNo, String tenant) {
        return jdbc.sql(SELECT + " where r.case_no = ? and r.tenant = ? order by r.request_id")
                .params(caseNo, tenant)
                .query(RequestStore::request)
                .list();
    }

    /**
     * The request with its row locked until the transaction ends.
     *
     * @throws Refusal {@code assistance.request-unknown}
     */
    AssistanceRequest locked(String requestId, String tenant) {
        return jdbc.sql(SELECT + " where r.request_id = ? and r.tenant = ? for update of r")
                .params(requestId, tenant)
                .query(RequestStore::request)
                .optional()
                .orElseThrow(() -> new Refusal("assistance.request-unknown", requestId));
    }

    boolean allows(AssistanceRequest request, RequestState next) {
        return transitions.allow(request.state(), next);
    }

    /** @throws Refusal {@code assistance.state-forbidden} when it does not follow */
    void check(AssistanceRequest request, RequestState next) {
        transitions.move(request.state(), next);
    }

    void state(AssistanceRequest request, RequestState next, Instant now) {
        update(
                request,
                "state = :state, changed_at = :now",
                Map.of("state", transitions.move(request.state(), next).name(), "now", timestamp(now)));
    }

    void approved(AssistanceRequest request, String user, Instant now) {
        update(request, "approved_by = :user, approved_at = :now", Map.of("user", user, "now", timestamp(now)));
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

    void supplement(AssistanceRequest request, String text, String user) {
        update(request, """
                supplement_text = :text, supplement_by = :user, supplement_head = null, supplements = supplements + 1
                """, Map.of("text", text, "user", user));
    }

    void supplementApproved(AssistanceRequest request, String user) {
        update(request, "supplement_head = :user", Map.of("user", user));
    }

    /** What was asked for stays for whoever words it anew. */
    void supplementSentBack(AssistanceRequest request) {
        update(request, "supplements = supplements - 1", Map.of());
    }

    void confirmed(AssistanceRequest request, String user) {
        update(request, "confirmed_by = :user", Map.of("user", user));
    }

    void withdrawal(AssistanceRequest request, String reason) {
        update(request, "withdrawal_reason = :reason, withdrawal_head = null", Map.of("reason", reason));
    }

    void withdrawalApproved(AssistanceRequest request, String user) {
        update(request, "withdrawal_head = :user", Map.of("user", user));
    }

    void outcome(AssistanceRequest request, AssistanceRequest.Outcome outcome, Optional<String> note) {
        Map<String, Object> values = new HashMap<>();
        values.put("outcome", outcome.name());
        values.put("note", note.orElse(null));
        update(request, "outcome = :outcome, outcome_note = coalesce(:note, outcome_note)", values);
    }

    void disposition(
            AssistanceRequest request,
            List<String> measures,
            Map<String, String> objects,
            String hook,
            Optional<String> note,
            String user,
            Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("measures", measures.toArray(String[]::new));
        values.put("objects", Json.write(objects));
        values.put("hook", hook);
        values.put("note", note.orElse(null));
        values.put("user", user);
        values.put("now", timestamp(now));
        update(request, """
                measures = :measures, measure_objects = :objects, legal_hook = :hook, outcome_note = :note, outcome_by = :user,
                outcome_at = :now
                """, values);
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
                row.getString("edited_by"),
                textIfAny(row, "approved_by"),
                instantIfAny(row, "approved_at"),
                row.getBoolean("unsigned"),
                new AssistanceRequest.Exchange(
                        idIfAny(row, "letter_id"),
                        row.getInt("returns"),
                        row.getInt("supplements"),
                        textIfAny(row, "supplement_text"),
                        textIfAny(row, "supplement_by"),
                        textIfAny(row, "supplement_head"),
                        textIfAny(row, "confirmed_by")),
                new AssistanceRequest.Ending(
                        textIfAny(row, "withdrawal_reason"),
                        textIfAny(row, "withdrawal_head"),
                        textIfAny(row, "outcome"),
                        texts(row, "measures"),
                        textIfAny(row, "measure_objects").map(Json::texts).orElse(Map.of()),
                        textIfAny(row, "legal_hook"),
                        textIfAny(row, "outcome_by"),
                        instantIfAny(row, "outcome_at"),
                        textIfAny(row, "outcome_note"),
                        textIfAny(row, "disposition_id")));
    }

    private static RequestDraft draft(ResultSet row) throws SQLException {
        Set<String> datasets = new LinkedHashSet<>(texts(row, "datasets"));
        return new RequestDraft(
                row.getString("cause"),
                textIfAny(row, "source_no"),
                Route.valueOf(row.getString("route")),
                row.getString("platform"),
                textIfAny(row, "requested_bureau"),
                row.getString("target_id"),
                textIfAny(row, "credit_code"),
                datasets,
                period(row),
                row.getString("purpose"),
                row.getString("legal_basis"),
                textIfAny(row, "questions"),
                row.getString("contact_phone"));
    }

    private static Optional<DataPeriod> period(ResultSet row) throws SQLException {
        return DataPeriod.of(dateIfAny(row, "period_from"), dateIfAny(row, "period_to"));
    }
}
