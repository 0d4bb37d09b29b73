package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.transfer.between.TransferFacts.RECEIVER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.transfer.between.TransferAct;
import org.redshield.bridge.transfer.between.TransferClock;
import org.redshield.bridge.transfer.between.TransferFacts;
import org.redshield.bridge.transfer.between.TransferLetter;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The receiver of a filed case disputes it: the two agree in seven working days, or the common superior says (程序规定 art. 13). */
@Service
@Transactional
public class TransferNegotiation {

    private final TransferStore store;
    private final TransferRecord record;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final Organisations organisations;
    private final Evidences evidences;
    private final InstantSource time;

    TransferNegotiation(
            TransferStore store,
            TransferRecord record,
            Correspondence correspondence,
            SubjectClocks clocks,
            Organisations organisations,
            Evidences evidences,
            InstantSource time) {
        this.store = store;
        this.record = record;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.organisations = organisations;
        this.evidences = evidences;
        this.time = time;
    }

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
        store.state(transfer, TransferState.SIGNED);
    }

    /** The two agreed that this bureau goes on itself. */
    public void keep(String id, String tenant, String user, Optional<String> view) {
        Transfer transfer = viewed(id, tenant, view);
        record.event(transfer, user, TransferAct.TRANSFER_KEPT, Map.of(), view);
    }

    /**
     * They did not: it is to be reported to the common superior (程序规定 art. 13).
     *
     * @throws Refusal {@code transfer.superior-not-connected}
     */
    public void report(String id, String tenant, String user, Optional<String> view) {
        Transfer transfer = viewed(id, tenant, view);
        Organisation superior = superior(transfer);
        if (!superior.connected()) {
            throw new Refusal("transfer.superior-not-connected", superior.name());
        }
        record.event(transfer, user, TransferAct.DESIGNATION_REQUESTED, Map.of(), view);
    }

    private Transfer viewed(String id, String tenant, Optional<String> view) {
        Transfer transfer = store.locked(id, tenant);
        store.view(transfer, Draft.ENTRIES.reason(view, "本局的意见和协商情况"));
        return transfer;
    }

    private Organisation superior(Transfer transfer) {
        return organisations.commonSuperior(
                transfer.tenant(), transfer.receiver().orElseThrow());
    }

    /** Tells the other side that the transfer is taken back. */
    public void sendKept(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        correspondence.send(told(transfer, TransferLetter.TRANSFER_KEPT)
                .fact(LetterFacts.NOTE, transfer.view().orElseThrow()));
        kept(transfer);
    }

    private LetterDraft told(Transfer transfer, TransferLetter kind) {
        return TransferRecord.draft(transfer, kind, kind + "/" + transfer.rounds())
                .inReplyTo(transfer.letterId())
                .by(transfer.officer(), Optional.empty())
                .fact(LetterFacts.ORIGINAL_LETTER, record.original(transfer).number());
    }

    private void kept(Transfer transfer) {
        clocks.cancelAll(transfer.subject(), "由本局继续办理");
        store.state(transfer, TransferState.ABANDONED);
        record.end(transfer, TransferState.ABANDONED);
    }

    /** Asks the common superior, with what both sides hold and all evidence, and tells the receiver so. */
    public void requestDesignation(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        Draft draft = transfer.draft();
        Letter sent = correspondence.send(TransferRecord.draft(
                        transfer,
                        TransferLetter.DESIGNATION_REQUEST,
                        "DESIGNATION_REQUEST/" + transfer.rounds(),
                        superior(transfer).code())
                .inReplyTo(transfer.letterId())
                .by(transfer.officer(), transfer.approvedBy())
                .evidence(evidences.ofCase(transfer.caseNo(), tenant).stream()
                        .map(Evidence::id)
                        .toList())
                .facts(TransferFacts.told(draft.facts()))
                .fact(LetterFacts.ORIGINAL_LETTER, record.original(transfer).number())
                .fact(RECEIVER, transfer.receiver().orElseThrow())
                .fact(TransferFacts.SENDER_VIEW, transfer.view().orElseThrow())
                .fact(TransferFacts.RECEIVER_VIEW, transfer.answer().orElseThrow())
                .word(
                        "receiverName",
                        organisations.get(transfer.receiver().orElseThrow()).name()));
        correspondence.send(told(transfer, TransferLetter.DESIGNATION_SOUGHT)
                .fact(LetterFacts.NOTE, transfer.view().orElseThrow())
                .word("superiorName", superior(transfer).name()));
        clocks.answered(transfer.subject(), time.instant());
        store.state(transfer, TransferState.REPORTED);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.DESIGNATION_REQUESTED, sent);
    }

    /** The superior has said who has it: this bureau goes on, or the other one will take it. */
    public void recordDesignation(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter notice = correspondence.received(TransferLetter.DESIGNATION, letterId, id, tenant);
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.DESIGNATION_RECEIVED, notice);
        if (LetterFacts.need(notice, TransferFacts.SETTLEMENT).equals("SENDER")) {
            kept(transfer);
        } else {
            store.state(transfer, TransferState.SIGNED);
        }
    }
}
