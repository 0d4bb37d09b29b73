package org.redshield.bridge.transfer.handling;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.casework.IncomingLetter;
import org.redshield.bridge.casework.IncomingLetters;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.casework.Rejection;
import org.redshield.bridge.casework.SubjectClocks;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.redshield.bridge.transfer.correspondence.TransferAct;
import org.redshield.bridge.transfer.correspondence.TransferFacts;
import org.redshield.bridge.transfer.correspondence.TransferLetter;
import org.redshield.bridge.transfer.correspondence.TransferWay;
import org.redshield.bridge.transfer.correspondence.What;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the bureau does that something is handed over to, beyond what it does with every letter that comes in. Every method
 * belongs to one process step, joins its transaction, and leaves row, letters, clocks and events agreeing with each other.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class TransferHandlings {

    /** What of a milestone goes to the other side, and what it is called there; nothing else does. */
    private static final Map<String, String> TOLD_OF_MILESTONES =
            Map.of("outcome", "结果", "filingNo", "立案号", "decisionNo", "决定书文号", "dueAt", "办理期限", "receiver", "接收单位");

    private static final Entries ENTRIES = new Entries(TransferAct.FEATURE);

    private final TransferHandlingStore store;
    private final IncomingLetters incoming;
    private final Correspondence correspondence;
    private final Letters letters;
    private final Orders orders;
    private final CaseEvents events;
    private final SubjectClocks clocks;
    private final Organisations organisations;
    private final InstantSource time;
    private final CompetentBureaus bureaus;

    /** @return until when it must be signed for */
    public Instant register(String id, String tenant, UUID letterId) {
        IncomingLetters.Arrival arrival = incoming.register(TransferAct.FEATURE, id, tenant, Optional.of(letterId));
        store.open(arrival.letter());
        return arrival.acknowledgeDueAt();
    }

    /** @throws Refusal where {@link #confirmAcceptance} could not have it verified, so that its material is asked for instead */
    public void accept(String id, String tenant, String user) {
        IncomingLetter letter = incoming.get(id, tenant);
        orders.check(OrderKind.CLUE_VERIFICATION, order(letter, original(letter), user));
        incoming.accept(id, tenant, user);
        store.update(letter, "accepted_by", user);
    }

    /**
     * Drafts that it is not for this bureau. Of a clue it must be said which bureau is competent; a distributed report goes
     * back to its intake unit; a filed case is never passed on, only reported.
     *
     * @param competent the bureau that is, by code or name; for {@link ObjectionReason#NOT_OURS}
     * @throws Refusal {@code transfer.handed-down-stays, .reported-stays, .only-designation, .clue-not-disputed, .not-distributed, .distributed-goes-back,
     *     .competent-missing, .competent-not-a-bureau}
     */
    public void object(
            String id,
            String tenant,
            String user,
            ObjectionReason kind,
            Optional<String> competent,
            Optional<String> reason) {
        IncomingLetter letter = incoming.get(id, tenant);
        ObjectionReason possible = objection(original(letter))
                .orElseThrow(() -> new Refusal(
                        "transfer.handed-down-stays",
                        organisations.get(letter.sender()).name()));
        if (kind != possible) {
            throw new Refusal(
                    switch (possible) {
                        case DISPUTE -> "transfer.only-designation";
                        case GIVE_BACK -> "transfer.distributed-goes-back";
                        case STAYS -> "transfer.reported-stays";
                        case NOT_OURS ->
                            kind == ObjectionReason.DISPUTE ? "transfer.clue-not-disputed" : "transfer.not-distributed";
                    });
        }
        store.update(
                letter,
                "competent_bureau",
                kind == ObjectionReason.NOT_OURS ? bureaus.competent(competent, letter) : null);
        incoming.draftDecline(id, tenant, user, Optional.of(kind.name()), reason);
    }

    /** By what was sent, the one reason for which it may not be taken; none for what a superior handed down. */
    public static Optional<ObjectionReason> objection(Letter sent) {
        TransferWay way = TransferWay.of(sent.kind());
        if (way == TransferWay.DOWN) {
            return Optional.empty();
        }
        if (way == TransferWay.UP) {
            return Optional.of(ObjectionReason.STAYS);
        }
        if (what(sent) == What.CASE) {
            return Optional.of(ObjectionReason.DISPUTE);
        }
        return Optional.of(
                LetterFacts.find(sent, TransferFacts.DISTRIBUTED)
                                .filter("true"::equals)
                                .isPresent()
                        ? ObjectionReason.GIVE_BACK
                        : ObjectionReason.NOT_OURS);
    }

    /**
     * 移送回执 by which it is sent back, or disputed.
     *
     * @return whether the common superior has to decide
     */
    public boolean sendAnswer(String id, String tenant) {
        IncomingLetter letter = incoming.get(id, tenant);
        Rejection rejection = letter.rejection().orElseThrow();
        if (rejection.kind() == Rejection.Kind.RETURN) {
            incoming.sendReturn(id, tenant);
            return false;
        }
        boolean dispute = reason(rejection) == ObjectionReason.DISPUTE;
        Letter sent = correspondence.send(objecting(letter, rejection));
        clocks.answered(letter.subject(), time.instant());
        incoming.move(letter, dispute ? TransferHandlingState.DISPUTED : TransferHandlingState.DECLINED);
        event(
                letter,
                CaseEvents.SYSTEM,
                TransferAct.LETTER_DECLINED,
                Map.of("letterId", sent.id().toString()));
        return dispute;
    }

    /**
     * The unit head lets a return for what is missing go out. An objection is the bureau head's to sign, whatever the model says.
     *
     * @throws Refusal {@code transfer.objection-is-no-return}, {@code transfer.own-approval}
     */
    public void approveReturn(String id, String tenant, String user, Optional<String> opinion) {
        if (incoming.get(id, tenant).rejection().orElseThrow().kind() != Rejection.Kind.RETURN) {
            throw new Refusal("transfer.objection-is-no-return");
        }
        incoming.approveRejection(id, tenant, user, opinion);
    }

    private static ObjectionReason reason(Rejection rejection) {
        return ObjectionReason.valueOf(rejection.code().orElseThrow());
    }

    /** 移送回执 that was drafted, as {@link #sendAnswer} would send it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingAnswer(String id, String tenant) {
        return incoming.find(id, tenant).flatMap(letter -> letter.rejection()
                .map(rejection -> rejection.kind() == Rejection.Kind.RETURN
                        ? incoming.returning(letter, rejection)
                        : objecting(letter, rejection)));
    }

    private LetterDraft objecting(IncomingLetter letter, Rejection rejection) {
        ObjectionReason reason = reason(rejection);
        boolean dispute = reason == ObjectionReason.DISPUTE;
        Optional<String> competent = store.find(letter.id(), letter.tenant()).flatMap(Handling::competent);
        TransferLetter kind = dispute ? TransferLetter.TRANSFER_DISPUTE : TransferLetter.TRANSFER_OBJECTION;
        LetterDraft draft = incoming.answer(letter, kind, letter.tenant() + "/" + kind + "/" + letter.letterId())
                .by(rejection.draftedBy(), rejection.approvedBy())
                .fact(LetterFacts.DECLINE_REASON, reason.name())
                .fact(LetterFacts.NOTE, rejection.text())
                .fact(TransferFacts.COMPETENT, competent);
        return dispute
                ? draft
                : draft.word("reasonTitle", reason.title()).word("competentName", competent.map(code -> organisations
                        .get(code)
                        .name()));
    }

    /**
     * After all this bureau takes what it disputed: the two agreed.
     *
     * @throws Refusal {@code transfer.designation-sought} when the common superior has to say by now
     */
    public void agree(String id, String tenant, String user, Optional<String> reason) {
        IncomingLetter letter = incoming.get(id, tenant);
        String given = ENTRIES.reason(reason, "协商情况");
        letters.received(TransferLetter.DESIGNATION_SOUGHT, Optional.empty(), id, tenant)
                .ifPresent(sought -> {
                    throw new Refusal(
                            "transfer.designation-sought",
                            organisations.get(letter.sender()).name(),
                            sought.number());
                });
        store.update(letter, "accepted_by", user);
        store.update(letter, "negotiation", given);
        events.append(letter.caseNo(), tenant, user, TransferAct.DISPUTE_ACCEPTED, id, Map.of(), Optional.of(given));
    }

    /** Tells the sender so. It may have done something else meanwhile: what it answers counts. */
    public void sendAgreement(String id, String tenant) {
        IncomingLetter letter = incoming.get(id, tenant);
        Handling handling = store.find(id, tenant).orElseThrow();
        Letter sent = correspondence.send(
                incoming.answer(letter, TransferLetter.TRANSFER_AGREED, tenant + "/AGREED/" + letter.letterId())
                        .by(handling.acceptedBy().orElseThrow(), Optional.empty())
                        .fact(LetterFacts.NOTE, handling.negotiation()));
        incoming.move(letter, TransferHandlingState.AGREED);
        event(
                letter,
                CaseEvents.SYSTEM,
                TransferAct.AGREEMENT_SENT,
                Map.of("letterId", sent.id().toString()));
    }

    /** It was settled who has it: the sender took it back or confirmed what the two agreed, or the common superior has said. */
    public void recordSettlement(String id, String tenant, UUID letterId) {
        IncomingLetter letter = incoming.get(id, tenant);
        Letter notice = correspondence.received(letters.get(letterId).kind(), letterId, id, tenant);
        event(letter, CaseEvents.SYSTEM, TransferAct.SETTLEMENT_RECEIVED, Map.of("letterId", letterId.toString()));
        if ("RECEIVER".equals(notice.kind().carriage().variablesOf(notice).get(TransferFacts.SETTLEMENT))) {
            if (store.find(id, tenant).flatMap(Handling::acceptedBy).isEmpty()) {
                store.update(
                        letter, "accepted_by", letter.rejection().orElseThrow().draftedBy());
            }
            incoming.move(letter, TransferHandlingState.ACCEPTED);
        }
    }

    /**
     * Has it verified, or joins it to the same clue that came before; and confirms to the sender that it was accepted.
     */
    public void confirmAcceptance(String id, String tenant) {
        IncomingLetter letter = incoming.get(id, tenant);
        String user = store.find(id, tenant).flatMap(Handling::acceptedBy).orElseThrow();
        Letter original = original(letter);
        String about = linkedTo(letter, original);
        store.update(letter, "order_about", about);
        if (about.equals(id)) {
            store.update(
                    letter,
                    "begun",
                    orders.place(
                            OrderKind.CLUE_VERIFICATION,
                            order(letter, original, user),
                            TransferAct.VERIFICATION_ORDERED));
        }
        correspondence.send(
                incoming.answer(letter, TransferLetter.TRANSFER_ACCEPTED, tenant + "/ACCEPTED/" + letter.letterId())
                        .by(user, Optional.empty())
                        .word("whatTitle", what(original).title())
                        .word("complete", incoming.signedComplete(letter) ? Optional.of(true) : Optional.empty())
                        .word("linked", about.equals(id) ? Optional.empty() : Optional.of(true)));
    }

    /** What its verification is about: the first transfer of the same shop and cause that is still worked on. */
    private String linkedTo(IncomingLetter letter, Letter original) {
        if (letter.about().platform().isEmpty() || letter.about().shopId().isEmpty()) {
            return letter.id();
        }
        TransferHandlingStore.Claim claim = store.claim(
                letter,
                letter.about().platform().get(),
                letter.about().shopId().get(),
                first(original).orElse(letter.receivedAt()));
        if (!claim.order().equals(letter.id())) {
            events.append(
                    letter.caseNo(),
                    letter.tenant(),
                    CaseEvents.SYSTEM,
                    TransferAct.SAME_CLUE_LINKED,
                    letter.id(),
                    Map.of(
                            "with",
                            claim.order(),
                            "first",
                            claim.first(),
                            CaseEvents.ABOUT,
                            "与 " + claim.order() + " 一并办理，最先的是 " + claim.first()),
                    Optional.empty());
        }
        return claim.order();
    }

    /** The instant that counts: of a case that of filing (程序规定 art. 12), of a clue that of discovery, else of arrival. */
    private static Optional<Instant> first(Letter original) {
        return LetterFacts.find(original, TransferFacts.FILED_AT)
                .or(() -> LetterFacts.find(original, TransferFacts.FIRST_FOUND_AT))
                .map(Instant::parse);
    }

    private static Order order(IncomingLetter letter, Letter original, String user) {
        Map<String, String> facts = TransferFacts.verified(
                original.content().facts(), TransferWay.of(original.kind()), letter.receivedAt());
        facts.put("fromBureau", letter.sender());
        facts.put("fromLetter", original.number());
        facts.put("externalNo", original.number());
        return new Order(
                letter.caseNo(),
                letter.tenant(),
                letter.id(),
                user,
                Optional.empty(),
                Optional.of(original.id()),
                facts);
    }

    /**
     * How far the verification has come: every sender of the clue is told, in words that say nothing else.
     *
     * @return the transfers that are over by it
     */
    public List<String> feedBack(Progress progress) {
        if (progress.about().equals(progress.begun())) {
            // Nobody ordered it.
            return List.of();
        }
        if (progress.step().last()) {
            // First: who is just being joined to it is waited for, and hears it too.
            store.release(progress.about(), progress.tenant());
        }
        List<String> over = new ArrayList<>();
        for (String id : store.of(progress.about(), progress.tenant())) {
            IncomingLetter letter = incoming.get(id, progress.tenant());
            if (letter.state().over()) {
                continue;
            }
            feedBack(letter, progress);
            if (progress.step() == Progress.Step.ASSIGNED && letter.state() == TransferHandlingState.ACCEPTED) {
                incoming.move(letter, TransferHandlingState.ASSIGNED);
            }
            if (progress.step().last()) {
                over.add(id);
            }
        }
        return over;
    }

    private void feedBack(IncomingLetter letter, Progress progress) {
        List<String> details = new ArrayList<>();
        var draft = incoming.answer(
                        letter,
                        TransferLetter.TRANSFER_FEEDBACK,
                        letter.tenant() + "/" + progress.step() + "/"
                                + progress.at().toEpochMilli())
                .by(
                        store.find(letter.id(), letter.tenant())
                                .flatMap(Handling::acceptedBy)
                                .orElseThrow(),
                        Optional.empty())
                .fact(TransferFacts.MILESTONE, progress.step())
                .fact(TransferFacts.MILESTONE_TITLE, progress.step().title())
                .fact(TransferFacts.MILESTONE_AT, progress.at())
                .fact(TransferFacts.FEEDBACK, TransferFacts.feedback(progress.step()));
        TOLD_OF_MILESTONES.forEach(
                (name, label) -> Optional.ofNullable(progress.facts().get(name)).ifPresent(value -> {
                    draft.fact(name, value);
                    details.add(label + "：" + inWords(name, value));
                }));
        Letter sent = correspondence.send(draft.word(
                        "milestoneOn", ChinaTime.day(progress.at()).toString())
                .word("details", details.isEmpty() ? Optional.empty() : Optional.of(String.join("；", details))));
        event(
                letter,
                CaseEvents.SYSTEM,
                TransferAct.FEEDBACK_SENT,
                Map.of(
                        CaseEvents.ABOUT,
                        progress.step().title(),
                        "letterId",
                        sent.id().toString()));
    }

    private String inWords(String name, String value) {
        return switch (name) {
            case "dueAt" -> ChinaTime.day(Instant.parse(value)).toString();
            case "receiver" -> organisations.nameOf(value);
            default -> value;
        };
    }

    /** The sender has heard nothing for too long. */
    public void recordReminder(String id, String tenant, UUID letterId) {
        IncomingLetter letter = incoming.get(id, tenant);
        correspondence.received(TransferLetter.TRANSFER_REMINDER, letterId, id, tenant);
        event(letter, CaseEvents.SYSTEM, TransferAct.REMINDER_RECEIVED, Map.of("letterId", letterId.toString()));
    }

    public void close(String id, String tenant) {
        IncomingLetter letter = incoming.get(id, tenant);
        clocks.answered(letter.subject(), time.instant());
        incoming.move(letter, TransferHandlingState.CLOSED);
        event(letter, CaseEvents.SYSTEM, TransferAct.HANDLING_ENDED, Map.of());
    }

    @Transactional(readOnly = true)
    public Optional<Handling> find(String id, String tenant) {
        return store.find(id, tenant);
    }

    /** Other transfers that are verified together with it. */
    @Transactional(readOnly = true)
    public List<String> together(Handling handling, String tenant) {
        return handling.order().stream()
                .flatMap(about -> store.of(about, tenant).stream())
                .filter(other -> !other.equals(handling.id()))
                .toList();
    }

    private Letter original(IncomingLetter letter) {
        return letters.get(letter.letterId());
    }

    private static What what(Letter original) {
        return ENTRIES.oneOf(What.values(), LetterFacts.find(original, TransferFacts.WHAT), "移送的是");
    }

    private void event(IncomingLetter letter, String actor, TransferAct act, Map<String, String> detail) {
        events.append(letter.caseNo(), letter.tenant(), actor, act, letter.id(), detail, Optional.empty());
    }
}
