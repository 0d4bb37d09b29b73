package org.redshield.bridge.transfer.sending;

import static org.redshield.bridge.transfer.between.TransferFacts.CHOICE_REASON;
import static org.redshield.bridge.transfer.between.TransferFacts.PLATFORM;
import static org.redshield.bridge.transfer.between.TransferFacts.RECEIVER;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.evidence.Evidence;
import org.redshield.bridge.evidence.Evidences;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.letter.ReceiptStage;
import org.redshield.bridge.transfer.between.TransferAct;
import org.redshield.bridge.transfer.between.TransferClock;
import org.redshield.bridge.transfer.between.TransferFacts;
import org.redshield.bridge.transfer.between.TransferLetter;
import org.redshield.bridge.transfer.jurisdiction.Fact;
import org.redshield.bridge.transfer.jurisdiction.Finding;
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

    private static final List<ReceiptStage> AWAITED =
            List.of(ReceiptStage.RELAYED, ReceiptStage.DELIVERED, ReceiptStage.ACKNOWLEDGED);

    private final TransferStore store;
    private final Receivers receivers;
    private final Jurisdictions jurisdictions;
    private final StatedFacts stated;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final CaseEvents events;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final DeadlineRules rules;
    private final DeadlineCalculator calculator;
    private final Letters letters;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final Evidences evidences;
    private final Orders orders;
    private final InstantSource time;

    Transfers(
            TransferStore store,
            Receivers receivers,
            Jurisdictions jurisdictions,
            StatedFacts stated,
            CaseNumbers numbers,
            CaseRegister register,
            CaseEvents events,
            Approvals approvals,
            Correspondence correspondence,
            SubjectClocks clocks,
            DeadlineRules rules,
            DeadlineCalculator calculator,
            Letters letters,
            Organisations organisations,
            OfficerDirectory officers,
            Evidences evidences,
            Orders orders,
            InstantSource time) {
        this.store = store;
        this.receivers = receivers;
        this.jurisdictions = jurisdictions;
        this.stated = stated;
        this.numbers = numbers;
        this.register = register;
        this.events = events;
        this.approvals = approvals;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.rules = rules;
        this.calculator = calculator;
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
        Draft draft = new Draft(facts);
        draft.check(clocks.today());
        String caseNo = numbers.next(tenant);
        register.open(
                caseNo, tenant, draft.facts().get(TransferFacts.CAUSE), draft.find(TransferFacts.FILING_NO), user);
        String id = store.insert(caseNo, tenant, Optional.empty(), draft, user);
        events.append(caseNo, tenant, user, TransferAct.TRANSFER_DRAFTED, id);
        return reviewed(store.locked(id, tenant), draft, user);
    }

    /** @throws Refusal when such an order may not begin */
    @Transactional(readOnly = true)
    public void checkOrder(Order order) {
        Draft draft = Draft.ordered(order.facts());
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
        Draft draft = Draft.ordered(order.facts());
        String id = store.insert(order.caseNo(), order.tenant(), Optional.of(order.about()), draft, order.by());
        events.append(order.caseNo(), order.tenant(), order.by(), TransferAct.TRANSFER_DRAFTED, id);
        return store.locked(id, order.tenant());
    }

    /**
     * An officer completes a draft that was ordered, incomplete, sent back or returned.
     *
     * @throws Refusal {@code transfer.what-ordered}, or of the draft
     */
    public void complete(String id, String tenant, String user, Map<String, String> changes) {
        Transfer transfer = store.locked(id, tenant);
        Draft draft = transfer.draft().with(changes);
        if (transfer.about().isPresent() && draft.what() != transfer.draft().what()) {
            // A filed case that went as a clue could be passed on and on.
            throw new Refusal("transfer.what-ordered", transfer.draft().what().title());
        }
        draft.check(clocks.today());
        event(transfer, user, TransferAct.TRANSFER_AMENDED);
        reviewed(transfer, draft, user);
    }

    /** What the other side could not begin with is not sent, and refused in the words in which it would say so. */
    private void checkUsable(Transfer transfer, Draft draft, String user) {
        Map<String, String> facts = new HashMap<>(TransferFacts.told(draft.facts()));
        facts.put("source", "TRANSFERRED");
        facts.put("channel", "BRIDGE");
        facts.put("receivedAt", time.instant().toString());
        orders.check(
                OrderKind.CLUE_VERIFICATION,
                new Order(
                        transfer.caseNo(),
                        transfer.tenant(),
                        transfer.id(),
                        user,
                        Optional.empty(),
                        Optional.empty(),
                        facts));
    }

    /** 管辖研判, kept with the case. The receiver stays open as long as a fact is missing. */
    private Transfer reviewed(Transfer transfer, Draft draft, String user) {
        checkUsable(transfer, draft, user);
        Finding finding = jurisdictions.find(stated.read(TransferFacts.stated(draft.facts())));
        store.draft(transfer, draft, user, finding, receiver(transfer, draft, finding));
        events.append(
                transfer.caseNo(),
                transfer.tenant(),
                user,
                TransferAct.JURISDICTION_FOUND,
                transfer.id(),
                finding.tableVersion().map(version -> Map.of("table", version)).orElse(Map.of()),
                Optional.of(finding.reasoning()));
        return store.locked(transfer.id(), transfer.tenant());
    }

    /**
     * The proposed bureau, or another competent one that the officer chose and says why.
     *
     * @throws Refusal {@code transfer.not-competent}, or of {@link Receivers}
     */
    private Optional<String> receiver(Transfer transfer, Draft draft, Finding finding) {
        Optional<String> chosen = draft.find(RECEIVER);
        chosen.ifPresent(bureau -> receivers.check(bureau, transfer.tenant(), clocks.today()));
        if (draft.handedDown()) {
            receivers.checkBelow(chosen.orElseThrow(), transfer.tenant());
            return chosen;
        }
        receivers.checkGiver(transfer.caseNo(), transfer.tenant(), chosen);
        Optional<String> proposed = transfer.named().or(finding::bureau);
        Optional<String> receiver = proposed.flatMap(bureau -> chosen.or(() -> proposed));
        receiver.ifPresent(bureau -> receivers.check(bureau, transfer.tenant(), clocks.today()));
        receivers.checkGiver(transfer.caseNo(), transfer.tenant(), receiver);
        if (!receiver.equals(proposed)) {
            if (Stream.concat(finding.bureau().stream(), finding.alsoCompetent().stream())
                    .noneMatch(receiver.get()::equals)) {
                throw new Refusal(
                        "transfer.not-competent",
                        organisations.get(receiver.get()).name(),
                        organisations.get(proposed.get()).name());
            }
            Draft.ENTRIES.reason(draft.find(CHOICE_REASON), "选择其他局的理由");
        }
        return receiver;
    }

    /** Whether it can be put up for approval: an officer has looked at it and it is known who is competent. */
    public boolean examine(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        boolean complete =
                transfer.editedBy().isPresent() && transfer.receiver().isPresent();
        if (complete) {
            store.state(transfer, TransferState.PENDING_APPROVAL);
            event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_SUBMITTED);
        }
        return complete;
    }

    /** Not handed over after all; whoever ordered it goes on itself. */
    public void abandon(String id, String tenant, String user, Optional<String> reason) {
        String given = Draft.ENTRIES.reason(reason, "放弃的原因");
        Transfer transfer = store.locked(id, tenant);
        store.state(transfer, TransferState.ABANDONED);
        events.append(
                transfer.caseNo(), tenant, user, TransferAct.TRANSFER_ABANDONED, id, Map.of(), Optional.of(given));
        end(transfer, TransferState.ABANDONED);
    }

    /** @throws Refusal {@code transfer.own-approval} */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        Transfer transfer = forApproval(id, tenant);
        approvals.decide(transfer.approval(), user, TransferAct.TRANSFER_APPROVED, opinion);
        store.approved(transfer, user);
    }

    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String opinion = Draft.ENTRIES.reason(reason, "退回的原因");
        Transfer transfer = forApproval(id, tenant);
        approvals.decide(transfer.approval(), user, TransferAct.TRANSFER_SENT_BACK, Optional.of(opinion));
        store.state(transfer, TransferState.DRAFT);
    }

    public void reject(String id, String tenant, String user, Optional<String> reason) {
        String opinion = Draft.ENTRIES.reason(reason, "不同意的原因");
        Transfer transfer = forApproval(id, tenant);
        approvals.decide(transfer.approval(), user, TransferAct.TRANSFER_REJECTED, Optional.of(opinion));
        store.state(transfer, TransferState.REJECTED);
        end(transfer, TransferState.REJECTED);
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
        Draft draft = transfer.draft();
        Officer contact = officers.byUser(transfer.officer()).orElseThrow(() -> new Refusal("transfer.no-certificate"));
        List<Evidence> evidence = evidences.ofCase(transfer.caseNo(), tenant);
        Letter letter = correspondence.send(draft(
                        transfer,
                        draft.handedDown() ? TransferLetter.HAND_DOWN : TransferLetter.TRANSFER,
                        "TRANSFER/" + (transfer.rounds() + 1))
                .by(transfer.officer(), transfer.approvedBy())
                .evidence(evidence.stream().map(Evidence::id).toList())
                .facts(TransferFacts.told(draft.facts()))
                .fact(TransferFacts.ARTICLES, articles(transfer))
                .fact("officerName", contact.name())
                .fact("officerCertificateNo", contact.certificateNo())
                .fact("officerPhone", contact.phone())
                .word("whatTitle", draft.what().title())
                .word(
                        "platformName",
                        draft.find(PLATFORM).map(key -> organisations.get(key).name()))
                .word("foundOn", day(draft, TransferFacts.FIRST_FOUND_AT))
                .word("filedOn", day(draft, TransferFacts.FILED_AT))
                .word("evidenceNames", evidence.stream().map(Evidence::name).toList()));
        store.issued(transfer, letter.id());
        store.state(transfer, TransferState.ISSUED);
        event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_ISSUED, letter);
        return dates(
                letter.issuedAt(),
                TransferClock.RELAY_WARNING,
                TransferClock.RELAY_TIMEOUT,
                TransferClock.DELIVERY_WARNING,
                TransferClock.DELIVERY_TIMEOUT);
    }

    private static Optional<String> day(Draft draft, String fact) {
        return draft.find(fact).map(Draft::day).map(Object::toString);
    }

    /** Those of the finding; where it led nowhere, or elsewhere than the other side says, those that were ordered. */
    private static String articles(Transfer transfer) {
        if (transfer.draft().handedDown()) {
            return "程序规定第十五条";
        }
        return transfer.finding()
                .map(Finding::articles)
                .filter(articles -> !articles.isEmpty())
                .map(articles -> String.join("、", articles))
                .or(() -> transfer.draft().find(TransferFacts.ARTICLES))
                .orElse("程序规定第十四条");
    }

    /** When that is due by the table of deadlines; no clock measures it. */
    private Map<TransferClock, Instant> dates(Instant from, TransferClock... kinds) {
        Map<TransferClock, Instant> dates = new EnumMap<>(TransferClock.class);
        for (TransferClock kind : kinds) {
            dates.put(
                    kind,
                    calculator
                            .due(from, rules.get(DeadlineRules.Query.of(kind)).rule())
                            .dueAt());
        }
        return dates;
    }

    /** It lies in the receiver's inbox. @return until when it must be signed for */
    public Map<TransferClock, Instant> recordDelivery(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_DELIVERED);
        return dates(
                letters.deliveredAt(transfer.letterId().orElseThrow()),
                TransferClock.SIGNING_WARNING,
                TransferClock.SIGNING_TIMEOUT);
    }

    public void recordSigning(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        store.state(transfer, TransferState.SIGNED);
        event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_SIGNED);
    }

    public void recordReceiptLate(String id, String tenant) {
        receiptMissing(store.locked(id, tenant), TransferAct.RECEIPT_LATE);
    }

    public void recordReceiptMissing(String id, String tenant) {
        receiptMissing(store.locked(id, tenant), TransferAct.RECEIPT_MISSING);
    }

    private void receiptMissing(Transfer transfer, TransferAct act) {
        missingReceipt(transfer)
                .ifPresent(stage -> events.append(
                        transfer.caseNo(),
                        transfer.tenant(),
                        CaseEvents.SYSTEM,
                        act,
                        transfer.id(),
                        Map.of(CaseEvents.ABOUT, stage),
                        Optional.empty()));
    }

    /** The first receipt that the letter in force still lacks, as an officer calls it. */
    @Transactional(readOnly = true)
    public Optional<String> missingReceipt(Transfer transfer) {
        List<ReceiptStage> there = transfer.letterId().stream()
                .flatMap(letter -> letters.receipts(letter).stream())
                .map(receipt -> receipt.stage())
                .toList();
        return AWAITED.stream()
                .filter(stage -> !there.contains(stage))
                .findFirst()
                .map(stage -> switch (stage) {
                    case RELAYED -> "转递";
                    case DELIVERED -> "送达";
                    default -> "签收";
                });
    }

    /** The other side takes it: from now on its news is waited for. */
    public Map<TransferClock, Instant> recordAcceptance(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = correspondence.received(TransferLetter.TRANSFER_ACCEPTED, letterId, id, tenant);
        store.progress(transfer, TransferState.ACCEPTED.title(), answer.issuedAt());
        clocks.answered(transfer.subject(), time.instant());
        store.state(transfer, TransferState.ACCEPTED);
        event(transfer, CaseEvents.SYSTEM, TransferAct.ACCEPTANCE_RECEIVED, answer);
        return feedbackDue(transfer, answer.issuedAt());
    }

    /** Material is missing, or the other side is not competent; an officer completes the draft. */
    public void recordReturn(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = letters.get(letterId);
        correspondence.received(answer.kind(), letterId, id, tenant);
        store.answered(
                transfer,
                LetterFacts.find(answer, LetterFacts.MISSING_ITEMS)
                        .map(items -> "材料不全，请补正：" + items)
                        .orElseGet(() -> "不属其管辖：" + LetterFacts.need(answer, LetterFacts.NOTE)),
                LetterFacts.find(answer, TransferFacts.COMPETENT));
        store.state(transfer, TransferState.RETURNED);
        event(transfer, CaseEvents.SYSTEM, TransferAct.RETURN_RECEIVED, answer);
    }

    /** The receiver of a filed case thinks that it is not competent: only the common superior can say (程序规定 art. 14). */
    public Instant recordDispute(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter answer = correspondence.received(TransferLetter.TRANSFER_DISPUTE, letterId, id, tenant);
        store.answered(transfer, LetterFacts.need(answer, LetterFacts.NOTE), Optional.empty());
        store.state(transfer, TransferState.DISPUTED);
        event(transfer, CaseEvents.SYSTEM, TransferAct.DISPUTE_RECEIVED, answer);
        return clocks.start(transfer.subject(), TransferClock.TRANSFER_NEGOTIATION, answer.issuedAt())
                .dueAt();
    }

    /** The two did not agree in seven working days: it is to be reported. */
    public void recordNegotiationOverdue(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        if (clocks.fired(transfer.subject(), TransferClock.TRANSFER_NEGOTIATION)) {
            event(transfer, CaseEvents.SYSTEM, TransferAct.NEGOTIATION_OVERDUE);
        }
    }

    /** The two agreed that this bureau goes on itself. */
    public void keep(String id, String tenant, String user, Optional<String> view) {
        Transfer transfer = viewed(id, tenant, view);
        events.append(transfer.caseNo(), tenant, user, TransferAct.TRANSFER_KEPT, id, Map.of(), view);
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
        events.append(transfer.caseNo(), tenant, user, TransferAct.DESIGNATION_REQUESTED, id, Map.of(), view);
    }

    private Transfer viewed(String id, String tenant, Optional<String> view) {
        Transfer transfer = store.locked(id, tenant);
        store.view(transfer, Draft.ENTRIES.reason(view, "本局的意见"));
        return transfer;
    }

    private Organisation superior(Transfer transfer) {
        return organisations.commonSuperior(
                transfer.tenant(), transfer.receiver().orElseThrow());
    }

    /** Tells the other side that the transfer is taken back. */
    public void sendKept(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        correspondence.send(draft(transfer, TransferLetter.TRANSFER_KEPT, "TRANSFER_KEPT/" + transfer.rounds())
                .inReplyTo(transfer.letterId())
                .by(transfer.officer(), Optional.empty())
                .fact(LetterFacts.ORIGINAL_LETTER, original(transfer).number())
                .fact(LetterFacts.NOTE, transfer.view().orElseThrow()));
        kept(transfer);
    }

    private void kept(Transfer transfer) {
        clocks.cancelAll(transfer.subject(), "由本局继续办理");
        store.state(transfer, TransferState.ABANDONED);
        end(transfer, TransferState.ABANDONED);
    }

    /** Asks the common superior, with what both sides hold and all evidence. */
    public void requestDesignation(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        Draft draft = transfer.draft();
        Letter sent = correspondence.send(new LetterDraft(
                        TransferLetter.DESIGNATION_REQUEST,
                        id + "/" + tenant + "/DESIGNATION_REQUEST/" + transfer.rounds(),
                        transfer.caseNo(),
                        id,
                        tenant,
                        superior(transfer).code())
                .inReplyTo(transfer.letterId())
                .by(transfer.officer(), transfer.approvedBy())
                .evidence(evidences.ofCase(transfer.caseNo(), tenant).stream()
                        .map(Evidence::id)
                        .toList())
                .facts(TransferFacts.told(draft.facts()))
                .fact(TransferFacts.TRANSFER_ID, id)
                .fact(LetterFacts.ORIGINAL_LETTER, original(transfer).number())
                .fact(RECEIVER, transfer.receiver().orElseThrow())
                .fact(TransferFacts.SENDER_VIEW, transfer.view().orElseThrow())
                .fact(TransferFacts.RECEIVER_VIEW, transfer.answer().orElseThrow())
                .word(
                        "receiverName",
                        organisations.get(transfer.receiver().orElseThrow()).name()));
        clocks.answered(transfer.subject(), time.instant());
        store.state(transfer, TransferState.REPORTED);
        event(transfer, CaseEvents.SYSTEM, TransferAct.DESIGNATION_REQUESTED, sent);
    }

    /** The superior has said who has it: this bureau goes on, or the other one will take it. */
    public void recordDesignation(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter notice = correspondence.received(TransferLetter.DESIGNATION, letterId, id, tenant);
        event(transfer, CaseEvents.SYSTEM, TransferAct.DESIGNATION_RECEIVED, notice);
        if (LetterFacts.need(notice, TransferFacts.SETTLEMENT).equals("SENDER")) {
            kept(transfer);
        } else {
            store.state(transfer, TransferState.SIGNED);
        }
    }

    /**
     * News of what was handed over; whoever ordered it hears of it too. What this release does not know is kept and shown in
     * the other side's words.
     */
    public Map<TransferClock, Instant> recordFeedback(String id, String tenant, UUID letterId) {
        Transfer transfer = store.locked(id, tenant);
        Letter news = correspondence.received(TransferLetter.TRANSFER_FEEDBACK, letterId, id, tenant);
        String milestone = LetterFacts.need(news, TransferFacts.MILESTONE);
        String title = LetterFacts.need(news, TransferFacts.MILESTONE_TITLE);
        Instant at = Instant.parse(LetterFacts.need(news, TransferFacts.MILESTONE_AT));
        store.progress(transfer, title, at);
        TransferState.after(milestone).ifPresent(state -> store.state(transfer, state));
        events.append(
                transfer.caseNo(),
                tenant,
                CaseEvents.SYSTEM,
                TransferAct.FEEDBACK_RECEIVED,
                id,
                Map.of(CaseEvents.ABOUT, title, "letterId", letterId.toString()),
                Optional.empty());
        Stream.of(Progress.Step.values())
                .filter(step -> step.name().equals(milestone))
                .findFirst()
                .ifPresent(step -> report(
                        transfer, step, at, Map.of("bureau", transfer.receiver().orElseThrow())));
        clocks.answered(transfer.subject(), time.instant());
        return feedbackDue(transfer, at);
    }

    private Map<TransferClock, Instant> feedbackDue(Transfer transfer, Instant from) {
        Map<TransferClock, Instant> dates = dates(from, TransferClock.TRANSFER_FEEDBACK_ESCALATION);
        Optional<Instant> answerBy =
                transfer.draft().answerBy().map(ChinaTime::endOf).filter(from::isBefore);
        dates.put(
                TransferClock.TRANSFER_FEEDBACK,
                answerBy.map(end -> clocks.startWithin(transfer.subject(), TransferClock.TRANSFER_FEEDBACK, from, end))
                        .orElseGet(() -> clocks.start(transfer.subject(), TransferClock.TRANSFER_FEEDBACK, from))
                        .dueAt());
        return dates;
    }

    /** Nothing was heard for too long: the other side is reminded by letter. */
    public void remindFeedback(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        clocks.fired(transfer.subject(), TransferClock.TRANSFER_FEEDBACK);
        Instant since = transfer.progressAt().orElseThrow();
        Letter reminder = correspondence.send(
                draft(transfer, TransferLetter.TRANSFER_REMINDER, "TRANSFER_REMINDER/" + since.toEpochMilli())
                        .inReplyTo(transfer.letterId())
                        .by(transfer.officer(), Optional.empty())
                        .fact(LetterFacts.ORIGINAL_LETTER, original(transfer).number())
                        .word("since", ChinaTime.day(since).toString()));
        event(transfer, CaseEvents.SYSTEM, TransferAct.FEEDBACK_REMINDED, reminder);
    }

    /** Nor was it then: somebody has to find out. */
    public void escalateFeedback(String id, String tenant) {
        event(store.locked(id, tenant), CaseEvents.SYSTEM, TransferAct.FEEDBACK_OVERDUE);
    }

    /** The other side has said its last. */
    public void close(String id, String tenant) {
        Transfer transfer = store.locked(id, tenant);
        event(transfer, CaseEvents.SYSTEM, TransferAct.TRANSFER_ENDED);
        clocks.cancelAll(transfer.subject(), "移送已办结");
        closeCase(transfer);
    }

    private void end(Transfer transfer, TransferState how) {
        report(transfer, Progress.Step.CLOSED, time.instant(), Map.of("outcome", how.name()));
        closeCase(transfer);
    }

    /** One that was opened for the transfer alone; else it belongs to what ordered it. */
    private void closeCase(Transfer transfer) {
        if (transfer.about().isEmpty()) {
            register.close(transfer.caseNo(), transfer.tenant());
        }
    }

    private void report(Transfer transfer, Progress.Step step, Instant at, Map<String, String> facts) {
        transfer.about()
                .ifPresent(about -> orders.report(new Progress(
                        OrderKind.CASE_TRANSFER,
                        transfer.caseNo(),
                        transfer.tenant(),
                        about,
                        transfer.id(),
                        step,
                        at,
                        facts)));
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
                .filter(finding -> !transfer.draft().handedDown())
                .flatMap(finding -> finding.missing().stream())
                .map(Fact::title)
                .toList();
    }

    private Letter original(Transfer transfer) {
        return letters.get(transfer.letterId().orElseThrow());
    }

    private static LetterDraft draft(Transfer transfer, TransferLetter kind, String key) {
        return new LetterDraft(
                        kind,
                        transfer.id() + "/" + transfer.tenant() + "/" + key,
                        transfer.caseNo(),
                        transfer.id(),
                        transfer.tenant(),
                        transfer.receiver().orElseThrow())
                .fact(TransferFacts.TRANSFER_ID, transfer.id());
    }

    private void event(Transfer transfer, String actor, TransferAct act) {
        events.append(transfer.caseNo(), transfer.tenant(), actor, act, transfer.id());
    }

    private void event(Transfer transfer, String actor, TransferAct act, Letter letter) {
        events.append(
                transfer.caseNo(),
                transfer.tenant(),
                actor,
                act,
                transfer.id(),
                Map.of("letterId", letter.id().toString()),
                Optional.empty());
    }
}
