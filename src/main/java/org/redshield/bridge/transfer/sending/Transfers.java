package org.redshield.bridge.transfer.sending;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.jurisdiction.Fact;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the bureau does that hands something over. Every method belongs to one process step, joins its transaction, and
 * leaves row, letters, clocks and events agreeing with each other.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Transfers {

    private final TransferStore store;
    private final TransferRecord record;
    private final TransferReview review;
    private final TransferDispatch dispatch;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final Approvals approvals;
    private final SubjectClocks clocks;
    private final OfficerDirectory officers;

    /**
     * An officer with a valid certificate opens a case to hand it over.
     *
     * @throws Refusal with the first rule that the draft breaks
     */
    public Transfer raise(String tenant, String user, Map<String, String> facts) {
        Officer officer = officers.byUser(user).orElseThrow(() -> new Refusal("transfer.no-certificate"));
        officers.requireValid(officer.certificateNo(), tenant, clocks.today());
        officer.named(Naming.TRANSFER);
        TransferDraft draft = new TransferDraft(facts);
        draft.check(clocks.today());
        String caseNo = numbers.next(tenant);
        register.open(
                caseNo, tenant, draft.facts().get(TransferFacts.CAUSE), draft.find(TransferFacts.FILING_NO), user);
        String id = store.insert(caseNo, tenant, Optional.empty(), draft, user);
        Transfer transfer = store.locked(id, tenant);
        record.event(transfer, user, TransferAct.TRANSFER_DRAFTED);
        return review.reviewed(transfer, draft, user);
    }

    /** @throws Refusal when such an order may not begin */
    @Transactional(readOnly = true)
    public void checkOrder(Order order) {
        review.checkOrder(order);
    }

    /** What was begun for this order. */
    @Transactional(readOnly = true)
    public Optional<Transfer> begun(Order order) {
        return store.ordered(order.about(), order.tenant());
    }

    /** Begins what was ordered and not yet begun: a draft that an officer completes. */
    public Transfer begin(Order order) {
        TransferDraft draft = TransferDraft.ordered(order.facts());
        String id = store.insert(order.caseNo(), order.tenant(), Optional.of(order.about()), draft, order.by());
        Transfer transfer = store.locked(id, order.tenant());
        record.event(transfer, order.by(), TransferAct.TRANSFER_DRAFTED);
        return transfer;
    }

    /**
     * An officer completes a draft that was ordered, incomplete, sent back or returned.
     *
     * @throws Refusal {@code transfer.what-ordered}, or of the draft
     */
    public void complete(String id, String tenant, String user, Map<String, String> changes) {
        Transfer transfer = store.locked(id, tenant);
        TransferDraft draft = transfer.draft().with(changes);
        if (transfer.about().isPresent() && draft.what() != transfer.draft().what()) {
            // A filed case that went as a clue could be passed on and on.
            throw new Refusal("transfer.what-ordered", transfer.draft().what().title());
        }
        draft.check(clocks.today());
        dispatch.contact(user);
        record.event(transfer, user, TransferAct.TRANSFER_AMENDED);
        review.reviewed(transfer, draft, user);
    }

    /** Whether it can be put up for approval: an officer has looked at it and it is known who is competent. */
    public boolean examine(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        boolean complete =
                transfer.editedBy().isPresent() && transfer.receiver().isPresent();
        if (complete) {
            store.move(transfer, TransferState.PENDING_APPROVAL);
            record.event(transfer, transfer.editedBy().orElseThrow(), TransferAct.TRANSFER_SUBMITTED);
        } else if (transfer.state() == TransferState.PENDING_APPROVAL) {
            // A review gave it back, and what came of that is not complete.
            store.move(transfer, TransferState.DRAFT);
        }
        return complete;
    }

    /** Not handed over after all; whoever ordered it goes on itself. */
    public void abandon(String id, String tenant, String user, Optional<String> reason) {
        String given = TransferDraft.ENTRIES.reason(reason, "放弃的原因");
        Transfer transfer = store.locked(id, tenant);
        store.move(transfer, TransferState.ABANDONED);
        record.event(transfer, user, TransferAct.TRANSFER_ABANDONED, Map.of(), Optional.of(given));
        record.end(transfer, TransferState.ABANDONED);
    }

    /** @throws Refusal {@code transfer.own-approval} */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        Transfer transfer = forApproval(id, tenant);
        approvals.decide(transfer.approval(), user, TransferAct.TRANSFER_APPROVED, opinion);
        store.approved(
                transfer,
                user,
                dispatch.evidence(transfer).stream().map(Evidence::id).toList());
    }

    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String opinion = TransferDraft.ENTRIES.reason(reason, "审批意见");
        Transfer transfer = forApproval(id, tenant);
        approvals.decide(transfer.approval(), user, TransferAct.TRANSFER_SENT_BACK, Optional.of(opinion));
        store.move(transfer, TransferState.DRAFT);
    }

    public void reject(String id, String tenant, String user, Optional<String> reason) {
        String opinion = TransferDraft.ENTRIES.reason(reason, "审批意见");
        Transfer transfer = forApproval(id, tenant);
        approvals.decide(transfer.approval(), user, TransferAct.TRANSFER_REJECTED, Optional.of(opinion));
        store.move(transfer, TransferState.REJECTED);
        record.end(transfer, TransferState.REJECTED);
    }

    /** User ids of all who had a hand in the draft. */
    @Transactional(readOnly = true)
    public List<String> hands(String id, String tenant) {
        return store.hands(id, tenant, Transfer::approval);
    }

    private Transfer forApproval(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        if (transfer.state() != TransferState.PENDING_APPROVAL) {
            throw new Refusal("transfer.not-pending-approval", transfer.state().title());
        }
        return transfer;
    }

    @Transactional(readOnly = true)
    public Optional<Transfer> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    @Transactional(readOnly = true)
    public List<Transfer> ofCase(String caseNo, String tenant) {
        return store.ofCase(caseNo, tenant);
    }

    /** What of the jurisdiction is not known yet, in the officer's words. */
    public static List<String> missing(Transfer transfer) {
        return transfer.finding().stream()
                .filter(finding -> transfer.draft().way() == TransferWay.ACROSS)
                .flatMap(finding -> finding.missing().stream())
                .map(Fact::title)
                .toList();
    }
}
