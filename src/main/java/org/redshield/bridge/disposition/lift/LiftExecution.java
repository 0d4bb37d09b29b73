package org.redshield.bridge.disposition.lift;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.execution.Statements;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.PlatformTask;
import org.redshield.bridge.disposition.file.ReasonRules;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.restorecheck.TakenBack;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 执行解除: what the platform is asked to take back, target by target, and what it says of it. */
@Service
@Transactional
@RequiredArgsConstructor
public class LiftExecution {

    private final DispositionStore dispositions;
    private final TargetStore targets;
    private final LiftStore store;
    private final DispositionEvents events;
    private final LiftLetters writer;
    private final PlatformTasks tasks;
    private final Correspondence correspondence;
    private final TakenBack takenBack;
    private final InstantSource clock;

    /**
     * Sends one target of the issued lift, once, as a measure is sent.
     *
     * @return false when the platform will not take the task
     */
    public boolean submit(String targetId) {
        DispositionTarget target = targets.get(targetId);
        Disposition disposition = dispositions.get(target.dispositionId());
        Lift lift = Lifts.running(store, disposition.id(), Lift.Stage.ISSUED);
        LiftTarget lifted = lift.target(targetId);
        if (lifted.task().submittedAt().isPresent()) {
            return lifted.task()
                    .outcome()
                    .filter(PlatformOutcome.REFUSED::equals)
                    .isEmpty();
        }
        Optional<Sent> before = takenBack.known(disposition, target);
        if (before.isPresent()) {
            doneBefore(disposition, lifted, before.get());
            return true;
        }
        PlatformTasks.Wish wish = wish(lift, target, lifted);
        PlatformTasks.Answer answer = tasks.send(disposition, target, wish);
        dispositions.lock(disposition.id());
        if (answer.isTaken()) {
            store.submitted(lifted, answer.taskId());
            tasks.ask(disposition, answer.taskId().orElse(wish.docName()));
            events.append(disposition, targetId, CaseEvents.SYSTEM, DispositionAct.LIFT_SUBMITTED, wish.docName());
        } else {
            store.outcome(lifted, PlatformOutcome.REFUSED, clock.instant(), Optional.of(answer.refusal()));
            events.append(disposition, targetId, disposition.platform(), DispositionAct.LIFT_REFUSED, answer.refusal());
        }
        recordReceipts(disposition);
        return answer.isTaken();
    }

    /** The platform has taken it back by a letter that a restore has lost: it is asked what came of that, and not to do it again. */
    private void doneBefore(Disposition disposition, LiftTarget lifted, Sent lost) {
        dispositions.lock(disposition.id());
        store.submittedBefore(lifted, lost);
        tasks.ask(disposition, lost.platformId().orElse(lost.number()));
        events.append(disposition, lifted.targetId(), CaseEvents.SYSTEM, DispositionAct.NOT_SENT_AGAIN, lost.number());
        recordReceipts(disposition);
    }

    private static PlatformTasks.Wish wish(Lift lift, DispositionTarget target, LiftTarget lifted) {
        String measure = target.task().docName().orElseThrow();
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("measure", "LIFT");
        asked.put("lifts", measure);
        return new PlatformTasks.Wish(
                lifted.task().docName().orElseThrow(),
                lift.letter().orElseThrow().id(),
                List.of("措施：解除处置（" + target.plan().measure().title() + "）", "原任务：" + measure, "理由：" + lift.reason()),
                asked,
                Optional.of(measure));
    }

    /** As of the letter that is lifted: it has arrived when the platform has answered to each of its targets. */
    private void recordReceipts(Disposition disposition) {
        Lift lift = Lifts.running(store, disposition.id(), Lift.Stage.ISSUED);
        UUID letter = lift.letter().orElseThrow().id();
        correspondence.submitted(letter);
        if (lift.targets().stream()
                .allMatch(target -> target.task().submittedAt().isPresent())) {
            correspondence.delivered(letter);
        }
    }

    /**
     * Keeps what the platform says of the lift of a target.
     *
     * @return whether the process still has to go on with a result
     */
    public boolean answered(Disposition disposition, LiftTarget target, DispositionStatus status) {
        store.said(target, status);
        if (Statements.areNews(target.task(), status)) {
            events.append(
                    disposition,
                    target.targetId(),
                    disposition.platform(),
                    DispositionAct.LIFT_ANSWERED,
                    Statements.words(status));
        }
        Optional<PlatformOutcome> outcome = target.task().outcome().or(() -> Statements.outcome(status));
        if (target.task().outcome().isEmpty()) {
            outcome.ifPresent(known -> store.outcome(
                    target,
                    known,
                    Statements.executedAt(status, target.task().submittedAt(), clock.instant()),
                    Statements.reason(status)));
        }
        return outcome.isPresent() && target.task().takenAt().isEmpty();
    }

    /** The process goes on with what the platform says of the lift. Only a lift that it confirms in full is one. */
    public void record(String targetId) {
        DispositionTarget target = targets.get(targetId);
        LiftTarget lifted =
                Lifts.running(store, target.dispositionId(), Lift.Stage.ISSUED).target(targetId);
        PlatformTask task = lifted.task();
        PlatformOutcome outcome = task.outcome()
                .orElseThrow(() -> new IllegalStateException("The lift of target " + targetId + " has no result"));
        if (task.takenAt().isPresent()) {
            return;
        }
        tasks.stopAsking(task);
        if (outcome == PlatformOutcome.EXECUTED) {
            tasks.stopAsking(target.task());
        }
        Disposition disposition = dispositions.lock(target.dispositionId());
        store.taken(lifted);
        if (outcome == PlatformOutcome.EXECUTED) {
            targets.state(targets.get(targetId), TargetState.LIFTED);
            events.append(disposition, targetId, disposition.platform(), DispositionAct.LIFTED, "");
        }
    }

    /**
     * An officer has seen that the platform took measures back of which it says only in its own words that it did.
     *
     * @return the targets for which the process waits, or will
     * @throws Refusal {@code disposition.no-lift-targets, .lift-target-unknown, .lift-not-answered, .lift-note-missing}
     */
    public List<String> entered(Disposition disposition, List<String> targetIds, Optional<String> note, String user) {
        if (targetIds.isEmpty()) {
            throw new Refusal("disposition.no-lift-targets");
        }
        String why = ReasonRules.required(note, "disposition.lift-note-missing");
        Map<String, DispositionTarget> known = targets.byId(disposition.id());
        List<String> waiting = new ArrayList<>();
        Set<Lift> reported = new LinkedHashSet<>();
        for (String id : new LinkedHashSet<>(targetIds)) {
            DispositionTarget target = Lifts.liftable(known, id);
            Lift lift = unclear(disposition.id(), id)
                    .orElseThrow(() -> new Refusal(
                            "disposition.lift-not-answered", target.plan().describe()));
            LiftTarget lifted = lift.target(id);
            store.outcome(lifted, PlatformOutcome.EXECUTED, clock.instant(), Optional.of("办案人员核实登记：" + why));
            events.append(disposition, id, user, DispositionAct.LIFT_ENTERED, why);
            if (lifted.task().takenAt().isEmpty()) {
                waiting.add(id);
            } else {
                tasks.stopAsking(target.task());
                targets.state(target, TargetState.LIFTED);
            }
            if (lift.stage() == Lift.Stage.REPORTED) {
                reported.add(lift);
            }
        }
        // The requester was told what the platform said; now it is told what that was.
        for (Lift lift : reported) {
            Lift now = store.of(disposition.id()).stream()
                    .filter(one -> one.id().equals(lift.id()))
                    .findFirst()
                    .orElseThrow();
            writer.report(disposition, now, targets.byId(disposition.id()), List.of(), "ENTERED/" + targetIds.get(0));
        }
        return waiting;
    }

    /** The lift of the target to which the platform has answered so that nobody knows what it did. */
    private Optional<Lift> unclear(String dispositionId, String targetId) {
        return store.of(dispositionId).stream()
                .filter(lift -> lift.targetIds().contains(targetId))
                .filter(lift -> lift.target(targetId).isUnclear())
                .findFirst();
    }
}
