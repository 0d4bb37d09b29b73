package org.redshield.bridge.platform.request;

import static org.redshield.bridge.Rows.timestamp;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.platform.dataset.RefusalReason;
import org.redshield.bridge.platform.gateway.DataRequestOrder;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who must approve a request for data, by the table of tiers and the law as its floor; and who has. */
@Service
@RequiredArgsConstructor
public class DataApprovals {

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final DataRequests requests;
    private final Tiers tiers;
    private final Approvals approvals;

    /**
     * Has the table of data tiers decide, once: a later version of it changes nothing for this request. What nobody may
     * approve ends refused.
     */
    @Transactional
    public TierDecision classify(String requestNo) {
        return decision(requests.get(requestNo));
    }

    private TierDecision decision(DataRequest request) {
        return request.permission().decision().orElseGet(() -> classify(request));
    }

    private TierDecision classify(DataRequest request) {
        TierDecision decision = tiers.decide(
                request.dataset(),
                request.tenant(),
                requests.order(request.requestNo()).basis());
        jdbc.sql("""
                        update platform_request set tier = ?, approver = ?, tier_citation = ?, tier_version = ?
                         where request_no = ?
                        """)
                .params(
                        decision.tier().name(),
                        decision.barred().isPresent()
                                ? null
                                : decision.approver().code(),
                        decision.citation(),
                        decision.version().orElse(null),
                        request.requestNo())
                .update();
        decision.barred()
                .ifPresent(reason -> requests.end(
                        request.requestNo(),
                        Status.REFUSED,
                        Optional.of(RefusalReason.OUT_OF_LEGAL_SCOPE),
                        Optional.of(reason),
                        0));
        return decision;
    }

    /** Ends a request whose model has no step in which that head could approve it. */
    @Transactional
    public void refuseWithoutStep(String requestNo, Approver approver) {
        String dataset = requests.get(requestNo).dataset().title();
        String sentence = new Refusal("platform.no-approval-step", dataset, approver.title()).getMessage();
        requests.end(requestNo, Status.REFUSED, Optional.empty(), Optional.of(sentence), 0);
    }

    /**
     * A head's approval.
     *
     * @param as the highest office of that person
     * @param opinion what he wrote to it
     * @throws Refusal platform.own-request for one who raised or handles the request; platform.approver-too-low;
     *     platform.already-decided
     */
    @Transactional
    public void approve(String requestNo, String user, Approver as, Optional<String> opinion) {
        decide(requestNo, user, as, Status.APPROVED, opinion);
    }

    /**
     * A head's refusal, in whatever office; a request that may not be made at all has ended without it.
     *
     * @throws Refusal as {@link #approve}, but platform.approver-too-low
     */
    @Transactional
    public void decline(String requestNo, String user, Approver as, String reason) {
        decide(requestNo, user, as, Status.DECLINED, Optional.of(reason));
    }

    /** User ids of who raised the request or handles it. */
    public List<String> hands(String requestNo) {
        return approval(requests.order(requestNo)).hands();
    }

    private void decide(String requestNo, String user, Approver as, Status status, Optional<String> opinion) {
        DataRequest request = requests.get(requestNo);
        TierDecision decision = decision(request);
        Approval approval = approval(requests.order(requestNo));
        Approvals.requireOthers(approval, user);
        // Whoever holds the task may say no, also where the table asks for a higher office since it was given out.
        boolean approves = status == Status.APPROVED;
        if (decision.barred().isPresent()) {
            if (approves) {
                throw Tiers.refusal(request.dataset(), decision.barred().get());
            }
            record(approval, user, PlatformAct.DATA_DECLINED, request, opinion);
            return;
        }
        if (approves && !as.suffices(decision.approver())) {
            throw new Refusal(
                    "platform.approver-too-low",
                    request.dataset().title(),
                    decision.approver().title());
        }
        int changed = jdbc.sql("""
                        update platform_request
                           set status = :status, approved_by = :approvedBy, approved_as = :approvedAs,
                               approved_at = :approvedAt, explanation = :explanation
                         where request_no = :requestNo and status = 'DRAFT'
                        """)
                .param("status", status.name())
                .param("approvedBy", user)
                .param("approvedAs", as.code())
                .param("approvedAt", timestamp(clock.instant()))
                .param("explanation", approves ? null : opinion.orElse(null))
                .param("requestNo", requestNo)
                .update();
        if (changed == 0) {
            throw new Refusal("platform.already-decided", request.status().title());
        }
        record(approval, user, approves ? PlatformAct.DATA_APPROVED : PlatformAct.DATA_DECLINED, request, opinion);
    }

    private void record(
            Approval approval, String user, PlatformAct decision, DataRequest request, Optional<String> opinion) {
        approvals.decide(
                approval,
                user,
                decision,
                opinion,
                Map.of(CaseEvents.ABOUT, request.dataset().title()));
    }

    private static Approval approval(DataRequestOrder order) {
        return new Approval(
                order.caseNo(), order.tenant(), order.requestNo(), order.handlers(), "platform.own-request");
    }

    /** Nobody can tell any more what was approved before this release: it is open again. */
    void reopen(String requestNo) {
        jdbc.sql("""
                        update platform_request
                           set status = 'DRAFT', approved_by = null, approved_as = null, approved_at = null
                         where request_no = ? and status = 'APPROVED'
                        """).param(requestNo).update();
    }

    /**
     * Nothing leaves the bureau without the approval that the table and the law ask for, whatever way a model went: by
     * somebody in that office, who does not handle the request.
     *
     * @return whose approval that is; {@link Approver#NONE} where nobody's is asked for
     * @throws Refusal {@code platform.not-approved, .tier-refused}
     */
    Approver require(DataRequest request, DataRequestOrder order) {
        TierDecision decision = decision(request);
        decision.barred().ifPresent(reason -> {
            throw Tiers.refusal(request.dataset(), reason);
        });
        Approver required = tiers.leastApprover(order).orHigher(decision.approver());
        boolean permitted = required == Approver.NONE
                // What the interface could not answer was approved for the liaison too.
                || request.status() != Status.DRAFT
                        && request.status() != Status.DECLINED
                        && request.permission()
                                .approvedAs()
                                .filter(as -> as.suffices(required))
                                .isPresent()
                        && request.permission()
                                .approvedBy()
                                .filter(approval(order)::isOpenTo)
                                .isPresent();
        if (!permitted) {
            throw new Refusal("platform.not-approved", request.dataset().title(), required.title());
        }
        return required;
    }
}
