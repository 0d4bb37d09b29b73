package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.Rows;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.casework.Transitions;
import org.redshield.bridge.casework.WorkItemStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the asking side. */
@Repository
public class RequestStore extends WorkItemStore<AssistanceRequest, RequestState> {

    private static final Table TABLE = new Table("""
            select t.*, legal_basis as basis, coalesce(measure_objects, '{}') as objects_json, outcome_by as "by",
                   outcome_at as "at", outcome_note as note,
                   array(select i.dataset from request_item i
                          where i.request_id = t.request_id and i.dataset is not null order by i.item_no) as datasets,
                   (select i.question from request_item i
                     where i.request_id = t.request_id and i.question is not null) as questions
              from assistance_request t
            """, "assistance_request", "request_id", "assistance.request-unknown");

    private final CaseRegister register;

    RequestStore(JdbcClient jdbc, InstantSource time, CaseRegister register, Transitions transitions) {
        super(jdbc, time, transitions, AssistanceRequest.class, TABLE);
        this.register = register;
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
                        values (:requestId, :caseNo, :tenant, :cause, :sourceNo, 'DRAFT', :route, :platform, :requestedBureau,
                               :targetType, :targetId, :creditCode, :periodFrom, :periodTo, :purpose, :basis, :contactPhone,
                               :user, :now, :user, :now)
                        """)
                .params(Rows.params(draft))
                .param("requestId", requestId)
                .param("caseNo", caseNo)
                .param("tenant", tenant)
                .param("targetType", RequestDraft.TARGET_TYPE.name())
                .param("user", user)
                .param("now", timestamp(now))
                .update();
        insertItems(requestId, tenant, draft);
    }

    /** Stores a corrected draft: whoever approved it before approved something else. */
    void amend(AssistanceRequest request, RequestDraft draft, String user, Instant now) {
        register.sourceNo(request.caseNo(), request.tenant(), draft.sourceNo());
        Map<String, Object> values = Rows.params(draft);
        values.putAll(Map.of("user", user, "now", now));
        update(request, """
                source_no = :sourceNo, target_id = :targetId, period_from = :periodFrom, period_to = :periodTo, purpose = :purpose,
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

    public List<AssistanceRequest> ofCase(String caseNo, String tenant) {
        return where("t.case_no = :key order by t.request_id", caseNo, tenant).list();
    }

    boolean allows(AssistanceRequest request, RequestState next) {
        return transitions.allow(request.state(), next);
    }

    /** @throws Refusal {@code assistance.state-forbidden} when it does not follow */
    void check(AssistanceRequest request, RequestState next) {
        transitions.move(request.state(), next);
    }

    void state(AssistanceRequest request, RequestState next, Instant now) {
        move(request, next, Map.of("changed_at", now));
    }

    void approved(AssistanceRequest request, String user, Instant now) {
        update(request, Map.of("approved_by", user, "approved_at", now));
    }

    void letter(AssistanceRequest request, UUID letterId) {
        update(request, "letter_id = :letter, delivered_at = null", Map.of("letter", letterId));
    }

    void returned(AssistanceRequest request) {
        update(request, "returns = returns + 1", Map.of());
    }

    void supplement(AssistanceRequest request, String text, String user) {
        update(request, """
                supplement_text = :text, supplement_by = :user, supplement_head = null, supplements = supplements + 1
                """, Map.of("text", text, "user", user));
    }

    /** What was asked for stays for whoever words it anew. */
    void supplementSentBack(AssistanceRequest request) {
        update(request, "supplements = supplements - 1", Map.of());
    }

    void withdrawal(AssistanceRequest request, String reason) {
        update(request, "withdrawal_reason = :reason, withdrawal_head = null", Map.of("reason", reason));
    }

    void outcome(AssistanceRequest request, AssistanceRequest.Outcome outcome, Optional<String> note) {
        update(
                request,
                "outcome = :outcome, outcome_note = coalesce(:note, outcome_note)",
                Map.of("outcome", outcome, "note", note));
    }

    void disposition(
            AssistanceRequest request,
            List<String> measures,
            Map<String, String> objects,
            String hook,
            Optional<String> note,
            String user,
            Instant now) {
        update(
                request,
                """
                measures = :measures, measure_objects = :objects, legal_hook = :hook, outcome_note = :note, outcome_by = :user,
                outcome_at = :now
                """,
                Map.of(
                        "measures", measures,
                        "objects", Json.write(objects),
                        "hook", hook,
                        "note", note,
                        "user", user,
                        "now", now));
    }

    void closeCase(AssistanceRequest request) {
        register.close(request.caseNo(), request.tenant());
    }

    /** A request has changed, for whoever looks at the list of cases, when its state or its draft has. */
    @Override
    protected void update(AssistanceRequest request, String assignments, Map<String, ?> values) {
        jdbc.sql("update assistance_request set " + assignments + " where request_id = :requestId and tenant = :tenant")
                .params(Rows.params(values))
                .param("requestId", request.requestId())
                .param("tenant", request.tenant())
                .update();
    }
}
