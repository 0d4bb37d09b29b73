package org.redshield.bridge.assistance.request;

import java.util.Optional;
import org.redshield.bridge.assistance.between.CaseAct;
import org.redshield.bridge.cases.Approvals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Requests that a head approved before they were raised, many at once, as those of a joint question: they are not put up for approval
 * again, unless somebody changes them.
 */
@Service
@Transactional
public class ApprovedBefore {

    private final RequestStore store;
    private final Approvals approvals;

    ApprovedBefore(RequestStore store, Approvals approvals) {
        this.store = store;
        this.approvals = approvals;
    }

    /** @throws org.redshield.bridge.Refusal {@code assistance.own-approval} */
    public void approve(AssistanceRequest request, String head) {
        approvals.decide(request.approval(), head, CaseAct.REQUEST_APPROVED, Optional.empty());
        store.approved(request, head);
    }

    @Transactional(readOnly = true)
    public boolean isApproved(String requestId, String tenant) {
        return store.find(requestId, tenant)
                .flatMap(AssistanceRequest::approvedBy)
                .isPresent();
    }
}
