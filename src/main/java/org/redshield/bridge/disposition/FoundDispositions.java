package org.redshield.bridge.disposition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.restoreguard.SentNumbers;
import org.redshield.bridge.restoreguard.SentNumbers.Sent;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** 恢复后认领: what an officer decides about measures that a restore has lost, and how it goes on. */
@Service
@RequiredArgsConstructor
public class FoundDispositions {

    private final SentNumbers sent;
    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final Lifts lifts;
    private final ProcessMessages messages;
    private final DeadlineRules rules;
    private final DeadlineCalculator deadlines;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    /**
     * It is on record as a disposition of the bureau, by the letter that was lost. Nothing is sent. What the platform does not have
     * under its number never took effect.
     *
     * @throws org.redshield.bridge.Refusal {@code disposition.wrong-stage}
     */
    public void adopt(String dispositionId, Optional<String> note, String user) {
        transaction.executeWithoutResult(status -> adopted(dispositionId, user, DispositionAct.ADOPTED, note));
    }

    /**
     * It is on record, and a lift of these targets is drafted, which somebody else must approve.
     *
     * @throws org.redshield.bridge.Refusal {@code disposition.wrong-stage}, and as {@link Lifts#draft}
     */
    public void lift(String dispositionId, List<String> targetIds, Optional<String> reason, String user) {
        transaction.executeWithoutResult(status -> {
            adopted(dispositionId, user, DispositionAct.LIFT_OF_FOUND, Optional.empty());
            lifts.draft(dispositionId, targetIds, reason, user);
        });
    }

    private void adopted(String dispositionId, String user, DispositionAct act, Optional<String> note) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.FOUND);
        Instant endsAt = deadlines
                .due(
                        clock.instant(),
                        rules.get(Query.of(ClockKind.APPEAL_WINDOW)).rule())
                .dueAt();
        targets.of(dispositionId).stream()
                .filter(target -> target.state() == TargetState.SUBMITTED)
                .filter(target ->
                        says(target).filter(SentNumbers.NOTHING::equals).isPresent())
                .forEach(target -> targets.outcome(
                        target.id(), PlatformOutcome.REFUSED, clock.instant(), Optional.of(SentNumbers.NOTHING)));
        store.adopted(dispositionId, user, endsAt);
        String number = disposition.letterNo().orElseThrow();
        events.append(
                disposition, user, act, note.map(text -> number + "：" + text).orElse(number));
    }

    /** What the platform said of a target's task, on being asked after the restore. */
    public Optional<String> says(DispositionTarget target) {
        return target.task().docName().flatMap(sent::find).flatMap(Sent::says);
    }

    /** The officer's task is done: the disposition goes on as any other does once the platform has carried it out. */
    public void follow(String dispositionId) {
        goesOnAt("followDisposition", dispositionId);
    }

    /** The same, with the lift that waits for its approval. */
    public void proposeLift(String dispositionId) {
        goesOnAt("approveLift", dispositionId);
    }

    private void goesOnAt(String task, String dispositionId) {
        Disposition disposition = store.get(dispositionId);
        messages.goOn(
                disposition.tenant(),
                "merchantDisposition",
                task,
                disposition.caseNo(),
                Map.of(
                        DispositionVariables.DISPOSITION_ID.name(),
                        dispositionId,
                        DispositionVariables.REQUEST_ID.name(),
                        disposition.request().requestId(),
                        DispositionVariables.DRAFTED_BY.name(),
                        disposition.draft().draftedBy().orElseThrow(),
                        DispositionVariables.APPEALED.name(),
                        false,
                        DispositionVariables.APPEAL_WINDOW_ENDS_AT.name(),
                        Variable.toEngine(disposition.appealWindowEndsAt().orElseThrow())));
    }
}
