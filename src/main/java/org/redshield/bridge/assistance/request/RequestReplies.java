package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.CONFIRMED;
import static org.redshield.bridge.assistance.request.RequestState.DECLINED;
import static org.redshield.bridge.assistance.request.RequestState.EXTENSION_NOTIFIED;
import static org.redshield.bridge.assistance.request.RequestState.RECEIVED;
import static org.redshield.bridge.assistance.request.RequestState.REPLIED;
import static org.redshield.bridge.assistance.request.RequestState.RETURNED_FOR_CORRECTION;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.AssistanceClocks;
import org.redshield.bridge.assistance.correspondence.AssistanceFacts;
import org.redshield.bridge.assistance.correspondence.AssistanceLetter;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.assistance.correspondence.ReplyClocks;
import org.redshield.bridge.assistance.request.AssistanceRequest.Outcome;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 对方答复: what comes back on a letter that asks, and what its clocks do. */
@Service
@Transactional
@RequiredArgsConstructor
public class RequestReplies {

    private final RequestStore store;
    private final RequestRecord record;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final AssistanceClocks replyClocks;
    private final Letters letters;
    private final InstantSource time;

    /** The letter has arrived: the clocks start with the delivery receipt, however late this step comes. */
    public ReplyClocks startReplyClocks(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        Instant deliveredAt = letters.deliveredAt(request.exchange().letterId().orElseThrow());
        store.update(request, Map.of("delivered_at", deliveredAt));
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

    /** Every data request of the direct way has ended, one way or the other; nobody waits for a confirmation. */
    public void recordDirectData(String requestId, String tenant) {
        AssistanceRequest request = store.locked(requestId, tenant);
        record.move(request, CONFIRMED);
        record.event(request, CaseEvents.SYSTEM, CaseAct.REPLY_RECEIVED);
    }
}
