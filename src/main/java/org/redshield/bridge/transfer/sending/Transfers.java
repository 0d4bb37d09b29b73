package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.transfer.correspondence.TransferFacts.CHOICE_REASON;
import static org.redshield.bridge.transfer.correspondence.TransferFacts.PLATFORM;
import static org.redshield.bridge.transfer.correspondence.TransferFacts.RECEIVER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferClock;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.jurisdiction.Fact;
import org.redshield.bridge.transfer.jurisdiction.JurisdictionFinding;
import org.redshield.bridge.transfer.jurisdiction.Jurisdictions;
import org.redshield.bridge.transfer.jurisdiction.StatedFacts;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the bureau does that hands something over. Every method belongs to one process step, joins its transaction, and
 * leaves row, letters, clocks and events agreeing with each other.
 */
@Service
@Transactional
public class Transfers {

    private final TransferStore store;
    private final TransferRecord record;
    private final TransferDates dates;
    private final Receivers receivers;
    private final EarlierAnswers earlier;
    private final Jurisdictions jurisdictions;
    private final StatedFacts stated;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final Letters letters;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final Evidences evidences;
    private final Orders orders;
    private final InstantSource time;

    Transfers(
            TransferStore store,
            TransferRecord record,
            TransferDates dates,
            Receivers receivers,
            EarlierAnswers earlier,
            Jurisdictions jurisdictions,
            StatedFacts stated,
            CaseNumbers numbers,
            CaseRegister register,
            Approvals approvals,
            Correspondence correspondence,
            SubjectClocks clocks,
            Letters letters,
            Organisations organisations,
            OfficerDirectory officers,
            Evidences evidences,
            Orders orders,
            InstantSource time) {
        this.store = store;
        this.record = record;
        this.dates = dates;
        this.receivers = receivers;
        this.earlier = earlier;
        this.jurisdictions = jurisdictions;
        this.stated = stated;
        this.numbers = numbers;
        this.register = register;
        this.approvals = approvals;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.letters = letters;
        this.organisations = organisations;
        this.officers = officers;
        this.evidences = evidences;
        this.orders = orders;
        this.time = time;
    }

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
        return reviewed(transfer, draft, user);
    }

    /** @throws Refusal when such an order may not begin */
    @Transactional(readOnly = true)
    public void checkOrder(Order order) {
        TransferDraft draft = TransferDraft.ordered(order.facts());
        draft.checkOrdered(clocks.today());
        receivers.checkGiver(order.caseNo(), order.tenant(), draft.find(RECEIVER));
        draft.find(RECEIVER).ifPresent(receiver -> receivers.check(receiver, order.tenant(), clocks.today()));
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
        contact(user);
        record.event(transfer, user, TransferAct.TRANSFER_AMENDED);
        reviewed(transfer, draft, user);
    }

    /** What the other side could not begin with is not sent, and refused in the words in which it would say so. */
    private void checkUsable(Transfer transfer, TransferDraft draft, String user) {
        orders.check(
                OrderKind.CLUE_VERIFICATION,
                new Order(
                        transfer.caseNo(),
                        transfer.tenant(),
                        transfer.id(),
                        user,
                        Optional.empty(),
                        Optional.empty(),
                        TransferFacts.verified(draft.facts(), draft.way(), time.instant())));
    }

    /** 管辖研判, kept with the case. The receiver stays open as long as a fact is missing. */
    private Transfer reviewed(Transfer transfer, TransferDraft draft, String user) {
        checkUsable(transfer, draft, user);
        JurisdictionFinding finding = jurisdictions.find(stated.read(TransferFacts.stated(draft.facts())));
        Optional<String> receiver = receiver(transfer, draft, finding);
        receiver.ifPresent(bureau -> earlier.check(transfer, draft, bureau));
        store.draft(transfer, draft, user, finding, receiver);
        record.event(
                transfer,
                user,
                TransferAct.JURISDICTION_FOUND,
                finding.tableVersion().map(version -> Map.of("table", version)).orElse(Map.of()),
                Optional.of(finding.reasoning()));
        return store.locked(transfer.id(), transfer.tenant());
    }

    /**
     * The proposed bureau, or another competent one that the officer chose and says why.
     *
     * @throws Refusal {@code transfer.not-competent}, or of {@link Receivers}
     */
    private Optional<String> receiver(Transfer transfer, TransferDraft draft, JurisdictionFinding finding) {
        Optional<String> chosen = draft.find(RECEIVER);
        chosen.ifPresent(bureau -> receivers.check(bureau, transfer.tenant(), clocks.today()));
        if (draft.way() == TransferWay.DOWN) {
            receivers.checkBelow(chosen.orElseThrow(), transfer.tenant());
            return chosen;
        }
        if (draft.way() == TransferWay.UP) {
            return Optional.of(receivers.above(chosen, transfer.tenant(), clocks.today()));
        }
        receivers.checkGiver(transfer.caseNo(), transfer.tenant(), chosen);
        Optional<String> proposed = transfer.named().or(finding::bureau);
        if (proposed.isEmpty()) {
            return proposed;
        }
        if (chosen.isEmpty()) {
            receivers.check(proposed.get(), transfer.tenant(), clocks.today());
            receivers.checkGiver(transfer.caseNo(), transfer.tenant(), proposed);
            return proposed;
        }
        if (!chosen.equals(proposed)) {
            if (Stream.concat(finding.bureau().stream(), finding.alsoCompetent().stream())
                    .noneMatch(chosen.get()::equals)) {
                throw new Refusal(
                        "transfer.not-competent",
                        organisations.get(chosen.get()).name(),
                        organisations.get(proposed.get()).name());
            }
            TransferDraft.ENTRIES.reason(draft.find(CHOICE_REASON), "选择其他局的理由");
        }
        return chosen;
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
                transfer, user, evidence(transfer).stream().map(Evidence::id).toList());
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
        return store.find(id, tenant)
                .map(transfer -> transfer.approval().hands())
                .orElse(List.of());
    }

    private Transfer forApproval(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        if (transfer.state() != TransferState.PENDING_APPROVAL) {
            throw new Refusal("transfer.not-pending-approval", transfer.state().title());
        }
        return transfer;
    }

    /** Issues and sends the letter with all evidence of the case. @return until when its receipts are waited for */
    public Map<TransferClock, Instant> issue(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        Letter letter = correspondence.send(letter(transfer));
        store.issued(transfer, letter.id());
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_ISSUED, letter);
        return dates.ofReceipts(
                letter.receiver(),
                letter.issuedAt(),
                TransferClock.RELAY_WARNING,
                TransferClock.RELAY_TIMEOUT,
                TransferClock.DELIVERY_WARNING,
                TransferClock.DELIVERY_TIMEOUT);
    }

    /** As {@link #issue} would issue it now; empty before it is known to whom. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String id, String tenant) {
        return find(id, tenant)
                .filter(transfer -> transfer.state() == TransferState.PENDING_APPROVAL)
                .map(this::letter);
    }

    private LetterDraft letter(Transfer transfer) {
        TransferDraft draft = transfer.draft();
        Officer.Named contact = contact(transfer.officer());
        List<Evidence> evidence = evidence(transfer);
        return TransferRecord.draft(transfer, draft.way().letter(), "TRANSFER/" + (transfer.rounds() + 1))
                .by(transfer.officer(), transfer.approvedBy())
                .evidence(evidence.stream().map(Evidence::id).toList())
                .facts(TransferFacts.told(draft.facts()))
                .fact(TransferFacts.ARTICLES, articles(transfer))
                .current(Map.of(
                        "officerName", contact.name(),
                        "officerCertificateNo", contact.certificateNo(),
                        "officerPhone", contact.phone()))
                .word("whatTitle", draft.what().title())
                .word(
                        "platformName",
                        draft.find(PLATFORM).map(key -> organisations.get(key).name()))
                .word("foundOn", day(draft, TransferFacts.FIRST_FOUND_AT))
                .word("filedOn", day(draft, TransferFacts.FILED_AT))
                .word("evidenceNames", evidence.stream().map(Evidence::name).toList());
    }

    private List<Evidence> evidence(Transfer transfer) {
        return TransferRecord.known(transfer, evidences.ofCase(transfer.caseNo(), transfer.tenant()));
    }

    /** Whom the receiver asks. @throws Refusal {@code transfer.no-certificate, bureau.person-lacks} */
    private Officer.Named contact(String user) {
        return officers.byUser(user)
                .orElseThrow(() -> new Refusal("transfer.no-certificate"))
                .named(Naming.TRANSFER);
    }

    private static Optional<String> day(TransferDraft draft, String fact) {
        return draft.find(fact).map(TransferDraft::day).map(Object::toString);
    }

    /** Those of the finding; where it led nowhere, or elsewhere than the other side says, those that were ordered. */
    private static String articles(Transfer transfer) {
        TransferWay way = transfer.draft().way();
        if (way != TransferWay.ACROSS) {
            return way.article();
        }
        return transfer.finding()
                .map(JurisdictionFinding::articles)
                .filter(articles -> !articles.isEmpty())
                .map(articles -> String.join("、", articles))
                .or(() -> transfer.draft().find(TransferFacts.ARTICLES))
                .orElse(way.article());
    }

    /** Material is missing, or the other side is not competent; an officer completes the draft. */
    public void recordReturn(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = letters.get(letterId);
        correspondence.received(answer.kind(), letterId, id, tenant);
        store.answered(
                transfer,
                TransferState.RETURNED,
                LetterFacts.find(answer, LetterFacts.MISSING_ITEMS)
                        .map(items -> "材料不全，请补正：" + items)
                        .orElseGet(() -> (transfer.draft().way() == TransferWay.UP ? "由本局继续办理：" : "不属其管辖：")
                                + LetterFacts.need(answer, LetterFacts.NOTE)),
                LetterFacts.find(answer, TransferFacts.COMPETENT));
        record.event(transfer, CaseEvents.SYSTEM, TransferAct.RETURN_RECEIVED, answer);
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
