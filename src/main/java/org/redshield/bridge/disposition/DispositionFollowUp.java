package org.redshield.bridge.disposition;

import static org.redshield.bridge.letter.LetterDraft.row;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionDrafts;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.PlatformTask;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.lift.Appeals;
import org.redshield.bridge.disposition.lift.Lifts;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** After the execution: the report to the requester, and the end. */
@Service
@Transactional
@RequiredArgsConstructor
public class DispositionFollowUp {

    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final Appeals appeals;
    private final Lifts lifts;
    private final PlatformTasks tasks;
    private final Correspondence correspondence;
    private final DeadlineRules rules;
    private final DeadlineCalculator deadlines;
    private final InstantSource clock;

    /**
     * Reports every target's result to the requester. Doing it again changes nothing.
     *
     * @return until when the merchant's appeals are waited for
     */
    public Instant report(String dispositionId) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.ISSUED, DispositionStage.REPORTED);
        if (disposition.stage() == DispositionStage.REPORTED) {
            return disposition.appealWindowEndsAt().orElseThrow();
        }
        List<DispositionTarget> all = targets.of(dispositionId);
        correspondence.send(letter(disposition, all));
        Instant executed = all.stream()
                .filter(target -> target.state().isInForce())
                .flatMap(target -> target.task().executedAt().stream())
                .max(Instant::compareTo)
                .orElseGet(clock::instant);
        Instant endsAt = deadlines
                .due(executed, rules.get(Query.of(ClockKind.APPEAL_WINDOW)).rule())
                .dueAt();
        store.reported(dispositionId, endsAt);
        events.append(disposition, CaseEvents.SYSTEM, DispositionAct.REPORTED, "");
        appeals.askForUnshown(disposition);
        return endsAt;
    }

    /** As {@link #report} would send it now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingReport(String dispositionId) {
        Disposition disposition = store.get(dispositionId);
        return Optional.of(disposition)
                .filter(issued -> issued.stage() == DispositionStage.ISSUED)
                .map(issued -> letter(issued, targets.of(dispositionId)));
    }

    private static LetterDraft letter(Disposition disposition, List<DispositionTarget> targets) {
        LetterDraft draft = DispositionDrafts.toRequester("REPORT", disposition)
                .by(
                        disposition.draft().draftedBy().orElseThrow(),
                        disposition.draft().approvedBy())
                .facts(DispositionDrafts.planned(disposition, targets))
                .fact("outcome", "REPORTED")
                .rows("results", targets, DispositionFollowUp::result)
                .word("publicityNote", disposition.publicityNote());
        if (targets.stream().anyMatch(DispositionTarget::mustBePublished)) {
            draft.rows("publicity", targets, DispositionFollowUp::publicity);
        }
        targets.forEach(target -> {
            String name = "target." + target.position() + ".";
            draft.fact(name + "state", target.state())
                    .fact(name + "executedAt", target.task().executedAt())
                    .fact(name + "publicityUrl", target.publicityUrl());
        });
        return draft;
    }

    private static Map<String, Object> result(DispositionTarget target) {
        PlatformTask task = target.task();
        return row(
                "position", target.position(),
                "plan", target.plan().describe(),
                "outcome", task.outcome().map(PlatformOutcome::title),
                "executedAt", task.executedAt().map(ChinaTime::moment),
                "reason", task.reason(),
                "statusText", task.unexplained(task.statusText()),
                "resultText", task.unexplained(task.resultText()));
    }

    private static Map<String, Object> publicity(DispositionTarget target) {
        return row(
                "position", target.position(),
                "required", target.mustBePublished() ? "是" : null,
                "url", target.publicityUrl());
    }

    /**
     * Ends the disposition: the platform is asked no more. Doing it again changes nothing.
     *
     * @throws Refusal {@code disposition.appeal-open} while an appeal is undecided
     */
    public void close(String dispositionId, String actor) {
        targets.of(dispositionId).forEach(target -> tasks.stopAsking(target.task()));
        Disposition disposition = store.lock(dispositionId);
        if (disposition.stage().over()) {
            return;
        }
        disposition.require(DispositionStage.REPORTED);
        if (!appeals.open(dispositionId).isEmpty()) {
            throw new Refusal("disposition.appeal-open");
        }
        boolean lifted = targets.of(dispositionId).stream().anyMatch(target -> target.state() == TargetState.LIFTED);
        lifts.end(
                disposition,
                lifted && targets.inForce(dispositionId).isEmpty() ? DispositionStage.LIFTED : DispositionStage.CLOSED,
                actor);
    }
}
