package org.redshield.bridge.casework;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.RecordedAct;
import org.redshield.bridge.casework.IncomingKind.Step;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.LetterKind;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What every bureau does with a letter that wants something of it, until two officers work on the matter or it was sent back.
 * Every method belongs to one process step, joins its transaction, and leaves row, letters, clocks and events agreeing with
 * each other.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class IncomingLetters {

    private static final String COPIES_COMPLETE = "copiesComplete";

    private final IncomingStore store;
    private final Transitions transitions;
    private final CaseEvents events;
    private final Approvals approvals;
    private final Assignments assignments;
    private final Correspondence correspondence;
    private final SubjectClocks clocks;
    private final Letters letters;
    private final InstantSource time;

    /** What has just arrived, and until when it must be signed for. */
    public record Arrival(IncomingLetter letter, Instant acknowledgeDueAt) {}

    /**
     * Files the letter that has arrived; the clocks start at its delivery receipt, not at 签收.
     *
     * @param feature whose kind of letter it is
     * @param letterId as the envelope says; if it is not known, the last of that kind
     * @throws Refusal {@code letter.not-received}, {@code <feature>.state-forbidden}
     */
    public Arrival register(String feature, String id, String tenant, Optional<UUID> letterId) {
        IncomingKind kind = store.kind(feature);
        Letter letter = letterId.map(known -> correspondence.received(asking(kind, known), known, id, tenant))
                .orElseGet(() -> correspondence.received(kind.asks(), id, tenant));
        Optional<IncomingLetter> earlier = store.lock(id, tenant);
        earlier.ifPresent(returned -> next(returned, Step.RECEIVED));
        Instant deliveredAt = letters.deliveredAt(letter.id());
        store.arrive(kind, letter, deliveredAt);
        IncomingLetter arrived = get(id, tenant);
        event(
                arrived,
                CaseEvents.SYSTEM,
                earlier.isPresent() ? IncomingAct.CORRECTED_LETTER_RECEIVED : IncomingAct.LETTER_RECEIVED,
                letter);
        return new Arrival(
                arrived,
                clocks.start(arrived.subject(), ClockKind.ACKNOWLEDGEMENT, deliveredAt)
                        .dueAt());
    }

    /** The cooperation's letter that asks, or another of its kinds by which the same process begins. */
    private LetterKind asking(IncomingKind kind, UUID letterId) {
        return letters.find(letterId)
                .map(Letter::kind)
                .filter(known ->
                        known.carriage().message().equals(kind.asks().carriage().message()))
                .orElse(kind.asks());
    }

    /**
     * 签收: an officer signs for the letter; the other side sees it as a receipt.
     *
     * @param copies whether all attachments are there; if not, that is a reason to return the letter
     */
    public void acknowledge(String id, String tenant, String user, boolean copies) {
        IncomingLetter letter = get(id, tenant);
        correspondence.acknowledged(letter.letterId(), user);
        clocks.met(letter.subject(), time.instant(), ClockKind.ACKNOWLEDGEMENT);
        store.acknowledged(letter, next(letter, Step.ACKNOWLEDGED), user);
        events.append(
                letter.caseNo(),
                tenant,
                user,
                letter.kind().act(IncomingAct.LETTER_ACKNOWLEDGED),
                id,
                Map.of(COPIES_COMPLETE, Boolean.toString(copies)),
                Optional.empty());
    }

    /** Whether whoever signed for it last said that all that belongs to it is there; only then an answer may say so. */
    public boolean signedComplete(IncomingLetter letter) {
        RecordedAct signed = letter.kind().act(IncomingAct.LETTER_ACKNOWLEDGED);
        return events.of(letter.caseNo(), letter.tenant()).stream()
                .filter(event -> event.act().equals(Optional.of(signed)))
                .filter(event -> event.subjectId().equals(Optional.of(letter.id())))
                .reduce((earlier, later) -> later)
                .map(event -> event.detail().get(COPIES_COMPLETE))
                .filter(Boolean::parseBoolean)
                .isPresent();
    }

    /** Nobody signed for it in time. */
    public void escalateAcknowledgement(String id, String tenant) {
        IncomingLetter letter = get(id, tenant);
        if (clocks.fired(letter.subject(), ClockKind.ACKNOWLEDGEMENT)) {
            event(letter, CaseEvents.SYSTEM, IncomingAct.ACKNOWLEDGEMENT_OVERDUE);
        }
    }

    /** 受理. */
    public void accept(String id, String tenant, String user) {
        IncomingLetter letter = get(id, tenant);
        store.state(letter, next(letter, Step.ACCEPTED));
        event(letter, user, IncomingAct.LETTER_ACCEPTED);
    }

    /**
     * Drafts a return for correction.
     *
     * @throws Refusal {@code <feature>.returned-once}
     */
    public void draftReturn(String id, String tenant, String user, Optional<String> missingItems) {
        IncomingLetter letter = get(id, tenant);
        letter.checkReturnable();
        next(letter, Step.RETURNED_FOR_CORRECTION);
        String missing = letter.kind().entries().reason(missingItems, "需要补正的事项");
        reject(letter, new Rejection(Rejection.Kind.RETURN, Optional.empty(), missing, user, Optional.empty()));
    }

    /**
     * Drafts a decline.
     *
     * @param reasonCode the name of one of the cooperation's reasons
     */
    public void draftDecline(
            String id, String tenant, String user, Optional<String> reasonCode, Optional<String> reason) {
        IncomingLetter letter = get(id, tenant);
        next(letter, Step.DECLINED);
        Entries entries = letter.kind().entries();
        Reason code = letter.kind().declineReason(reasonCode);
        String text = entries.reason(reason, "理由");
        reject(letter, new Rejection(Rejection.Kind.DECLINE, Optional.of(code.name()), text, user, Optional.empty()));
    }

    private void reject(IncomingLetter letter, Rejection rejection) {
        store.rejection(letter, rejection);
        event(letter, rejection.draftedBy(), IncomingAct.REJECTION_DRAFTED);
    }

    /**
     * @return what will be sent
     * @throws Refusal {@code <feature>.own-approval} for who drafted it
     */
    public Rejection.Kind approveRejection(String id, String tenant, String user, Optional<String> opinion) {
        IncomingLetter letter = get(id, tenant);
        Rejection draft = letter.rejection().orElseThrow();
        approvals.decide(
                letter.approvalOfRejection(), user, letter.kind().act(IncomingAct.REJECTION_APPROVED), opinion);
        store.rejection(
                letter, new Rejection(draft.kind(), draft.code(), draft.text(), draft.draftedBy(), Optional.of(user)));
        return draft.kind();
    }

    public void sendBackRejection(String id, String tenant, String user, Optional<String> reason) {
        IncomingLetter letter = get(id, tenant);
        String opinion = letter.kind().entries().reason(reason, "审批意见");
        approvals.decide(
                letter.approvalOfRejection(),
                user,
                letter.kind().act(IncomingAct.REJECTION_SENT_BACK),
                Optional.of(opinion));
    }

    public void sendReturn(String id, String tenant) {
        IncomingLetter letter = get(id, tenant);
        Letter sent = correspondence.send(returning(letter, letter.rejection().orElseThrow()));
        clocks.cancelAll(letter.subject(), "已退回补正");
        store.returned(letter, next(letter, Step.RETURNED_FOR_CORRECTION));
        event(letter, CaseEvents.SYSTEM, IncomingAct.LETTER_RETURNED, sent);
    }

    public void sendDecline(String id, String tenant) {
        IncomingLetter letter = get(id, tenant);
        Letter sent = correspondence.send(declining(letter, letter.rejection().orElseThrow()));
        clocks.answered(letter.subject(), time.instant());
        store.state(letter, next(letter, Step.DECLINED));
        event(letter, CaseEvents.SYSTEM, IncomingAct.LETTER_DECLINED, sent);
    }

    /** The return or decline that was drafted, as {@link #sendReturn} or {@link #sendDecline} would send it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingRejection(String id, String tenant) {
        return find(id, tenant).flatMap(letter -> letter.rejection()
                .map(rejection -> rejection.kind() == Rejection.Kind.RETURN
                        ? returning(letter, rejection)
                        : declining(letter, rejection)));
    }

    /** The letter by which one goes back for correction. */
    public LetterDraft returning(IncomingLetter letter, Rejection rejection) {
        return answer(letter, letter.kind().returns(), letter.tenant() + "/RETURN/" + (letter.returns() + 1))
                .by(rejection.draftedBy(), rejection.approvedBy())
                .fact(LetterFacts.MISSING_ITEMS, rejection.text());
    }

    private LetterDraft declining(IncomingLetter letter, Rejection rejection) {
        Reason reason = letter.kind().declineReason(rejection.code());
        return answer(letter, letter.kind().declines(), "DECLINE")
                .by(rejection.draftedBy(), rejection.approvedBy())
                .fact(LetterFacts.DECLINE_REASON, reason.name())
                .fact(LetterFacts.NOTE, rejection.text())
                .word("reasonTitle", reason.title());
    }

    /** The unit head assigns two officers, see {@link Assignments#assign}. */
    public Assignment assign(
            String id, String tenant, String user, Optional<String> leadNo, Optional<String> secondNo) {
        IncomingLetter letter = get(id, tenant);
        Assignment officers = assignments.assign(letter.kind().feature(), letter.subject(), user, leadNo, secondNo);
        store.state(letter, next(letter, Step.ASSIGNED));
        event(letter, user, IncomingAct.OFFICERS_ASSIGNED);
        return officers;
    }

    /**
     * The other side took its letter back; that may be faster than our own registration of the letter.
     *
     * @return what it was about
     */
    public IncomingLetter withdrawn(String feature, String id, String tenant) {
        IncomingKind kind = store.kind(feature);
        IncomingLetter letter = store.lock(id, tenant)
                .filter(known -> known.state() != kind.state(Step.RETURNED_FOR_CORRECTION))
                .orElseGet(() -> register(feature, id, tenant, Optional.empty()).letter());
        clocks.cancelAll(letter.subject(), "请求单位已撤回");
        store.state(letter, next(letter, Step.WITHDRAWN));
        event(letter, CaseEvents.SYSTEM, IncomingAct.WITHDRAWAL_RECEIVED);
        return letter;
    }

    /** Moves the work on, as the cooperation says. @throws Refusal {@code <feature>.state-forbidden} */
    public void move(IncomingLetter letter, WorkState next) {
        store.state(letter, transitions.move(letter.state(), next));
    }

    private WorkState next(IncomingLetter letter, Step step) {
        return transitions.move(letter.state(), letter.kind().state(step));
    }

    /**
     * The letter with its row locked until the transaction ends.
     *
     * @throws Refusal {@code casework.letter-unknown}
     */
    public IncomingLetter get(String id, String tenant) {
        return store.lock(id, tenant).orElseThrow(() -> new Refusal("casework.letter-unknown", id));
    }

    @Transactional(readOnly = true)
    public Optional<IncomingLetter> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    /** User ids of who drafted that it be rejected. */
    @Transactional(readOnly = true)
    public List<String> handsOfRejection(String id, String tenant) {
        return store.find(id, tenant)
                .map(letter -> letter.approvalOfRejection().hands())
                .orElse(List.of());
    }

    /** User ids of the two officers who work on it. */
    @Transactional(readOnly = true)
    public List<String> handsOfWork(String id, String tenant) {
        return store.find(id, tenant)
                .flatMap(IncomingLetter::officers)
                .map(Assignment::users)
                .orElse(List.of());
    }

    /** The letters of one cooperation that came in for a case. */
    @Transactional(readOnly = true)
    public List<IncomingLetter> ofCase(String feature, String caseNo, String tenant) {
        return store.ofCase(caseNo, tenant).stream()
                .filter(letter -> letter.kind().feature().equals(feature))
                .toList();
    }

    /**
     * Whether a process of the organisation waits, or will wait, for what the other side sends after its letter: also before
     * that is registered, and when a corrected one is about to be.
     */
    @Transactional(readOnly = true)
    public boolean awaits(String id, String tenant) {
        return store.find(id, tenant)
                .filter(letter -> letter.state().over())
                .filter(over -> letters.latest(id, letters.get(over.letterId()).kind())
                        .filter(newest -> newest.id().equals(over.letterId()))
                        .isPresent())
                .isEmpty();
    }

    /** An answer that rests on the letter in force. @param key tells it from the matter's other letters */
    public LetterDraft answer(IncomingLetter letter, LetterKind kind, String key) {
        return answer(letter, kind, key, letters.get(letter.letterId()));
    }

    /** @param restingOn the letter whose number it names */
    public LetterDraft answer(IncomingLetter letter, LetterKind kind, String key, Letter restingOn) {
        return letter.subject()
                .letter(kind, key)
                .inReplyTo(Optional.of(letter.letterId()))
                .fact(letter.kind().subject(), letter.id())
                .fact(LetterFacts.ORIGINAL_LETTER, restingOn.number());
    }

    private void event(IncomingLetter letter, String actor, IncomingAct act) {
        events.append(letter.caseNo(), letter.tenant(), actor, letter.kind().act(act), letter.id());
    }

    private void event(IncomingLetter letter, String actor, IncomingAct act, Letter about) {
        events.append(
                letter.caseNo(),
                letter.tenant(),
                actor,
                letter.kind().act(act),
                letter.id(),
                Map.of("letterId", about.id().toString()),
                Optional.empty());
    }
}
