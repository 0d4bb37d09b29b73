package org.redshield.bridge.disposition;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.disposition.execution.DispositionExecution;
import org.redshield.bridge.disposition.execution.PlatformTasks;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.lift.Appeals;
import org.redshield.bridge.disposition.lift.LiftExecution;
import org.redshield.bridge.disposition.lift.LiftStore;
import org.redshield.bridge.disposition.lift.LiftTarget;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.redshield.bridge.platform.gateway.DispositionStatus;
import org.redshield.bridge.platform.poll.DispositionAnswers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what the platform says and wakes the process for what it waits for. A message that nobody waits for yet is sent
 * again with the next answer, until the process has taken what it says.
 */
@Service
@Transactional
@RequiredArgsConstructor
class DispositionWatch implements DispositionAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(DispositionWatch.class);

    private final DispositionStore store;
    private final TargetStore targets;
    private final LiftStore lifted;
    private final DispositionExecution execution;
    private final Publicities publicities;
    private final Appeals appeals;
    private final LiftExecution lifts;
    private final PlatformTasks tasks;
    private final ProcessMessages messages;

    @Override
    public void answered(DispositionStatus status) {
        // What the platform calls by our own name is that, whatever id it gave to whom.
        status.docName().ifPresent(name -> askByName(status.key(), name));
        Optional<String> known = byKey(status, lifted::dispositionOfTask);
        if (known.isEmpty()) {
            LOG.warn("The platform answered about a disposition task that is not ours; no longer asked for");
            tasks.stopAsking(status.key());
            return;
        }
        Disposition disposition = store.lock(known.get());
        if (disposition.stage().over()) {
            tasks.stopAsking(status.key());
            return;
        }
        byKey(status, targets::ofTask)
                .ifPresentOrElse(
                        target -> targetAnswered(disposition, target, status), () -> byKey(status, lifted::ofTask)
                                .ifPresent(target -> liftAnswered(disposition, target, status)));
    }

    private static <T> Optional<T> byKey(DispositionStatus status, Function<String, Optional<T>> search) {
        return search.apply(status.docName().orElse(status.key()))
                .or(() -> status.taskId().flatMap(search));
    }

    @Override
    public void unknown(String key) {
        askByName(key, "");
        lifted.docNamesOfTask(key).stream()
                .filter(name -> !name.equals(key))
                .findFirst()
                .ifPresent(name -> tasks.stopAsking(key));
    }

    /** Tasks of ours for which the platform gave us an id that is another's are asked for by our own name of them. */
    private void askByName(String key, String owner) {
        lifted.docNamesOfTask(key).stream()
                .filter(name -> !name.equals(key) && !name.equals(owner))
                .forEach(name -> {
                    LOG.warn("The platform does not know our task {} by the id that it gave", name);
                    lifted.dispositionOfTask(name)
                            .map(store::get)
                            .ifPresent(disposition -> tasks.ask(disposition, name));
                });
    }

    private void targetAnswered(Disposition disposition, DispositionTarget target, DispositionStatus status) {
        execution.answered(disposition, target, status);
        status.outcome()
                .flatMap(DispositionStatus.Outcome::appeal)
                .ifPresent(appeal -> appeals.reported(disposition, target.id(), appeal));
        if (targets.get(target.id()).task().isToBeTaken()) {
            tell(disposition, "DispositionResult", DispositionVariables.TARGET_ID, target.id(), Map.of());
        }
        if (disposition.stage() == DispositionStage.ISSUED && publicities.isComplete(disposition.id())) {
            publicities.settled(disposition);
            tell(
                    disposition,
                    "PublicitySeen",
                    DispositionVariables.DISPOSITION_ID,
                    disposition.id(),
                    Map.of(DispositionVariables.PUBLISHED.name(), true));
        }
        if (disposition.stage() == DispositionStage.REPORTED
                && appeals.areUnshown(disposition.id())
                && tell(
                        disposition,
                        "AppealReported",
                        DispositionVariables.DISPOSITION_ID,
                        disposition.id(),
                        Map.of())) {
            appeals.shown(disposition.id());
        }
    }

    private void liftAnswered(Disposition disposition, LiftTarget target, DispositionStatus status) {
        if (lifts.answered(disposition, target, status)) {
            tell(disposition, "DispositionResult", DispositionVariables.TARGET_ID, target.targetId(), Map.of());
        }
    }

    private boolean tell(
            Disposition disposition, String message, Variable<String> key, String value, Map<String, Object> says) {
        return messages.correlate(disposition.tenant(), message, key, value, says);
    }
}
