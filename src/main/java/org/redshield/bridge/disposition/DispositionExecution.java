package org.redshield.bridge.disposition;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.deadline.clock.ClockService;
import org.redshield.bridge.deadline.rule.ClockKind;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.platform.gateway.DispositionReceipt;
import org.redshield.bridge.platform.gateway.PlatformRefusal;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.platform.work.Polling;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Sends every target to the platform as a task of its own and takes its result into the file. */
@Service
@Transactional
public class DispositionExecution {

    private final DispositionStore store;
    private final PlatformTasks tasks;
    private final Gateways gateways;
    private final Polling polling;
    private final Correspondence correspondence;
    private final ClockService clocks;
    private final InstantSource clock;

    DispositionExecution(
            DispositionStore store,
            PlatformTasks tasks,
            Gateways gateways,
            Polling polling,
            Correspondence correspondence,
            ClockService clocks,
            InstantSource clock) {
        this.store = store;
        this.tasks = tasks;
        this.gateways = gateways;
        this.polling = polling;
        this.correspondence = correspondence;
        this.clocks = clocks;
        this.clock = clock;
    }

    /**
     * Sends one target. Sent twice it is one task, because the platform knows it by its {@code doc_name}; when the
     * platform then does not repeat the task's id, the poller asks by the {@code doc_name} and learns it.
     *
     * @return false when the platform will not take the task, which is then the target's result
     * @throws org.redshield.bridge.platform.gateway.PlatformUnavailable when nothing is known: try again
     */
    public boolean submit(String targetId) {
        DispositionTarget target = store.target(targetId);
        if (target.state() != TargetState.DRAFT) {
            return target.state() != TargetState.REFUSED;
        }
        Disposition disposition = store.get(target.dispositionId()).require(Stage.ISSUED);
        // Called before the row is locked: the poller must not wait for a slow platform.
        Optional<DispositionReceipt> receipt = Optional.empty();
        String refusal = "";
        try {
            receipt = Optional.of(gateways.of(disposition.platform()).dispose(tasks.dispose(disposition, target)));
        } catch (PlatformRefusal e) {
            refusal = e.text();
        }
        store.lock(disposition.id());
        String docName = target.docName().orElseThrow();
        if (receipt.isEmpty()) {
            store.refusedAtSubmission(targetId, refusal);
            store.event(
                    disposition,
                    Optional.of(targetId),
                    disposition.platform(),
                    DispositionAct.SUBMISSION_REFUSED,
                    refusal);
        } else {
            store.submitted(targetId, receipt.get().taskId());
            polling.watch(
                    Polling.Kind.DISPOSITION,
                    disposition.platform(),
                    receipt.get().taskId().orElse(docName));
            store.event(
                    disposition,
                    Optional.of(targetId),
                    "system",
                    receipt.get().duplicate() ? DispositionAct.SENT_BEFORE : DispositionAct.SUBMITTED,
                    docName);
        }
        recordReceipts(disposition);
        return receipt.isPresent();
    }

    /** The letter has arrived when the platform has answered to each of its targets. */
    private void recordReceipts(Disposition disposition) {
        UUID letter = disposition.letterId().orElseThrow();
        correspondence.submitted(letter);
        boolean allArrived =
                store.targets(disposition.id()).stream().noneMatch(target -> target.state() == TargetState.DRAFT);
        if (allArrived) {
            correspondence.delivered(letter);
            met(disposition.id(), ClockKind.DISPOSITION_ACCEPTANCE, disposition, clock.instant());
        }
    }

    /** The process goes on with the result that the platform has given. Doing it again changes nothing. */
    public void recordResult(String targetId) {
        DispositionTarget target = store.target(targetId);
        Disposition disposition = store.lock(target.dispositionId());
        Outcome outcome =
                target.outcome().orElseThrow(() -> new IllegalStateException("Target " + targetId + " has no result"));
        store.taken(targetId);
        met(
                targetId,
                ClockKind.DISPOSITION_EXECUTION,
                disposition,
                target.executedAt().orElseGet(clock::instant));
        if (outcome == Outcome.REFUSED) {
            stopAsking(target.taskId(), target.docName());
        }
    }

    /** The platform has not said of every target in time whether it takes it. */
    public void acceptanceOverdue(String dispositionId) {
        Disposition disposition = store.lock(dispositionId);
        clocks.running(dispositionId, ClockKind.DISPOSITION_ACCEPTANCE, disposition.tenant())
                .filter(running -> clocks.missed(running.id(), clock.instant()))
                .ifPresent(missed -> store.event(disposition, "system", DispositionAct.ACCEPTANCE_OVERDUE, ""));
    }

    /** The platform has not executed in time. */
    public void executionOverdue(String targetId) {
        DispositionTarget target = store.target(targetId);
        Disposition disposition = store.lock(target.dispositionId());
        clocks.running(targetId, ClockKind.DISPOSITION_EXECUTION, disposition.tenant())
                .filter(running -> clocks.missed(running.id(), clock.instant()))
                .ifPresent(missed -> store.event(
                        disposition,
                        Optional.of(targetId),
                        "system",
                        DispositionAct.EXECUTION_OVERDUE,
                        target.plan().describe()));
    }

    /** Asks about every measure in force at once, instead of when its turn comes. */
    void askNow(Disposition disposition) {
        List<DispositionTarget> inForce = store.targets(disposition.id()).stream()
                .filter(target -> target.state().isInForce())
                .toList();
        for (DispositionTarget target : inForce) {
            stopAsking(target.taskId(), target.docName());
            polling.watch(
                    Polling.Kind.DISPOSITION,
                    disposition.platform(),
                    target.taskId().or(target::docName).orElseThrow());
        }
    }

    /** Whichever of the two keys was watched. */
    void stopAsking(Optional<String> taskId, Optional<String> docName) {
        taskId.ifPresent(key -> polling.stop(Polling.Kind.DISPOSITION, key));
        docName.ifPresent(key -> polling.stop(Polling.Kind.DISPOSITION, key));
    }

    private void met(String subjectId, ClockKind kind, Disposition disposition, Instant at) {
        clocks.running(subjectId, kind, disposition.tenant()).ifPresent(running -> clocks.met(running.id(), at));
    }
}
