package org.redshield.bridge.assistance.request;

import static org.redshield.bridge.assistance.request.RequestState.WITHDRAWN;

import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.assistance.between.AssistanceLetter;
import org.redshield.bridge.assistance.between.CaseAct;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.platform.request.DataRequests;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The officer who raised a request takes it back, from wherever it has gone. */
@Service
@Transactional
public class RequestWithdrawals {

    private static final Entries ENTRIES = new Entries(CaseAct.FEATURE);

    private final RequestStore store;
    private final RequestRecord record;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final Letters letters;
    private final DataRequests dataRequests;

    RequestWithdrawals(
            RequestStore store,
            RequestRecord record,
            Correspondence correspondence,
            SubjectClocks clocks,
            Letters letters,
            DataRequests dataRequests) {
        this.store = store;
        this.record = record;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.letters = letters;
        this.dataRequests = dataRequests;
    }

    /**
     * The officer who raised it wants it back.
     *
     * @throws Refusal {@code assistance.not-raiser}, {@code assistance.withdrawal-too-late} once there is a reply
     */
    public void want(String requestId, String tenant, String user, Optional<String> reason) {
        String given = ENTRIES.reason(reason, "撤回理由");
        AssistanceRequest request = store.locked(requestId, tenant);
        if (!user.equals(request.raisedBy())) {
            throw new Refusal("assistance.not-raiser");
        }
        if (!request.state().allows(WITHDRAWN)) {
            throw new Refusal("assistance.withdrawal-too-late", request.state().title());
        }
        store.withdrawal(request, given);
    }

    /**
     * Withdraws: data requests under way are called back, and the other side, if it has our letter, is told.
     *
     * @param dispatched whether the letter in force has been sent
     */
    public void withdraw(String requestId, String tenant, boolean dispatched) {
        AssistanceRequest request = store.locked(requestId, tenant);
        String reason = request.ending().withdrawalReason().orElseThrow();
        dataRequests.withdrawAll(requestId, tenant, reason);
        if (dispatched && request.withOtherSide()) {
            Letter original = letters.get(request.exchange().letterId().orElseThrow());
            correspondence.send(AssistanceRequests.answer(request, AssistanceLetter.WITHDRAWAL, "WITHDRAWAL", original)
                    .fact(LetterFacts.NOTE, reason));
        }
        clocks.cancelAll(request.subject(), "请求已撤回");
        record.move(request, WITHDRAWN);
        store.closeCase(request);
        record.event(request, request.raisedBy(), CaseAct.REQUEST_WITHDRAWN);
    }
}
