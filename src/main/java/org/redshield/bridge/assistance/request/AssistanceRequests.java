package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.CLOSED;
import static org.redshield.bridge.assistance.request.RequestState.CONFIRMED;
import static org.redshield.bridge.assistance.request.RequestState.DRAFT;
import static org.redshield.bridge.assistance.request.RequestState.PENDING_APPROVAL;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.request.AssistanceRequest.Outcome;
import org.redshield.bridge.assistance.request.RequestDraft.Amendment;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.SubjectClocks;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the asking bureau decides, from the raised request to its end. Every method belongs to one process step, joins its
 * transaction, and leaves row, letters, clocks and events agreeing with each other.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class AssistanceRequests {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final RequestStore store;
    private final RequestRecord record;
    private final CaseNumbers numbers;
    private final CaseEvents events;
    private final Approvals approvals;
    private final DraftReview review;
    private final SubjectClocks clocks;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final InstantSource time;

    /**
     * Opens a case with its first request.
     *
     * @param user must be an officer of the bureau with a valid certificate
     * @throws Refusal with the first rule that the draft breaks
     */
    public AssistanceRequest raise(String tenant, String user, RequestDraft draft) {
        check(tenant, user, draft);
        return raise(numbers.next(tenant), tenant, user, draft);
    }

    /** The bureau at that platform's seat; empty for what is no platform. */
    @Transactional(readOnly = true)
    public Optional<String> homeBureau(String platform) {
        return organisations.platforms().stream()
                .filter(known -> known.code().equals(platform))
                .findFirst()
                .map(known -> organisations.homeBureauOf(known.code()).code());
    }

    /** Whether the draft could be raised. @throws Refusal with the first rule that it breaks */
    public void check(String tenant, String user, RequestDraft draft) {
        review.check(tenant, draft, clocks.today());
        checkCertificate(tenant, user);
    }

    /** Raises a request that was checked, in a case that is there. */
    public AssistanceRequest raise(String caseNo, String tenant, String user, RequestDraft draft) {
        String requestId = AssistanceRequest.numbered(caseNo, store.countOf(caseNo) + 1);
        store.insert(requestId, caseNo, tenant, draft, user, time.instant());
        events.append(caseNo, tenant, user, CaseAct.REQUEST_RAISED, requestId);
        return store.locked(requestId, tenant);
    }

    /** Whether all is there that an approval needs; then it is put up for one. */
    public boolean checkCompleteness(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        boolean complete = request.draft().missing().isEmpty();
        if (complete) {
            record.move(request, PENDING_APPROVAL);
        } else if (request.state() == PENDING_APPROVAL) {
            // A review gave it back, and what came of that is not complete.
            record.move(request, DRAFT);
        }
        record.event(
                request,
                complete ? request.editedBy() : CaseEvents.SYSTEM,
                complete ? CaseAct.REQUEST_SUBMITTED : CaseAct.REQUEST_INCOMPLETE);
        return complete;
    }

    /** Completes a draft that was incomplete or sent back. Completeness is checked again afterwards. */
    public void complete(String requestId, String tenant, String user, Amendment amendment) {
        AssistanceRequest request = store.locked(requestId, tenant);
        amend(request, user, amendment);
    }

    /**
     * Corrects a request that the other side returned, and puts it up for approval again.
     *
     * @throws Refusal {@code assistance.still-incomplete}, or what the draft breaks
     */
    public void correct(String requestId, String tenant, String user, Amendment amendment) {
        AssistanceRequest request = store.locked(requestId, tenant);
        List<String> missing = amend(request, user, amendment).missing();
        if (!missing.isEmpty()) {
            throw new Refusal("assistance.still-incomplete", String.join("、", missing));
        }
        record.move(request, PENDING_APPROVAL);
        record.event(request, user, CaseAct.REQUEST_SUBMITTED);
    }

    private RequestDraft amend(AssistanceRequest request, String user, Amendment change) {
        RequestDraft draft = request.draft().amended(change);
        review.check(request.tenant(), draft, clocks.today());
        store.amend(request, draft, user, time.instant());
        record.event(request, user, CaseAct.REQUEST_AMENDED);
        return draft;
    }

    /** Gives the request up, before any letter or after it came back. */
    public void abandon(String requestId, String tenant, String user, Optional<String> reason) {
        String given = ENTRIES.reason(reason, "说明");
        AssistanceRequest request = store.locked(requestId, tenant);
        store.outcome(request, Outcome.ABANDONED, Optional.of(given));
        record.event(request, user, CaseAct.REQUEST_ABANDONED);
        end(request, user);
    }

    /**
     * @throws Refusal {@code assistance.own-approval}
     */
    public void approve(String requestId, String tenant, String user, Optional<String> opinion) {
        AssistanceRequest request = forApproval(requestId, tenant);
        approvals.decide(request.approval(), user, CaseAct.REQUEST_APPROVED, opinion);
        store.approved(request, user, time.instant());
    }

    public void sendBack(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        AssistanceRequest request = forApproval(requestId, tenant);
        approvals.decide(request.approval(), user, CaseAct.REQUEST_SENT_BACK, Optional.of(opinion));
        record.move(request, DRAFT);
    }

    public void reject(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        AssistanceRequest request = forApproval(requestId, tenant);
        approvals.decide(request.approval(), user, CaseAct.REQUEST_REJECTED, Optional.of(opinion));
        store.outcome(request, Outcome.REJECTED, Optional.empty());
        end(request, user);
    }

    /** User ids of all who had a hand in the request. */
    @Transactional(readOnly = true)
    public List<String> hands(String requestId, String tenant) {
        return store.hands(requestId, tenant, AssistanceRequest::approval);
    }

    private AssistanceRequest forApproval(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        if (request.state() != PENDING_APPROVAL) {
            throw new Refusal("assistance.not-pending-approval", request.state().title());
        }
        return request;
    }

    /** The officer has read the decline and closes the request. */
    public void closeDeclined(String requestId, String tenant, String user, Optional<String> note) {
        AssistanceRequest request = store.locked(requestId, tenant);
        store.outcome(request, Outcome.DECLINED, note);
        end(request, user);
    }

    /** The officer holds that the other side's reply is enough. */
    public void confirm(String requestId, String tenant, String user) {
        AssistanceRequest request = store.locked(requestId, tenant);
        store.check(request, CONFIRMED);
        store.update(request, Map.of("confirmed_by", user));
        record.event(request, user, CaseAct.CONFIRMED);
    }

    /** The officer decides to close without measures against the shop. */
    public void decideClose(String requestId, String tenant, String user, Optional<String> note) {
        AssistanceRequest request = store.locked(requestId, tenant);
        store.outcome(request, Outcome.FINISHED, note);
        record.event(request, user, CaseAct.OUTCOME_DECIDED);
    }

    public void close(String requestId, String tenant) {
        end(store.locked(requestId, tenant), CaseEvents.SYSTEM);
    }

    private void end(AssistanceRequest request, String actor) {
        clocks.cancelAll(request.subject(), "协查已办结");
        record.move(request, CLOSED);
        store.closeCase(request);
        record.event(request, actor, CaseAct.REQUEST_CLOSED);
    }

    @Transactional(readOnly = true)
    public Optional<AssistanceRequest> find(String requestId, String tenant) {
        return store.find(requestId, tenant);
    }

    /** Only who holds a valid certificate may ask (行政处罚法 art. 42). */
    private void checkCertificate(String tenant, String user) {
        Officer officer = officers.byUser(user).orElseThrow(() -> new Refusal("assistance.no-certificate"));
        officers.requireValid(officer.certificateNo(), tenant, clocks.today());
        officer.named(Naming.REQUEST);
    }
}
