package org.redshield.bridge.disposition.execution;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionEvents;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.PlatformOutcome;
import org.redshield.bridge.disposition.file.PlatformTask;
import org.redshield.bridge.disposition.file.TargetState;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.plan.PlannedTarget;
import org.redshield.bridge.disposition.restorecheck.DoneAlready;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends every target to the platform as a task of its own and takes its result into the file. */
@Service
@Transactional
@RequiredArgsConstructor
public class DispositionExecution {

    private final DispositionStore store;
    private final TargetStore targets;
    private final DispositionEvents events;
    private final PlatformTasks tasks;
    private final Correspondence correspondence;
    private final ClockService clocks;
    private final InstantSource clock;
    private final DoneAlready done;

    /**
     * Sends one target. When the platform does not repeat the id of a task that it knew before, the poller asks by the
     * {@code doc_name} and learns it. What the platform has done already by a letter that was lost is not sent.
     *
     * @throws org.redshield.bridge.disposition.restorecheck.Undecided as long as nobody has decided about such a measure
     * @return false when the platform will not take the task, which is then the target's result
     * @throws org.redshield.bridge.platform.gateway.PlatformUnavailable when nothing is known: try again
     */
    public boolean submit(String targetId) {
        DispositionTarget target = targets.get(targetId);
        if (target.state() != TargetState.DRAFT) {
            return target.state() != TargetState.REFUSED;
        }
        Disposition disposition = store.get(target.dispositionId()).require(DispositionStage.ISSUED);
        String docName = target.task().docName().orElseThrow();
        DoneAlready.Look look = done.of(disposition);
        look.requireDecided(target.plan());
        Optional<String> why = look.whyNot(target.plan());
        if (why.isPresent()) {
            store.lock(disposition.id());
            targets.refusedAtSubmission(targetId, why.get());
            events.append(disposition, targetId, CaseEvents.SYSTEM, DispositionAct.NOT_SENT_AGAIN, why.get());
            recordReceipts(disposition);
            return false;
        }
        PlatformTasks.Answer answer = tasks.send(disposition, target, wish(disposition, target, docName));
        store.lock(disposition.id());
        if (answer.isTaken()) {
            targets.submitted(targetId, answer.taskId());
            tasks.ask(disposition, answer.taskId().orElse(docName));
            events.append(
                    disposition,
                    targetId,
                    CaseEvents.SYSTEM,
                    answer.isRepeated() ? DispositionAct.SENT_BEFORE : DispositionAct.SUBMITTED,
                    docName);
        } else {
            targets.refusedAtSubmission(targetId, answer.refusal());
            events.append(
                    disposition, targetId, disposition.platform(), DispositionAct.SUBMISSION_REFUSED, answer.refusal());
        }
        recordReceipts(disposition);
        return answer.isTaken();
    }

    private static PlatformTasks.Wish wish(Disposition disposition, DispositionTarget target, String docName) {
        PlannedTarget plan = target.plan();
        Map<String, String> asked = new LinkedHashMap<>();
        asked.put("measure", plan.measure().name());
        plan.term().ifPresent(term -> asked.put("term", term));
        return new PlatformTasks.Wish(
                docName,
                disposition.letter().orElseThrow().id(),
                List.of(
                        "措施：" + plan.measure().title()
                                + plan.term().map(term -> "，期限" + term).orElse("")
                                + plan.about().map(about -> "，所指：" + about).orElse(""),
                        "事实和理由：" + disposition.draft().facts().orElseThrow(),
                        "证据：" + disposition.draft().evidenceNote().orElse("见函件"),
                        "依据：" + disposition.draft().legalHook().orElseThrow()),
                asked,
                Optional.empty());
    }

    /** The letter has arrived when the platform has answered to each of its targets. */
    private void recordReceipts(Disposition disposition) {
        UUID letter = disposition.letter().orElseThrow().id();
        correspondence.submitted(letter);
        if (targets.of(disposition.id()).stream().noneMatch(target -> target.state() == TargetState.DRAFT)) {
            correspondence.delivered(letter);
            clocks.met(disposition.id(), disposition.tenant(), clock.instant(), ClockKind.DISPOSITION_ACCEPTANCE);
        }
    }

    /** Keeps what the platform says of a target: its words, its result, its publicity. */
    public void answered(Disposition disposition, DispositionTarget target, DispositionStatus status) {
        PlatformTask task = target.task();
        boolean news = Statements.areNews(task, status);
        if (news || task.taskId().isEmpty()) {
            targets.said(target.id(), status);
        }
        if (news) {
            events.append(
                    disposition,
                    target.id(),
                    disposition.platform(),
                    DispositionAct.PLATFORM_SAID,
                    Statements.words(status));
        }
        if (task.outcome().isEmpty()) {
            Statements.outcome(status)
                    .ifPresent(outcome -> targets.outcome(
                            target.id(),
                            outcome,
                            Statements.executedAt(status, task.submittedAt(), clock.instant()),
                            Statements.reason(status)));
        }
        Statements.publicityUrl(status).ifPresent(url -> published(disposition, targets.get(target.id()), url));
    }

    private void published(Disposition disposition, DispositionTarget target, String url) {
        if (target.state().isInForce() && target.publicityUrl().isEmpty()) {
            targets.published(target, url, Optional.empty());
            events.append(disposition, target.id(), disposition.platform(), DispositionAct.PUBLISHED, url);
        }
    }

    /** The process goes on with the result that the platform has given. Doing it again changes nothing. */
    public void recordResult(String targetId) {
        DispositionTarget target = targets.get(targetId);
        PlatformTask task = target.task();
        PlatformOutcome outcome =
                task.outcome().orElseThrow(() -> new IllegalStateException("Target " + targetId + " has no result"));
        if (outcome == PlatformOutcome.REFUSED) {
            tasks.stopAsking(task);
        }
        Disposition disposition = store.lock(target.dispositionId());
        targets.taken(targetId);
        clocks.met(
                targetId,
                disposition.tenant(),
                task.executedAt().orElseGet(clock::instant),
                ClockKind.DISPOSITION_EXECUTION);
    }

    /** The platform has not said of every target in time whether it takes it. */
    public void acceptanceOverdue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        clocks.running(dispositionId, ClockKind.DISPOSITION_ACCEPTANCE, disposition.tenant())
                .filter(running -> clocks.missed(running.id(), clock.instant()))
                .ifPresent(
                        missed -> events.append(disposition, CaseEvents.SYSTEM, DispositionAct.ACCEPTANCE_OVERDUE, ""));
    }

    /** The platform has not executed in time. */
    public void executionOverdue(String targetId) {
        DispositionTarget target = targets.get(targetId);
        Disposition disposition = store.lock(target.dispositionId());
        clocks.running(targetId, ClockKind.DISPOSITION_EXECUTION, disposition.tenant())
                .filter(running -> clocks.missed(running.id(), clock.instant()))
                .ifPresent(missed -> events.append(
                        disposition,
                        targetId,
                        CaseEvents.SYSTEM,
                        DispositionAct.EXECUTION_OVERDUE,
                        target.plan().describe()));
    }
}
