package org.redshield.bridge.disposition.draft;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.disposition.file.Contacts;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionCall;
import org.redshield.bridge.disposition.file.DispositionDrafts;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionRequest;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.ReasonRules;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.plan.DispositionPlan;
import org.redshield.bridge.disposition.plan.Measure;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.disposition.restorecheck.DoneAlready;
import org.redshield.bridge.disposition.severity.DispositionWeights;
import org.redshield.bridge.disposition.severity.HeadsDecision;
import org.redshield.bridge.disposition.severity.Weighing;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** From the requester's letter to the letter to the platform: take over, draft, approve, issue, or decline. */
@Service
@Transactional
@RequiredArgsConstructor
public class DispositionDesk {

    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Contacts contacts;
    private final DoneAlready done;
    private final DispositionWeights weights;
    private final InstantSource time;
    private final PlatformNotice notice;

    /**
     * Opens the file of a disposition from the letter that asked for it. Doing it again changes nothing.
     *
     * @throws Refusal {@code letter.not-received}, {@code disposition.request-incomplete}
     */
    public Disposition takeOver(String dispositionId, String tenant) {
        Letter letter = correspondence.received(DispositionLetter.DISPOSITION_REQUEST, dispositionId, tenant);
        boolean opened = store.insert(dispositionId, letter.caseNo(), tenant, DispositionRequest.of(letter));
        Disposition disposition = store.get(dispositionId);
        if (opened) {
            events.append(disposition, CaseEvents.SYSTEM, DispositionAct.TAKEN_OVER, letter.number());
        }
        return disposition;
    }

    /**
     * Why a draft goes beyond what was asked for, as the officer typed it.
     *
     * @param asked whether the form asks it at all; one from before it was asked does not, and then the head who approves says it
     */
    public record WhyBeyond(boolean asked, Optional<String> reason) {}

    /**
     * Keeps an officer's draft in place of an earlier one.
     *
     * @param items see {@link DispositionPlan#of}
     * @throws Refusal {@code bureau.person-lacks} where the letter could not name whom the platform asks, also when it is approved;
     *     {@code disposition.beyond-request} where it goes beyond the request without a reason
     */
    public void draft(
            String dispositionId,
            List<Map<String, String>> items,
            Optional<String> legalHook,
            Optional<String> facts,
            Optional<String> evidenceNote,
            WhyBeyond why,
            String user) {
        DispositionPlan plan = DispositionPlan.of(items, legalHook, facts, evidenceNote);
        Disposition disposition =
                store.lock(dispositionId).require(DispositionStage.REQUESTED, DispositionStage.DRAFTED);
        done.of(disposition).require(plan.targets());
        contacts.of(disposition, user, Naming.DISPOSITION);
        Weighing weighing = weights.of(disposition, plan.targets());
        if (weighing.isBeyond()
                && why.asked()
                && ReasonRules.given(why.reason()).isEmpty()) {
            throw new Refusal("disposition.beyond-request", weighing.beyond(), weighing.request());
        }
        Optional<String> beyond = weighing.isBeyond() ? ReasonRules.given(why.reason()) : Optional.empty();
        targets.replace(disposition, plan.targets());
        store.drafted(
                dispositionId,
                plan,
                beyond,
                HeadsDecision.names(weights.decisions(weighing, disposition.tenant(), Optional.of(user))),
                weighing.version(),
                user);
        events.append(
                disposition,
                user,
                DispositionAct.DRAFTED,
                plan.targets().size() + "个对象"
                        + (weighing.isBeyond()
                                ? "；超出商请范围：" + weighing.beyond()
                                        + beyond.map(text -> "；理由：" + text).orElse("")
                                : ""));
    }

    /** Drafts the answer that nothing will be asked of the platform. */
    public void draftDecline(String dispositionId, Optional<String> reason, String user) {
        String why = ReasonRules.required(reason, "disposition.decline-reason-missing");
        Disposition disposition =
                store.lock(dispositionId).require(DispositionStage.REQUESTED, DispositionStage.DRAFTED);
        targets.replace(disposition, List.of());
        store.declineDrafted(dispositionId, why, user);
        events.append(disposition, user, DispositionAct.DECLINE_DRAFTED, why);
    }

    /**
     * Approves the draft. It is weighed anew: what was drafted before weighing was known, or by another order of measures, needs what
     * it needs today.
     *
     * @param groups of the head, with those of an office in which he stands in
     * @throws Refusal {@code disposition.self-approval} to whoever drafted it; {@code disposition.higher-head} to a head who is too
     *     low for its content; {@code disposition.beyond-unreasoned}, {@code disposition.purpose-unreasoned} where nobody has said
     *     why; and as {@link DoneAlready.Look#require}
     */
    public void approve(String dispositionId, Optional<String> opinion, String user, Collection<String> groups) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.DRAFTED);
        List<PlannedTarget> plans = targets.plans(dispositionId);
        done.of(disposition).require(plans);
        if (disposition.draft().declineReason().isEmpty()) {
            Weighing weighing = weights.of(disposition, plans);
            weights.require(weights.decisions(weighing, disposition), disposition.tenant(), groups);
            requireReasons(disposition, weighing, plans, opinion);
        }
        decide(disposition, user, DispositionAct.APPROVED, opinion);
        store.approved(dispositionId, user);
    }

    /** Of a form that did not ask the officer for them, the head who answers for it says them. */
    private static void requireReasons(
            Disposition disposition, Weighing weighing, List<PlannedTarget> plans, Optional<String> opinion) {
        boolean said = ReasonRules.given(opinion).isPresent();
        if (weighing.isBeyond() && disposition.draft().beyondReason().isEmpty() && !said) {
            throw new Refusal("disposition.beyond-unreasoned", weighing.beyond(), weighing.request());
        }
        plans.stream()
                .filter(plan ->
                        plan.measure() == Measure.KEYWORD_SWEEP && plan.about().isEmpty())
                .findFirst()
                .filter(plan -> !said)
                .ifPresent(plan -> {
                    throw new Refusal("disposition.purpose-unreasoned", plan.value());
                });
    }

    /** As what the draft counts in the table of approvals; nothing where only the answer is drafted that there will be none. */
    public List<String> weights(String dispositionId) {
        return store.find(dispositionId)
                .map(disposition -> disposition.draft().decisions().orElseGet(() -> weighed(disposition)))
                .orElse(List.of());
    }

    /** Of a draft from before it was kept. */
    private List<String> weighed(Disposition disposition) {
        List<PlannedTarget> plans = targets.plans(disposition.id());
        return plans.isEmpty()
                ? List.of()
                : HeadsDecision.names(weights.decisions(weights.of(disposition, plans), disposition));
    }

    /** Gives the draft back with a reason. */
    public void giveBack(String dispositionId, Optional<String> reason, String user) {
        String why = ReasonRules.required(reason, "disposition.reason-missing");
        decide(
                store.lock(dispositionId).require(DispositionStage.DRAFTED),
                user,
                DispositionAct.RETURNED,
                Optional.of(why));
    }

    /** User ids of all who had a hand in the draft. */
    public List<String> hands(String dispositionId) {
        return store.find(dispositionId)
                .map(disposition ->
                        disposition.approval(disposition.draft().draftedBy()).hands())
                .orElse(List.of());
    }

    private void decide(Disposition disposition, String user, DispositionAct decision, Optional<String> opinion) {
        approvals.decide(disposition.approval(disposition.draft().draftedBy()), user, decision, opinion);
    }

    /**
     * Issues the letter to the platform and starts its clocks. Doing it again changes nothing. What the platform has carried out
     * already by a letter that was lost is not in it; where nothing else is left, there is no letter.
     *
     * @throws org.redshield.bridge.disposition.restorecheck.Undecided as long as nobody has decided about such a measure
     * @return until when the platform has to accept and to execute
     */
    public IssuedDisposition issue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.APPROVED, DispositionStage.ISSUED);
        List<DispositionTarget> planned = targets.of(dispositionId);
        if (planned.isEmpty()) {
            throw new Refusal("disposition.no-targets");
        }
        List<DispositionTarget> decided = planned;
        if (disposition.stage() == DispositionStage.APPROVED && leaveOutWhatIsDone(disposition, planned)) {
            planned = targets.of(dispositionId);
        }
        List<DispositionTarget> left = planned.stream()
                .filter(target -> target.state() != TargetState.REFUSED
                        || target.task().docName().isPresent())
                .toList();
        if (left.isEmpty()) {
            store.nothingToIssue(dispositionId);
            return new IssuedDisposition(time.instant(), time.instant(), false);
        }
        return issue(disposition, decided, left);
    }

    /** @return whether anything was */
    private boolean leaveOutWhatIsDone(Disposition disposition, List<DispositionTarget> planned) {
        DoneAlready.Look look = done.of(disposition);
        planned.forEach(target -> look.requireDecided(target.plan()));
        boolean any = false;
        for (DispositionTarget target : planned) {
            Optional<String> why = look.whyNot(target.plan());
            if (why.isPresent()) {
                targets.notSentAgain(target.id(), why.get());
                events.append(disposition, target.id(), CaseEvents.SYSTEM, DispositionAct.NOT_SENT_AGAIN, why.get());
                any = true;
            }
        }
        return any;
    }

    /** @param decided all that was approved @param planned what is left of it */
    private IssuedDisposition issue(
            Disposition disposition, List<DispositionTarget> decided, List<DispositionTarget> planned) {
        String dispositionId = disposition.id();
        LetterDraft draft = notice.letter(disposition, planned);
        if (planned.size() < decided.size()) {
            draft.partOf(notice.letter(disposition, decided));
        }
        Letter letter = correspondence.issue(draft);
        if (disposition.stage() == DispositionStage.APPROVED) {
            store.issued(dispositionId, letter);
            targets.named(dispositionId, letter);
            events.append(
                    disposition,
                    disposition.draft().approvedBy().orElseThrow(),
                    DispositionAct.LETTER_ISSUED,
                    letter.number());
        }
        Instant acceptance = notice.clock(ClockKind.DISPOSITION_ACCEPTANCE, disposition, dispositionId, letter);
        Instant execution = planned.stream()
                .map(target -> notice.clock(ClockKind.DISPOSITION_EXECUTION, disposition, target.id(), letter))
                .max(Instant::compareTo)
                .orElseThrow();
        return new IssuedDisposition(acceptance, execution, PlatformNotice.againstOperator(planned));
    }

    /** The letter to the platform, or the answer that there will be none, as drafted. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String dispositionId) {
        Disposition disposition = store.get(dispositionId);
        if (disposition.stage() != DispositionStage.DRAFTED) {
            return Optional.empty();
        }
        return Optional.of(
                disposition.draft().declineReason().isPresent()
                        ? answer(disposition)
                        : notice.letter(disposition, targets.of(dispositionId)));
    }

    /**
     * Sends the requester the approved answer that nothing will be asked of the platform. Doing it again changes
     * nothing.
     */
    public void decline(String dispositionId) {
        Disposition disposition =
                store.lock(dispositionId).require(DispositionStage.APPROVED, DispositionStage.DECLINED);
        if (disposition.stage() == DispositionStage.DECLINED) {
            return;
        }
        correspondence.send(answer(disposition));
        store.ended(dispositionId, DispositionStage.DECLINED);
        events.append(disposition, disposition.draft().draftedBy().orElseThrow(), DispositionAct.DECLINED, "");
    }

    private static LetterDraft answer(Disposition disposition) {
        Disposition.Draft draft = disposition.draft();
        return DispositionDrafts.toRequester("DECLINE", disposition)
                .doing(DispositionCall.DECLINE_REPORT)
                .by(draft.draftedBy().orElseThrow(), draft.approvedBy())
                .fact("outcome", "DECLINED")
                .word("declineReason", draft.declineReason());
    }
}
