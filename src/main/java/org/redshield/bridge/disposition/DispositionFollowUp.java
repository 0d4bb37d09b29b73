package org.redshield.bridge.disposition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.deadline.clock.Clock;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.clock.ClockStart;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.deadline.rule.DeadlineRules;
import org.redshield.bridge.deadline.rule.DeadlineRules.Query;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** After the execution: publicity, the report to the requester, and the end. */
@Service
@Transactional
public class DispositionFollowUp {

    private final DispositionStore store;
    private final DispositionExecution execution;
    private final DispositionLetters writer;
    private final ClockService clocks;
    private final DeadlineRules rules;
    private final DeadlineCalculator deadlines;
    private final InstantSource clock;

    DispositionFollowUp(
            DispositionStore store,
            DispositionExecution execution,
            DispositionLetters writer,
            ClockService clocks,
            DeadlineRules rules,
            DeadlineCalculator deadlines,
            InstantSource clock) {
        this.store = store;
        this.execution = execution;
        this.writer = writer;
        this.clocks = clocks;
        this.rules = rules;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    /** Looks whether the platform has published what it must (网络交易监督管理办法 art. 30), and starts that clock. */
    public Publicity checkPublicity(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        List<DispositionTarget> due = store.targets(dispositionId).stream()
                .filter(DispositionTarget::mustBePublished)
                .toList();
        if (due.isEmpty()) {
            return new Publicity(true, Optional.empty());
        }
        Instant executed = due.stream()
                .flatMap(target -> target.executedAt().stream())
                .max(Instant::compareTo)
                .orElseGet(clock::instant);
        Clock running = publicityClock(disposition)
                .orElseGet(() -> clocks.start(ClockStart.of(
                        ClockKind.PUBLICITY, disposition.caseNo(), dispositionId, disposition.tenant(), executed)));
        boolean published = due.stream().noneMatch(DispositionTarget::owesPublicity);
        if (published) {
            clocks.met(running.id(), clock.instant());
        }
        return new Publicity(published, Optional.of(running.dueAt()));
    }

    /** Also one that has ended: what was missed is not owed anew. */
    private Optional<Clock> publicityClock(Disposition disposition) {
        return clocks.byCase(disposition.caseNo(), disposition.tenant()).stream()
                .filter(known -> known.is(ClockKind.PUBLICITY))
                .filter(known -> known.subjectId().equals(disposition.id()))
                .findFirst();
    }

    /** The platform has not published in time. */
    public void publicityOverdue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        clocks.running(dispositionId, ClockKind.PUBLICITY, disposition.tenant())
                .filter(running -> clocks.missed(running.id(), clock.instant()))
                .ifPresent(missed -> store.event(disposition, "system", DispositionAct.PUBLICITY_OVERDUE, ""));
    }

    /** An officer has found the publicity, at this address; none is needed when the platform has published meanwhile. */
    public void enterPublicity(String dispositionId, Optional<String> url, String user) {
        Disposition disposition = store.lock(dispositionId);
        List<DispositionTarget> owing = store.targets(dispositionId).stream()
                .filter(DispositionTarget::owesPublicity)
                .toList();
        String address = url.orElse("");
        if (!owing.isEmpty() && !Statements.isWebAddress(address)) {
            throw new Refusal("disposition.publicity-url-malformed", address);
        }
        for (DispositionTarget target : owing) {
            store.published(target.id(), address, Optional.of(user));
            if (target.state().mayBecome(TargetState.PUBLISHED)) {
                store.state(target, TargetState.PUBLISHED);
            }
        }
        store.event(disposition, user, DispositionAct.PUBLICITY_ENTERED, address);
        endPublicityClock(disposition);
    }

    /** An officer gives up the publicity; the requester is told why. */
    public void abandonPublicity(String dispositionId, Optional<String> note, String user) {
        String why = Reasons.required(note, "disposition.note-missing");
        Disposition disposition = store.lock(dispositionId);
        store.publicityAbandoned(dispositionId, why);
        store.event(disposition, user, DispositionAct.PUBLICITY_ABANDONED, why);
        endPublicityClock(disposition);
    }

    private void endPublicityClock(Disposition disposition) {
        clocks.running(disposition.id(), ClockKind.PUBLICITY, disposition.tenant())
                .ifPresent(running -> clocks.met(running.id(), clock.instant()));
    }

    /**
     * Reports every target's result to the requester. Doing it again changes nothing.
     *
     * @return until when the merchant's appeals are waited for
     */
    public Instant report(String dispositionId) {
        Disposition disposition = store.lock(dispositionId).require(Stage.ISSUED, Stage.REPORTED);
        if (disposition.stage() == Stage.REPORTED) {
            return disposition.appealWindowEndsAt().orElseThrow();
        }
        List<DispositionTarget> targets = store.targets(dispositionId);
        writer.report(disposition, targets);
        Instant executed = targets.stream()
                .filter(target -> target.state().isInForce())
                .flatMap(target -> target.executedAt().stream())
                .max(Instant::compareTo)
                .orElseGet(clock::instant);
        Instant endsAt = deadlines
                .due(executed, rules.get(Query.of(ClockKind.APPEAL_WINDOW)).rule())
                .dueAt();
        store.appealWindow(dispositionId, endsAt);
        store.stage(dispositionId, Stage.REPORTED);
        store.event(disposition, "system", DispositionAct.REPORTED, "");
        askForUnshownAppeals(disposition);
        return endsAt;
    }

    /** An appeal that came while nobody could take it is told again at once. */
    void askForUnshownAppeals(Disposition disposition) {
        if (store.hasUnshownAppeals(disposition.id())) {
            execution.askNow(disposition);
        }
    }

    /**
     * Ends the disposition: the platform is asked no more. Doing it again changes nothing.
     *
     * @throws Refusal {@code disposition.appeal-open} while an appeal is undecided
     */
    public void close(String dispositionId, String actor) {
        Disposition disposition = store.lock(dispositionId);
        if (disposition.stage().isEnded()) {
            return;
        }
        disposition.require(Stage.REPORTED);
        if (store.appeals(dispositionId).stream()
                .anyMatch(appeal -> appeal.decision().isEmpty())) {
            throw new Refusal("disposition.appeal-open");
        }
        end(disposition, Stage.CLOSED, actor);
    }

    void end(Disposition disposition, Stage stage, String actor) {
        for (DispositionTarget target : store.targets(disposition.id())) {
            execution.stopAsking(target.taskId(), target.docName());
        }
        store.runningLift(disposition.id()).ifPresent(lift -> store.liftStage(lift.id(), Lift.Stage.DROPPED));
        store.stage(disposition.id(), stage);
        store.event(disposition, actor, DispositionAct.CLOSED, stage.title());
    }
}
