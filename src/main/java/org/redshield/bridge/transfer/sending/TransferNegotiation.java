package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.transfer.correspondence.TransferFacts.RECEIVER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The receiver of a filed case disputes it: the two agree in seven working days, or the common superior says (程序规定 art. 13). */
@Service
@Transactional
@RequiredArgsConstructor
public class TransferNegotiation {

    private final TransferStore store;
    private final TransferRecord record;
    private final Correspondence correspondence;
    private final Approvals approvals;
    private final SubjectClocks clocks;
    private final Organisations organisations;
    private final Evidences evidences;
    private final InstantSource time;

    /** The receiver of a filed case thinks that it is not competent: only the common superior can say (程序规定 art. 14). */
    public Instant recordDispute(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = correspondence.received(TransferLetter.TRANSFER_DISPUTE, letterId, id, tenant);
        store.answered(transfer, TransferState.DISPUTED, LetterFacts.need(answer, LetterFacts.NOTE), Optional.empty());
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.DISPUTE_RECEIVED, answer);
        return clocks.start(transfer.subject(), TransferClock.TRANSFER_NEGOTIATION, correspondence.arrivedAt(answer))
                .dueAt();
    }

    /** The two did not agree in seven working days: it is to be reported. */
    public void recordOverdue(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        if (clocks.fired(transfer.subject(), TransferClock.TRANSFER_NEGOTIATION)) {
            record.event(transfer, CaseEvents.SYSTEM, TransferAct.NEGOTIATION_OVERDUE);
        }
    }

    /** The receiver takes it after all; nothing else was done meanwhile, so it is told that it may. */
    public void confirmAgreement(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter agreement = correspondence.received(TransferLetter.TRANSFER_AGREED, letterId, id, tenant);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.AGREEMENT_RECEIVED, agreement);
        correspondence.send(told(transfer, TransferLetter.TRANSFER_CONFIRMED).word("agreementNo", agreement.number()));
        clocks.answered(transfer.subject(), time.instant());
        store.move(transfer, TransferState.SIGNED);
    }

    /**
     * An officer says how it is to be ended: this bureau goes on itself, or the common superior is asked (程序规定 art. 13).
     * Nothing goes out before the head has approved it.
     *
     * @throws Refusal {@code transfer.superior-not-connected}
     */
    public void propose(String id, String tenant, String user, Settling how, Optional<String> view) {
        Transfer transfer = store.locked(id, tenant);
        String given = TransferDraft.ENTRIES.reason(view, "本局的意见和协商情况");
        if (how == Settling.REPORT && !superior(transfer).connected()) {
            throw new Refusal(
                    "transfer.superior-not-connected", superior(transfer).name());
        }
        store.settling(transfer, how, given, user);
        record.event(
                transfer,
                user,
                how == Settling.KEEP ? TransferAct.RECALL_DRAFTED : TransferAct.DESIGNATION_REQUEST_DRAFTED,
                Map.of(),
                Optional.of(given));
    }

    /** Of a release in which no head was asked: an officer says it again. What he had written is kept. */
    public void proposeAnew(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        if (transfer.view().isPresent()) {
            record.event(
                    transfer,
                    CaseEvents.SYSTEM,
                    TransferAct.SETTLEMENT_SENT_BACK,
                    Map.of(),
                    Optional.of("报请指定管辖、撤回移送改为须经部门负责人批准后发出，尚未发出的请再次提出。"));
        }
    }

    /** @throws Refusal {@code transfer.own-approval} */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        Transfer transfer = proposed(id, tenant);
        approvals.decide(transfer.approvalOfSettling(), user, TransferAct.SETTLEMENT_APPROVED, opinion);
        store.settled(transfer, user, evidence(transfer));
    }

    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String opinion = TransferDraft.ENTRIES.reason(reason, "审批意见");
        Transfer transfer = proposed(id, tenant);
        approvals.decide(transfer.approvalOfSettling(), user, TransferAct.SETTLEMENT_SENT_BACK, Optional.of(opinion));
    }

    private Transfer proposed(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        if (pending(transfer).isEmpty()) {
            throw new Refusal("transfer.nothing-proposed", transfer.state().title());
        }
        return transfer;
    }

    /** User ids of all who had a hand in what is proposed. */
    @Transactional(readOnly = true)
    public List<String> hands(String id, String tenant) {
        return store.hands(id, tenant, Transfer::approvalOfSettling);
    }

    /** The letter by which what is proposed would be done, as the step after the approval sends it. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String id, String tenant) {
        return store.find(id, tenant).flatMap(this::pending);
    }

    private Optional<LetterDraft> pending(Transfer transfer) {
        return transfer.state() == TransferState.DISPUTED
                ? transfer.settling().map(how -> how == Settling.KEEP ? keeping(transfer) : requesting(transfer))
                : Optional.empty();
    }

    private Organisation superior(Transfer transfer) {
        return organisations.commonSuperior(
                transfer.tenant(), transfer.receiver().orElseThrow());
    }

    /** Tells the other side that the transfer is taken back. */
    public void sendKept(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        Letter sent = correspondence.send(keeping(transfer));
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_KEPT, sent);
        kept(transfer);
    }

    private LetterDraft keeping(Transfer transfer) {
        return told(transfer, TransferLetter.TRANSFER_KEPT)
                .by(settlingBy(transfer), transfer.settledBy())
                .fact(LetterFacts.NOTE, transfer.view().orElseThrow());
    }

    private LetterDraft told(Transfer transfer, TransferLetter kind) {
        return TransferRecord.draft(transfer, kind, kind + "/" + transfer.rounds())
                .inReplyTo(transfer.letterId())
                .by(transfer.officer(), Optional.empty())
                .fact(LetterFacts.ORIGINAL_LETTER, record.original(transfer).number());
    }

    /** One that was proposed before anybody was asked to approve it has no name with it. */
    private static String settlingBy(Transfer transfer) {
        return transfer.settlingBy().orElse(transfer.officer());
    }

    private void kept(Transfer transfer) {
        clocks.cancelAll(transfer.subject(), "由本局继续办理");
        store.move(transfer, TransferState.ABANDONED);
        record.end(transfer, TransferState.ABANDONED);
    }

    /** Asks the common superior, and tells the receiver so. */
    public void requestDesignation(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        Letter sent = correspondence.send(requesting(transfer));
        correspondence.send(told(transfer, TransferLetter.DESIGNATION_SOUGHT)
                .by(settlingBy(transfer), transfer.settledBy())
                .fact(LetterFacts.NOTE, transfer.view().orElseThrow())
                .word("superiorName", superior(transfer).name()));
        clocks.answered(transfer.subject(), time.instant());
        store.move(transfer, TransferState.REPORTED);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.DESIGNATION_REQUESTED, sent);
    }

    /** With what both sides hold, and all evidence. */
    private LetterDraft requesting(Transfer transfer) {
        return TransferRecord.draft(
                        transfer,
                        TransferLetter.DESIGNATION_REQUEST,
                        "DESIGNATION_REQUEST/" + transfer.rounds(),
                        superior(transfer).code())
                .inReplyTo(transfer.letterId())
                .by(settlingBy(transfer), transfer.settledBy())
                .evidence(evidence(transfer))
                .facts(TransferFacts.told(transfer.draft().facts()))
                .fact(LetterFacts.ORIGINAL_LETTER, record.original(transfer).number())
                .fact(RECEIVER, transfer.receiver().orElseThrow())
                .fact(TransferFacts.SENDER_VIEW, transfer.view().orElseThrow())
                .fact(TransferFacts.RECEIVER_VIEW, transfer.answer().orElseThrow())
                .word(
                        "receiverName",
                        organisations.get(transfer.receiver().orElseThrow()).name());
    }

    private List<UUID> evidence(Transfer transfer) {
        return TransferRecord.known(transfer, evidences.ofCase(transfer.caseNo(), transfer.tenant())).stream()
                .map(Evidence::id)
                .toList();
    }

    /** The superior has said who has it: this bureau goes on, or the other one will take it. */
    public void recordDesignation(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter notice = correspondence.received(TransferLetter.DESIGNATION, letterId, id, tenant);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.DESIGNATION_RECEIVED, notice);
        if (LetterFacts.need(notice, TransferFacts.SETTLEMENT).equals("SENDER")) {
            kept(transfer);
        } else {
            store.move(transfer, TransferState.SIGNED);
        }
    }

    /**
     * Who has what was disputed: this bureau, or the receiver, whose acceptance is waited for.
     *
     * @return {@code SENDER} or {@code RECEIVER}
     * @throws Refusal {@code transfer.not-settled} while it is open
     */
    @Transactional(readOnly = true)
    public String settlement(String id, String tenant) {
        TransferState state = store.find(id, tenant)
                .orElseThrow(() -> new Refusal("transfer.unknown", id))
                .state();
        return switch (state) {
            case ABANDONED -> "SENDER";
            case SIGNED -> "RECEIVER";
            default -> throw new Refusal("transfer.not-settled", state.title());
        };
    }
}
