package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.WITHDRAWN;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The officer who raised a request takes it back, from wherever it has gone. Where the other side has our letter a head signs the
 * one that says so.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class RequestWithdrawals {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final RequestStore store;
    private final RequestRecord record;
    private final Approvals approvals;
    private final Decisions decisions;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final Letters letters;
    private final DataRequests dataRequests;

    /**
     * The officer who raised it wants it back.
     *
     * @return whether that is enough, because nothing has to be told to another bureau
     * @throws Refusal {@code assistance.not-raiser}, {@code assistance.withdrawal-too-late} once there is a reply
     */
    public boolean want(String requestId, String tenant, String user, Optional<String> reason) {
        String given = ENTRIES.reason(reason, "撤回理由");
        AssistanceRequest request = store.locked(requestId, tenant);
        if (!user.equals(request.raisedBy())) {
            throw new Refusal("assistance.not-raiser");
        }
        checkTime(request);
        store.withdrawal(request, given);
        if (request.withOtherSide()) {
            record.event(request, user, CaseAct.WITHDRAWAL_PROPOSED);
            return false;
        }
        return true;
    }

    private void checkTime(AssistanceRequest request) {
        if (!store.allows(request, WITHDRAWN)) {
            throw new Refusal("assistance.withdrawal-too-late", request.state().title());
        }
    }

    /**
     * @throws Refusal {@code assistance.own-approval}; {@code assistance.withdrawal-too-late} where a reply came meanwhile
     */
    public void approve(String requestId, String tenant, String user, Optional<String> opinion) {
        AssistanceRequest request = store.locked(requestId, tenant);
        approvals.decide(request.withdrawalApproval(), user, CaseAct.WITHDRAWAL_APPROVED, opinion);
        checkTime(request);
        store.update(request, Map.of("withdrawal_head", user));
    }

    public void sendBack(String requestId, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        AssistanceRequest request = store.locked(requestId, tenant);
        approvals.decide(request.withdrawalApproval(), user, CaseAct.WITHDRAWAL_SENT_BACK, Optional.of(opinion));
    }

    /** User ids of all who had a hand in the request. */
    @Transactional(readOnly = true)
    public List<String> hands(String requestId, String tenant) {
        return store.hands(requestId, tenant, AssistanceRequest::withdrawalApproval);
    }

    /** The letter that {@link #withdraw} would send now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String requestId, String tenant) {
        return store.find(requestId, tenant)
                .filter(request -> request.withOtherSide()
                        && request.ending().withdrawalReason().isPresent())
                .map(this::letter);
    }

    private LetterDraft letter(AssistanceRequest request) {
        Letter original = letters.get(request.exchange().letterId().orElseThrow());
        AssistanceLetter kind =
                isDirect(request) ? AssistanceLetter.DATA_NOTICE_WITHDRAWN : AssistanceLetter.WITHDRAWAL;
        return RequestDispatch.answer(request, kind, "WITHDRAWAL", original)
                .by(request.raisedBy(), request.ending().withdrawalHead())
                .fact(LetterFacts.NOTE, request.ending().withdrawalReason().orElseThrow());
    }

    private static boolean isDirect(AssistanceRequest request) {
        return request.draft().requestedBureau().isEmpty();
    }

    /**
     * Withdraws: data requests under way are called back, and the other side, if it has our letter, is told.
     *
     * @param dispatched whether the letter in force has been sent to a bureau
     */
    public void withdraw(String requestId, String tenant, boolean dispatched) {
        AssistanceRequest request = store.locked(requestId, tenant);
        String reason = request.ending().withdrawalReason().orElseThrow();
        dataRequests.withdrawAll(requestId, tenant, reason);
        // On the direct way it has been signed since there is a letter for it.
        boolean told = isDirect(request) ? request.ending().withdrawalHead().isPresent() : dispatched;
        if (told && request.withOtherSide()) {
            LetterDraft withdrawal = letter(request);
            if (request.unsigned() && request.ending().withdrawalHead().isEmpty()) {
                // It began where nobody signs this.
                decisions.decided("approveWithdrawal", request.raisedBy(), withdrawal);
            }
            correspondence.send(withdrawal);
        }
        clocks.cancelAll(request.subject(), "请求已撤回");
        record.move(request, WITHDRAWN);
        store.closeCase(request);
        record.event(request, request.raisedBy(), CaseAct.REQUEST_WITHDRAWN);
    }
}
