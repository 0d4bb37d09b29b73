package org.redshield.bridge.disposition.lift;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Naming;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.disposition.file.Contacts;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.ReasonRules;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.severity.DispositionWeights;
import org.redshield.bridge.disposition.severity.HeadsDecision;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows an appeal, or an officer's own second look: the measures stay, or they are taken back by a letter of its
 * own that is drafted, approved by somebody else, sent and confirmed per target.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Lifts {

    private final DispositionStore dispositions;
    private final TargetStore targets;
    private final LiftStore store;
    private final DispositionEvents events;
    private final Approvals approvals;
    private final Appeals appeals;
    private final LiftLetters writer;
    private final Correspondence correspondence;
    private final Contacts contacts;
    private final DispositionWeights weights;

    /** Leaves the measures in place against the appeals that the officer has before him. */
    public void uphold(String dispositionId, Optional<String> reason, String user) {
        String why = ReasonRules.required(reason, "disposition.reason-missing");
        Disposition disposition = dispositions.lock(dispositionId).require(DispositionStage.REPORTED);
        dropDraft(disposition, user);
        appeals.decide(disposition, appeal -> Appeal.Decision.UPHOLD, why, user);
    }

    /** Tells the requester of appeals that did not change anything. Sends nothing when it has been told. */
    public void reportUpheld(String dispositionId) {
        Disposition disposition = dispositions.lock(dispositionId);
        List<Appeal> decided = appeals.takeUnreported(dispositionId);
        if (!decided.isEmpty()) {
            writer.upheld(disposition, targets.byId(dispositionId), decided);
        }
        appeals.askForUnshown(disposition);
    }

    /**
     * Drafts a lift in place of one that was returned.
     *
     * @throws Refusal {@code disposition.no-lift-targets}, {@code disposition.lift-target-unknown}, {@code
     *     disposition.nothing-to-lift}, {@code disposition.lift-running}, {@code disposition.reason-missing}
     */
    public void draft(String dispositionId, List<String> targetIds, Optional<String> reason, String user) {
        if (targetIds.isEmpty()) {
            throw new Refusal("disposition.no-lift-targets");
        }
        String why = ReasonRules.required(reason, "disposition.reason-missing");
        Disposition disposition = dispositions.lock(dispositionId).require(DispositionStage.REPORTED);
        dropDraft(disposition, user);
        if (store.running(dispositionId).isPresent()) {
            throw new Refusal("disposition.lift-running");
        }
        Map<String, DispositionTarget> known = targets.byId(dispositionId);
        List<DispositionTarget> chosen =
                targetIds.stream().distinct().map(id -> liftable(known, id)).toList();
        contacts.of(disposition, user, Naming.LIFT);
        store.insert(disposition, chosen, why, user);
        events.append(disposition, user, DispositionAct.LIFT_DRAFTED, chosen.size() + "个对象");
    }

    static DispositionTarget liftable(Map<String, DispositionTarget> known, String id) {
        DispositionTarget target = Optional.ofNullable(known.get(id))
                .orElseThrow(() -> new Refusal("disposition.lift-target-unknown", id));
        if (!target.state().isInForce()) {
            throw new Refusal(
                    "disposition.nothing-to-lift",
                    target.plan().describe(),
                    target.state().title());
        }
        return target;
    }

    /**
     * Approves the lift; appeals against what it lifts are thereby accepted, the others that the officer had before him
     * are not.
     *
     * @param groups of the head, with those of an office in which he stands in
     * @throws Refusal {@code disposition.self-approval} to whoever drafted it; {@code disposition.higher-head} to a head who is too
     *     low for what it takes back
     */
    public void approve(String dispositionId, Optional<String> opinion, String user, Collection<String> groups) {
        Disposition disposition = dispositions.lock(dispositionId);
        Lift lift = running(store, dispositionId, Lift.Stage.DRAFTED);
        weights.require(decisions(lift), disposition.tenant(), groups);
        decided(disposition, lift, user, DispositionAct.LIFT_APPROVED, opinion);
        store.approved(lift, user);
        appeals.decide(
                disposition,
                appeal -> lift.targetIds().contains(appeal.targetId()) ? Appeal.Decision.LIFT : Appeal.Decision.UPHOLD,
                lift.reason(),
                lift.draftedBy());
    }

    /** As what the lift that waits to be approved counts in the table of approvals. */
    public List<String> weights(String dispositionId) {
        return store.running(dispositionId)
                .map(lift -> HeadsDecision.names(decisions(lift)))
                .orElse(List.of());
    }

    private List<HeadsDecision> decisions(Lift lift) {
        return weights.ofLift(targets.of(lift.dispositionId()).stream()
                .filter(target -> lift.targetIds().contains(target.id()))
                .toList());
    }

    /** Gives the lift back with a reason. */
    public void giveBack(String dispositionId, Optional<String> reason, String user) {
        String why = ReasonRules.required(reason, "disposition.reason-missing");
        Disposition disposition = dispositions.lock(dispositionId);
        Lift lift = running(store, dispositionId, Lift.Stage.DRAFTED);
        decided(disposition, lift, user, DispositionAct.LIFT_RETURNED, Optional.of(why));
    }

    private void decided(
            Disposition disposition, Lift lift, String user, DispositionAct decision, Optional<String> opinion) {
        approvals.decide(disposition.approval(Optional.of(lift.draftedBy())), user, decision, opinion);
    }

    /** User ids of all who had a hand in the lift that waits to be approved. */
    public List<String> hands(String dispositionId) {
        return store.running(dispositionId).map(Lift::draftedBy).stream().toList();
    }

    private void dropDraft(Disposition disposition, String user) {
        store.running(disposition.id())
                .filter(lift -> lift.stage() == Lift.Stage.DRAFTED)
                .ifPresent(lift -> {
                    store.stage(lift, Lift.Stage.DROPPED);
                    events.append(disposition, user, DispositionAct.LIFT_DROPPED, lift.id());
                });
    }

    /** The letter of the drafted lift, as {@link #issue} would issue it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingLetter(String dispositionId) {
        return store.running(dispositionId)
                .filter(lift -> lift.stage() == Lift.Stage.DRAFTED)
                .map(lift -> letter(dispositions.get(dispositionId), lift));
    }

    private LetterDraft letter(Disposition disposition, Lift lift) {
        return LiftLetters.lift(
                disposition,
                lift,
                targets.byId(disposition.id()),
                contacts.of(disposition, lift.draftedBy(), Naming.LIFT));
    }

    /** Issues the letter of the approved lift. Doing it again changes nothing. */
    public void issue(String dispositionId) {
        Disposition disposition = dispositions.lock(dispositionId);
        Lift lift = running(store, dispositionId, Lift.Stage.APPROVED, Lift.Stage.ISSUED);
        if (lift.stage() == Lift.Stage.APPROVED) {
            Letter letter = correspondence.issue(letter(disposition, lift));
            store.issued(lift, letter);
            events.append(disposition, lift.approvedBy().orElseThrow(), DispositionAct.LIFT_ISSUED, letter.number());
        }
    }

    /**
     * Reports the lift to the requester. Doing it again changes nothing.
     *
     * @return whether any measure is still in force; if none is, the disposition has ended
     */
    public boolean report(String dispositionId) {
        Disposition disposition = dispositions.lock(dispositionId);
        Map<String, DispositionTarget> all = targets.byId(dispositionId);
        if (store.running(dispositionId).isPresent()) {
            Lift lift = running(store, dispositionId, Lift.Stage.ISSUED);
            writer.report(disposition, lift, all, appeals.takeUnreported(dispositionId), "REPORT");
            store.stage(lift, Lift.Stage.REPORTED);
            events.append(disposition, CaseEvents.SYSTEM, DispositionAct.LIFT_REPORTED, lift.id());
        }
        boolean anythingLeft =
                all.values().stream().anyMatch(target -> target.state().isInForce());
        if (anythingLeft) {
            appeals.askForUnshown(disposition);
        } else if (!disposition.stage().over()) {
            end(disposition, DispositionStage.LIFTED, CaseEvents.SYSTEM);
        }
        return anythingLeft;
    }

    /** The disposition, of which the platform is asked no more, is over: what was not lifted stays. */
    public void end(Disposition disposition, DispositionStage stage, String actor) {
        store.running(disposition.id()).ifPresent(lift -> store.stage(lift, Lift.Stage.DROPPED));
        dispositions.ended(disposition.id(), stage);
        events.append(disposition, actor, DispositionAct.CLOSED, stage.title());
    }

    static Lift running(LiftStore store, String dispositionId, Lift.Stage... allowed) {
        Lift lift = store.running(dispositionId).orElseThrow(() -> new Refusal("disposition.no-lift", dispositionId));
        if (!List.of(allowed).contains(lift.stage())) {
            throw new Refusal("disposition.wrong-stage", lift.stage().title());
        }
        return lift;
    }
}
