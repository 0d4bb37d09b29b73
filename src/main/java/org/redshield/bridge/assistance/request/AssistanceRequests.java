package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.CLOSED;
import static org.redshield.bridge.assistance.request.RequestState.CONFIRMED;
import static org.redshield.bridge.assistance.request.RequestState.DECLINED;
import static org.redshield.bridge.assistance.request.RequestState.DRAFT;
import static org.redshield.bridge.assistance.request.RequestState.EXTENSION_NOTIFIED;
import static org.redshield.bridge.assistance.request.RequestState.IN_PROGRESS;
import static org.redshield.bridge.assistance.request.RequestState.ISSUED;
import static org.redshield.bridge.assistance.request.RequestState.PENDING_APPROVAL;
import static org.redshield.bridge.assistance.request.RequestState.RECEIVED;
import static org.redshield.bridge.assistance.request.RequestState.REPLIED;
import static org.redshield.bridge.assistance.request.RequestState.RETURNED_FOR_CORRECTION;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.DataPeriod;
import org.redshield.bridge.assistance.correspondence.Questions;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
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
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.Envelope;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the asking bureau does, from the raised request to its end. Every method belongs to one process step, joins its
 * transaction, and leaves row, letters, clocks and events agreeing with each other.
 */
@Service
@Transactional
public class AssistanceRequests {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final RequestStore store;
    private final RequestRecord record;
    private final CaseNumbers numbers;
    private final CaseEvents events;
    private final Approvals approvals;
    private final DraftReview review;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final AssistanceClocks replyClocks;
    private final Letters letters;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final Evidences evidences;
    private final DataRequests dataRequests;
    private final InstantSource time;

    AssistanceRequests(
            RequestStore store,
            RequestRecord record,
            CaseNumbers numbers,
            CaseEvents events,
            Approvals approvals,
            DraftReview review,
            Correspondence correspondence,
            SubjectClocks clocks,
            AssistanceClocks replyClocks,
            Letters letters,
            Organisations organisations,
            OfficerDirectory officers,
            Evidences evidences,
            DataRequests dataRequests,
            InstantSource time) {
        this.store = store;
        this.record = record;
        this.numbers = numbers;
        this.events = events;
        this.approvals = approvals;
        this.review = review;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.replyClocks = replyClocks;
        this.letters = letters;
        this.organisations = organisations;
        this.officers = officers;
        this.evidences = evidences;
        this.dataRequests = dataRequests;
        this.time = time;
    }

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
        return store.find(requestId, tenant)
                .map(request -> request.approval().hands())
                .orElse(List.of());
    }

    private AssistanceRequest forApproval(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        if (request.state() != PENDING_APPROVAL) {
            throw new Refusal("assistance.not-pending-approval", request.state().title());
        }
        return request;
    }

    /** Issues the request letter; after a return, the corrected one with a number of its own. */
    public UUID issueLetter(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Letter letter = correspondence.issue(requestLetter(request));
        store.letter(request, letter.id());
        record.move(request, ISSUED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.LETTER_ISSUED, letter);
        return letter.id();
    }

    /** As it would be issued now; empty while it lacks something. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String requestId, String tenant) {
        return find(requestId, tenant)
                .filter(request -> request.draft().missing().isEmpty())
                .map(this::requestLetter);
    }

    /** 协助调查函 to the bureau that is asked, or 限期提供材料通知书 on the direct way to the platform. */
    private LetterDraft requestLetter(AssistanceRequest request) {
        RequestDraft draft = request.draft();
        Officer.Named contact = record.contact(request);
        boolean direct = draft.requestedBureau().isEmpty();
        LetterDraft letter = draft(
                        request,
                        direct ? AssistanceLetter.DATA_NOTICE : AssistanceLetter.REQUEST,
                        "REQUEST/" + (request.exchange().returns() + 1),
                        draft.requestedBureau().orElse(draft.platform()))
                .by(request.raisedBy(), request.approvedBy())
                .evidence(evidences.ofSubject(request.requestId(), request.tenant()).stream()
                        // What came after the head had decided he has not seen.
                        .filter(evidence -> request.evidenceUntil()
                                .filter(evidence.receivedAt()::isAfter)
                                .isEmpty())
                        .map(Evidence::id)
                        .toList())
                .facts(request.facts())
                .current(AssistanceFacts.lead(contact))
                .word("basisText", draft.basisText())
                .word("platformName", platformName(request))
                .word("period", draft.period().map(DataPeriod::text));
        if (direct) {
            return letter.word(
                    "asked", dataRequests.asked(request.tenant(), draft.platform(), draft.platformDatasets()));
        }
        return letter.word(
                        "datasetTitles",
                        draft.datasets().stream()
                                .map(RequestDraft::datasetTitle)
                                .toList())
                .word("questionList", Questions.of(draft.questions()))
                .word("toBureau", draft.requestedBureau());
    }

    public void dispatchLetter(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        correspondence.dispatch(letters.get(request.exchange().letterId().orElseThrow()));
    }

    /** The letter has arrived: the clocks start with the delivery receipt, however late this step comes. */
    public ReplyClocks startReplyClocks(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Instant deliveredAt = letters.deliveredAt(request.exchange().letterId().orElseThrow());
        store.delivered(request, deliveredAt);
        record.move(request, RECEIVED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.LETTER_DELIVERED);
        return replyClocks.startReply(request.subject(), deliveredAt);
    }

    public void recordAgreementMissed(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        if (clocks.fired(request.subject(), ClockKind.AGREEMENT_REPLY)) {
            record.event(request, CaseEvents.SYSTEM, CaseAct.AGREED_DATE_MISSED);
        }
    }

    public void escalateOverdueReply(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        replyClocks.replyFired(request.subject());
        record.event(request, CaseEvents.SYSTEM, CaseAct.REPLY_OVERDUE);
    }

    /** The other side returned the letter: its clocks are cancelled, the corrected letter will start new ones. */
    public void recordReturn(String requestId, String tenant, UUID letterId) {
        AssistanceRequest request = store.locked(requestId, tenant);
        correspondence.received(AssistanceLetter.RETURN, letterId, requestId, tenant);
        clocks.cancelAll(request.subject(), "协查函被退回补正");
        store.returned(request);
        record.move(request, RETURNED_FOR_CORRECTION);
        record.event(request, CaseEvents.SYSTEM, CaseAct.RETURN_RECEIVED);
    }

    public void recordDecline(String requestId, String tenant, UUID letterId) {
        AssistanceRequest request = store.locked(requestId, tenant);
        correspondence.received(AssistanceLetter.DECLINE, letterId, requestId, tenant);
        clocks.answered(request.subject(), time.instant());
        store.outcome(request, Outcome.DECLINED, Optional.empty());
        record.move(request, DECLINED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.DECLINE_RECEIVED);
    }

    /**
     * A notice, not a request: it moves the statutory clock only; the agreed date stays and is reported when missed.
     *
     * @return the dates now in force, empty when no clock runs any more
     */
    public Optional<ReplyClocks> recordDelay(String requestId, String tenant, UUID letterId) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Letter notice = correspondence.received(AssistanceLetter.DELAY, letterId, requestId, tenant);
        LocalDate until = LocalDate.parse(LetterFacts.need(notice, AssistanceFacts.NEW_DUE_ON));
        clocks.follow(request.subject(), ClockKind.STATUTORY_REPLY, until, "对方告知延期（" + notice.number() + "）");
        record.move(request, EXTENSION_NOTIFIED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.DELAY_RECEIVED);
        return replyClocks.inForce(request.subject());
    }

    public void recordReply(String requestId, String tenant, UUID letterId) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Letter reply = correspondence.received(AssistanceLetter.REPLY, letterId, requestId, tenant);
        // The answer counts from its own issue, not from when we came to look at it.
        clocks.answered(request.subject(), reply.issuedAt());
        record.move(request, REPLIED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.REPLY_RECEIVED);
    }

    /** The officer has read the decline and closes the request. */
    public void closeDeclined(String requestId, String tenant, String user, Optional<String> note) {
        AssistanceRequest request = store.locked(requestId, tenant);
        store.outcome(request, Outcome.DECLINED, note);
        end(request, user);
    }

    /** The direct way: a numbered letter to the platform, and one data request per dataset. */
    public void orderDirectData(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        RequestDraft draft = request.draft();
        Letter letter = correspondence.send(requestLetter(request));
        store.letter(request, letter.id());
        Officer.Named contact = record.contact(request);
        for (Dataset dataset : draft.platformDatasets()) {
            dataRequests.create(new DataRequestOrder(
                    requestId,
                    request.caseNo(),
                    tenant,
                    draft.platform(),
                    dataset,
                    RequestDraft.TARGET_TYPE,
                    draft.targetId(),
                    draft.period().map(DataPeriod::from),
                    draft.period().map(DataPeriod::to),
                    letter.number(),
                    organisations.get(tenant).name(),
                    List.of(DataRequestOrder.Officer.of(contact)),
                    Optional.empty(),
                    List.of(draft.basisText()),
                    draft.purpose(),
                    Optional.empty(),
                    Stream.of(request.raisedBy(), request.editedBy()).distinct().toList(),
                    Optional.of(letter.id())));
        }
        record.move(request, IN_PROGRESS);
        record.event(request, CaseEvents.SYSTEM, CaseAct.DIRECT_DATA_ORDERED, letter);
    }

    /** Every data request of the direct way has ended, one way or the other; nobody waits for a confirmation. */
    public void recordDirectData(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        record.move(request, CONFIRMED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.REPLY_RECEIVED);
    }

    /** The officer holds that the other side's reply is enough. */
    public void confirm(String requestId, String tenant, String user) {
        AssistanceRequest request = store.locked(requestId, tenant);
        store.check(request, CONFIRMED);
        store.confirmed(request, user);
        record.event(request, user, CaseAct.CONFIRMED);
    }

    /** The reply is confirmed, and the other side told so by a receipt: there is no more to say. */
    public void tellConfirmed(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        record.move(request, CONFIRMED);
        if (request.exchange().confirmedBy().isEmpty()) {
            // It was decided in a version that did not keep by whom.
            record.event(request, CaseEvents.SYSTEM, CaseAct.CONFIRMED);
        }
        LetterKind receipt = AssistanceLetter.REPLY_CONFIRMED;
        String once =
                requestId + "/" + receipt.name() + "/" + request.exchange().supplements();
        correspondence.tell(new Envelope(
                UUID.nameUUIDFromBytes(once.getBytes(StandardCharsets.UTF_8)),
                tenant,
                request.draft().requestedBureau().orElseThrow(),
                receipt,
                requestId,
                request.caseNo(),
                Optional.empty(),
                receipt.carriage().says()));
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

    private static LetterDraft draft(AssistanceRequest request, LetterKind kind, String key, String receiver) {
        String requestId = request.requestId();
        return new LetterDraft(kind, requestId + "/" + key, request.caseNo(), requestId, request.tenant(), receiver);
    }

    /** A letter that rests on an earlier one. */
    static LetterDraft answer(AssistanceRequest request, LetterKind kind, String key, Letter earlier) {
        return draft(request, kind, key, request.draft().requestedBureau().orElseThrow())
                .inReplyTo(Optional.of(earlier.id()))
                .by(request.raisedBy(), Optional.empty())
                .facts(AssistanceFacts.basics(request.requestId(), earlier));
    }

    /** Only who holds a valid certificate may ask (行政处罚法 art. 42). */
    private void checkCertificate(String tenant, String user) {
        Officer officer = officers.byUser(user).orElseThrow(() -> new Refusal("assistance.no-certificate"));
        officers.requireValid(officer.certificateNo(), tenant, clocks.today());
        officer.named(Naming.REQUEST);
    }

    private String platformName(AssistanceRequest request) {
        return organisations.get(request.draft().platform()).name();
    }
}
