package org.redshield.bridge.transfer.dispute;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.act.Decisions;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the common superior does about a dispute (程序规定 arts. 13, 16). Every method belongs to one process step and joins
 * its transaction.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Disputes {

    private static final Entries ENTRIES = new Entries(TransferAct.FEATURE);

    private final DisputeStore store;
    private final Correspondence correspondence;
    private final Letters letters;
    private final SubjectClocks clocks;
    private final Approvals approvals;
    private final Decisions decisions;
    private final CaseEvents events;
    private final Organisations organisations;
    private final InstantSource time;

    /** @return until when it is to be decided, since the material arrived */
    public Instant register(String id, String tenant, UUID letterId) {
        Letter letter = correspondence.received(TransferLetter.DESIGNATION_REQUEST, letterId, id, tenant);
        Instant receivedAt = letters.deliveredAt(letterId);
        store.insert(letter, receivedAt);
        Dispute dispute = store.locked(id, tenant);
        event(dispute, CaseEvents.SYSTEM, TransferAct.DISPUTE_REGISTERED);
        return clocks.start(dispute.subject(), TransferClock.TRANSFER_DESIGNATION, receivedAt)
                .dueAt();
    }

    /**
     * An officer proposes which of the two has it.
     *
     * @throws Refusal {@code transfer.option-unknown}
     */
    public void designate(String id, String tenant, String user, Optional<String> designated, Optional<String> reason) {
        Dispute dispute = store.locked(id, tenant);
        String bureau = ENTRIES.present(designated.orElse(null), "指定管辖的局");
        if (!dispute.sides().contains(bureau)) {
            throw new Refusal("transfer.option-unknown", "指定管辖的局", bureau);
        }
        String given = ENTRIES.reason(reason, "指定的理由");
        store.update(dispute, Map.of("designated", bureau, "reason", given, "drafted_by", user));
        store.move(dispute, DisputeState.DESIGNATION_PENDING_APPROVAL);
        events.append(
                dispute.caseNo(), tenant, user, TransferAct.DESIGNATION_DRAFTED, id, Map.of(), Optional.of(given));
    }

    /**
     * The decision about what lay beside the form, which goes to the one side, is put down with the form; here the same for the other.
     *
     * @throws Refusal {@code transfer.own-approval}
     */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        Dispute dispute = store.locked(id, tenant);
        approvals.decide(dispute.approval(), user, TransferAct.DESIGNATION_APPROVED, opinion);
        decisions.decided("approveDesignation", user, designation(dispute, dispute.receiver()));
        store.update(dispute, Map.of("approved_by", user));
    }

    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String opinion = ENTRIES.reason(reason, "审批意见");
        Dispute dispute = store.locked(id, tenant);
        approvals.decide(dispute.approval(), user, TransferAct.DESIGNATION_SENT_BACK, Optional.of(opinion));
        store.move(dispute, DisputeState.OPEN);
    }

    /** User ids of who drafted the designation. */
    @Transactional(readOnly = true)
    public List<String> hands(String id, String tenant) {
        return store.hands(id, tenant, Dispute::approval);
    }

    /** 指定管辖通知书 to both sides. */
    public void issue(String id, String tenant) {
        Dispute dispute = store.locked(id, tenant);
        dispute.sides().forEach(side -> correspondence.send(designation(dispute, side)));
        clocks.answered(dispute.subject(), time.instant());
        store.move(dispute, DisputeState.DESIGNATED);
        event(dispute, CaseEvents.SYSTEM, TransferAct.DESIGNATION_ISSUED);
    }

    /** As {@link #issue} would send it now to the bureau that reported the dispute; the other one gets the same. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingDesignation(String id, String tenant) {
        return store.find(id, tenant)
                .filter(dispute -> dispute.designated().isPresent())
                .map(dispute -> designation(dispute, dispute.sender()));
    }

    private LetterDraft designation(Dispute dispute, String side) {
        Letter request = letters.get(dispute.letterId());
        String designated = dispute.designated().orElseThrow();
        return dispute.subject()
                .letter(
                        TransferLetter.DESIGNATION,
                        dispute.tenant() + "/DESIGNATION/" + side + "/" + dispute.letterId(),
                        side)
                .inReplyTo(Optional.of(dispute.letterId()))
                .by(dispute.draftedBy().orElseThrow(), dispute.approvedBy())
                .fact(TransferFacts.TRANSFER_ID, dispute.id())
                .fact(TransferFacts.CAUSE, LetterFacts.need(request, TransferFacts.CAUSE))
                .fact(LetterFacts.ORIGINAL_LETTER, request.number())
                .fact(TransferFacts.SETTLEMENT, designated.equals(dispute.sender()) ? "SENDER" : "RECEIVER")
                .word("senderName", organisations.get(dispute.sender()).name())
                .word("receiverName", organisations.get(dispute.receiver()).name())
                .word("designatedName", organisations.get(designated).name())
                .word("designationReason", dispute.reason().orElseThrow());
    }

    /** Seven working days have passed. */
    public void escalate(String id, String tenant) {
        Dispute dispute = store.locked(id, tenant);
        if (clocks.fired(dispute.subject(), TransferClock.TRANSFER_DESIGNATION)) {
            event(dispute, CaseEvents.SYSTEM, TransferAct.DESIGNATION_OVERDUE);
        }
    }

    @Transactional(readOnly = true)
    public Optional<Dispute> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    @Transactional(readOnly = true)
    public List<Dispute> ofCase(String caseNo, String tenant) {
        return store.ofCase(caseNo, tenant);
    }

    private void event(Dispute dispute, String actor, TransferAct act) {
        events.append(dispute.caseNo(), dispute.tenant(), actor, act, dispute.id());
    }
}
