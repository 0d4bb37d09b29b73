package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.SUPPLEMENT_REQUESTED;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.exchange.PaperNews;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 补充协查: a reply that is not enough. The officer says what is missing, the head signs the letter, and a clock starts anew. */
@Service
@Transactional
@RequiredArgsConstructor
public class RequestSupplements implements PaperNews {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final RequestStore store;
    private final RequestRecord record;
    private final Approvals approvals;
    private final Decisions decisions;
    private final Correspondence correspondence;
    private final AssistanceClocks replyClocks;
    private final Letters letters;

    /**
     * The officer wants the other side to add to its reply.
     *
     * @throws Refusal {@code assistance.supplement-direct}: a platform is asked anew, by a new request
     */
    public void want(String requestId, String tenant, String user, Optional<String> text) {
        String wanted = ENTRIES.reason(text, "需要补充的内容");
        AssistanceRequest request = store.locked(requestId, tenant);
        if (request.draft().route() == Route.DIRECT) {
            throw new Refusal("assistance.supplement-direct");
        }
        store.check(request, SUPPLEMENT_REQUESTED);
        store.supplement(request, wanted, user);
        record.event(request, user, CaseAct.SUPPLEMENT_PROPOSED);
    }

    /** @throws Refusal {@code assistance.own-approval} */
    public void approve(String requestId, String tenant, String user, Optional<String> opinion) {
        AssistanceRequest request = store.locked(requestId, tenant);
        store.check(request, SUPPLEMENT_REQUESTED);
        approvals.decide(request.supplementApproval(), user, CaseAct.SUPPLEMENT_APPROVED, opinion);
        store.update(request, Map.of("supplement_head", user));
    }

    /** The officer reviews the reply again, and finds there what he wanted to ask. */
    public void sendBack(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        AssistanceRequest request = store.locked(requestId, tenant);
        approvals.decide(request.supplementApproval(), user, CaseAct.SUPPLEMENT_SENT_BACK, Optional.of(opinion));
        store.supplementSentBack(request);
    }

    /** User ids of all who had a hand in what is asked. */
    @Transactional(readOnly = true)
    public List<String> hands(String requestId, String tenant) {
        return store.hands(requestId, tenant, AssistanceRequest::supplementApproval);
    }

    /** The letter that {@link #issue} would send now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String requestId, String tenant) {
        return store.find(requestId, tenant)
                .filter(request -> request.exchange().unsignedSupplement().isPresent())
                .map(this::letter);
    }

    /** Issues and sends it. A request that began where nobody signs it goes on by the word of who asked for it, as it did. */
    public void issue(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        LetterDraft supplement = letter(request);
        if (request.unsigned() && request.exchange().supplementHead().isEmpty()) {
            decisions.decided("approveSupplement", request.supplementer(), supplement);
        }
        Letter sent = correspondence.send(supplement);
        record.move(request, SUPPLEMENT_REQUESTED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.SUPPLEMENT_ISSUED, sent);
    }

    private LetterDraft letter(AssistanceRequest request) {
        Letter reply =
                letters.latest(request.requestId(), AssistanceLetter.REPLY).orElseThrow();
        return RequestDispatch.answer(
                        request,
                        AssistanceLetter.SUPPLEMENT,
                        "SUPPLEMENT/" + request.exchange().supplements(),
                        reply)
                .by(request.supplementer(), request.exchange().supplementHead())
                .fact(
                        AssistanceFacts.SUPPLEMENT,
                        request.exchange().supplementText().orElseThrow());
    }

    /** The outbox delivers within a second; the sending stands for the receipt here, but for one on paper. */
    public ReplyClocks startClocks(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Instant sentAt = letters.latest(requestId, AssistanceLetter.SUPPLEMENT)
                .map(Letter::issuedAt)
                .orElseThrow();
        return replyClocks.startSupplement(request.subject(), sentAt);
    }

    /** A supplement on paper was signed for; the way there does not count (程序规定 art. 80). */
    @Override
    public void delivered(Letter letter, Instant at) {
        if (letter.kind() == AssistanceLetter.SUPPLEMENT) {
            replyClocks.supplementCame(
                    store.locked(letter.subjectId(), letter.sender()).subject(), at);
        }
    }
}
