package org.redshield.bridge.disposition;

import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.OthersMustDecide;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.work.Polling;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Appeals and lifts. An appeal is upheld, or leads to a lift: a letter of its own that is drafted, approved by somebody
 * else, sent and confirmed per target.
 */
@Service
@Transactional
public class Lifts {

    private final DispositionStore store;
    private final DispositionExecution execution;
    private final DispositionFollowUp followUp;
    private final DispositionLetters writer;
    private final PlatformTasks tasks;
    private final Gateways gateways;
    private final Polling polling;
    private final Correspondence correspondence;
    private final InstantSource clock;

    Lifts(
            DispositionStore store,
            DispositionExecution execution,
            DispositionFollowUp followUp,
            DispositionLetters writer,
            PlatformTasks tasks,
            Gateways gateways,
            Polling polling,
            Correspondence correspondence,
            InstantSource clock) {
        this.store = store;
        this.execution = execution;
        this.followUp = followUp;
        this.writer = writer;
        this.tasks = tasks;
        this.gateways = gateways;
        this.polling = polling;
        this.correspondence = correspondence;
        this.clock = clock;
    }

    /** Leaves the measures in place against the appeals that the officer has before him. */
    public void uphold(String dispositionId, Optional<String> reason, String user) {
        String why = Reasons.required(reason, "disposition.reason-missing");
        Disposition disposition = store.lock(dispositionId).require(Stage.REPORTED);
        dropDraft(disposition, user);
        decideAppeals(disposition, appeal -> Appeal.Decision.UPHOLD, why, user);
    }

    /** Tells the requester of appeals that did not change anything. Sends nothing when it has been told. */
    public void reportUpheld(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        List<Appeal> appeals = store.unreportedAppeals(dispositionId);
        if (!appeals.isEmpty()) {
            writer.upheld(disposition, targetsById(dispositionId), appeals);
            store.appealsReported(appeals);
        }
        followUp.askForUnshownAppeals(disposition);
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
        String why = Reasons.required(reason, "disposition.reason-missing");
        Disposition disposition = store.lock(dispositionId).require(Stage.REPORTED);
        dropDraft(disposition, user);
        if (store.runningLift(dispositionId).isPresent()) {
            throw new Refusal("disposition.lift-running");
        }
        Map<String, DispositionTarget> known = targetsById(dispositionId);
        List<DispositionTarget> chosen = new LinkedHashSet<>(targetIds)
                .stream().map(id -> liftable(known, id)).toList();
        store.insertLift(disposition, chosen, why, user);
        store.event(disposition, user, DispositionAct.LIFT_DRAFTED, chosen.size() + "个对象");
    }

    private static DispositionTarget liftable(Map<String, DispositionTarget> known, String id) {
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
     * @throws Refusal {@code disposition.self-approval} to whoever drafted it
     */
    public void approve(String dispositionId, String user) {
        Disposition disposition = store.lock(dispositionId);
        Lift lift = reviewed(dispositionId, user);
        store.liftApproved(lift.id(), user);
        store.event(disposition, user, DispositionAct.LIFT_APPROVED, lift.id());
        List<String> lifted =
                lift.targets().stream().map(Lift.LiftTarget::targetId).toList();
        decideAppeals(
                disposition,
                appeal -> lifted.contains(appeal.targetId()) ? Appeal.Decision.LIFT : Appeal.Decision.UPHOLD,
                lift.reason(),
                lift.draftedBy());
    }

    /** Gives the lift back with a reason. */
    public void giveBack(String dispositionId, Optional<String> reason, String user) {
        String why = Reasons.required(reason, "disposition.reason-missing");
        Disposition disposition = store.lock(dispositionId);
        reviewed(dispositionId, user);
        store.event(disposition, user, DispositionAct.LIFT_RETURNED, why);
    }

    private Lift reviewed(String dispositionId, String user) {
        Lift lift = running(dispositionId, Lift.Stage.DRAFTED);
        if (lift.draftedBy().equals(user)) {
            throw new OthersMustDecide("disposition.self-approval");
        }
        return lift;
    }

    private void dropDraft(Disposition disposition, String user) {
        store.runningLift(disposition.id())
                .filter(lift -> lift.stage() == Lift.Stage.DRAFTED)
                .ifPresent(lift -> {
                    store.liftStage(lift.id(), Lift.Stage.DROPPED);
                    store.event(disposition, user, DispositionAct.LIFT_DROPPED, lift.id());
                });
    }

    private void decideAppeals(
            Disposition disposition, Function<Appeal, Appeal.Decision> decision, String reason, String user) {
        for (Appeal appeal : store.appeals(disposition.id())) {
            if (appeal.decision().isPresent() || appeal.shownAt().isEmpty()) {
                continue;
            }
            Appeal.Decision decided = decision.apply(appeal);
            store.decided(appeal.id(), decided, reason, user);
            DispositionTarget target = store.target(appeal.targetId());
            if (decided == Appeal.Decision.UPHOLD && target.state().mayBecome(TargetState.UPHELD)) {
                store.state(target, TargetState.UPHELD);
            }
            store.event(
                    disposition,
                    Optional.of(target.id()),
                    user,
                    decided == Appeal.Decision.UPHOLD ? DispositionAct.APPEAL_UPHELD : DispositionAct.APPEAL_ACCEPTED,
                    reason);
        }
    }

    /** Issues the letter of the approved lift. Doing it again changes nothing. */
    public void issue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        Lift lift = running(dispositionId, Lift.Stage.APPROVED, Lift.Stage.ISSUED);
        if (lift.stage() == Lift.Stage.ISSUED) {
            return;
        }
        Letter letter = writer.lift(disposition, lift, targetsById(dispositionId));
        store.liftIssued(lift.id(), letter);
        store.event(disposition, lift.approvedBy().orElseThrow(), DispositionAct.LIFT_ISSUED, letter.number());
    }

    /**
     * Sends one target of the issued lift; idempotent as {@link DispositionExecution#submit} is.
     *
     * @return false when the platform will not take the task
     */
    public boolean submit(String targetId) {
        DispositionTarget target = store.target(targetId);
        Disposition disposition = store.get(target.dispositionId());
        Lift lift = running(disposition.id(), Lift.Stage.ISSUED);
        Lift.LiftTarget task = task(lift, targetId);
        if (task.submittedAt().isPresent()) {
            return task.outcome().filter(outcome -> outcome == Outcome.REFUSED).isEmpty();
        }
        Optional<DispositionReceipt> receipt = Optional.empty();
        String refusal = "";
        try {
            receipt = Optional.of(
                    gateways.of(disposition.platform()).dispose(tasks.lift(disposition, target, lift, task)));
        } catch (PlatformRefusal e) {
            refusal = e.text();
        }
        store.lock(disposition.id());
        if (receipt.isEmpty()) {
            store.liftOutcome(task, Outcome.REFUSED, clock.instant(), Optional.of(refusal));
            store.event(
                    disposition, Optional.of(targetId), disposition.platform(), DispositionAct.LIFT_REFUSED, refusal);
            recordReceipts(disposition);
            return false;
        }
        store.liftSubmitted(task, receipt.get().taskId());
        polling.watch(
                Polling.Kind.DISPOSITION,
                disposition.platform(),
                receipt.get().taskId().or(task::docName).orElseThrow());
        recordReceipts(disposition);
        store.event(
                disposition,
                Optional.of(targetId),
                "system",
                DispositionAct.LIFT_SUBMITTED,
                task.docName().orElseThrow());
        return true;
    }

    /** As of the letter that is lifted: it has arrived when the platform has answered to each of its targets. */
    private void recordReceipts(Disposition disposition) {
        Lift lift = running(disposition.id(), Lift.Stage.ISSUED);
        UUID letter = lift.letterId().orElseThrow();
        correspondence.submitted(letter);
        if (lift.targets().stream().allMatch(task -> task.submittedAt().isPresent())) {
            correspondence.delivered(letter);
        }
    }

    /** The process goes on with what the platform says of the lift. Only a lift that it confirms in full is one. */
    public void record(String targetId) {
        DispositionTarget target = store.target(targetId);
        Disposition disposition = store.lock(target.dispositionId());
        Lift.LiftTarget task = task(running(disposition.id(), Lift.Stage.ISSUED), targetId);
        Outcome outcome = task.outcome()
                .orElseThrow(() -> new IllegalStateException("The lift of target " + targetId + " has no result"));
        if (task.takenAt().isPresent()) {
            return;
        }
        store.liftTaken(task);
        execution.stopAsking(task.taskId(), task.docName());
        if (outcome == Outcome.EXECUTED) {
            store.state(store.target(targetId), TargetState.LIFTED);
            execution.stopAsking(target.taskId(), target.docName());
            store.event(disposition, Optional.of(targetId), disposition.platform(), DispositionAct.LIFTED, "");
        }
    }

    /**
     * Reports the lift to the requester. Doing it again changes nothing.
     *
     * @return whether any measure is still in force; if none is, the disposition has ended
     */
    public boolean report(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        Map<String, DispositionTarget> targets = targetsById(dispositionId);
        store.runningLift(dispositionId).ifPresent(lift -> {
            running(dispositionId, Lift.Stage.ISSUED);
            List<Appeal> appeals = store.unreportedAppeals(dispositionId);
            writer.liftReport(disposition, lift, targets, appeals);
            store.appealsReported(appeals);
            store.liftStage(lift.id(), Lift.Stage.REPORTED);
            store.event(disposition, "system", DispositionAct.LIFT_REPORTED, lift.id());
        });
        boolean anythingLeft =
                targets.values().stream().anyMatch(target -> target.state().isInForce());
        if (anythingLeft) {
            followUp.askForUnshownAppeals(disposition);
        } else if (!disposition.stage().isEnded()) {
            followUp.end(disposition, Stage.LIFTED, "system");
        }
        return anythingLeft;
    }

    private Lift running(String dispositionId, Lift.Stage... allowed) {
        Lift lift =
                store.runningLift(dispositionId).orElseThrow(() -> new Refusal("disposition.no-lift", dispositionId));
        if (!List.of(allowed).contains(lift.stage())) {
            throw new Refusal("disposition.wrong-stage", lift.stage().title());
        }
        return lift;
    }

    private static Lift.LiftTarget task(Lift lift, String targetId) {
        return lift.targets().stream()
                .filter(target -> target.targetId().equals(targetId))
                .findFirst()
                .orElseThrow(() -> new Refusal("disposition.lift-target-unknown", targetId));
    }

    private Map<String, DispositionTarget> targetsById(String dispositionId) {
        return store.targets(dispositionId).stream()
                .collect(Collectors.toMap(DispositionTarget::id, Function.identity()));
    }
}
