package org.redshield.bridge.assistance.request;

import java.time.InstantSource;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.act.Decisions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests that a head approved before they were raised, many at once, as those of a joint question: they are not put up for approval
 * again, unless somebody changes them.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ApprovedBefore {

    private final RequestStore store;
    private final RequestDispatch dispatch;
    private final Approvals approvals;
    private final Decisions decisions;
    private final InstantSource time;

    /** @throws org.redshield.bridge.Refusal {@code assistance.own-approval} */
    public void approve(AssistanceRequest request, String head) {
        approvals.decide(request.approval(), head, CaseAct.REQUEST_APPROVED, Optional.empty());
        dispatch.pendingLetter(request.requestId(), request.tenant())
                .ifPresent(letter -> decisions.decided("approveRequest", head, letter));
        store.approved(request, head, time.instant());
    }

    @Transactional(readOnly = true)
    public boolean isApproved(String requestId, String tenant) {
        return store.find(requestId, tenant)
                .flatMap(AssistanceRequest::approvedBy)
                .isPresent();
    }
}
