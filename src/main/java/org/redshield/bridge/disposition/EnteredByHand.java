package org.redshield.bridge.disposition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.disposition.execution.Publicities;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.lift.LiftExecution;
import org.redshield.bridge.engine.ProcessMessages;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an officer has seen that the platform did and says only in its own words: that it published a measure, or took one
 * back. From its answer on; a process that waits for that goes on as if the platform's interface had said it.
 */
@Service
@Transactional
@RequiredArgsConstructor
class EnteredByHand {

    private final DispositionStore store;
    private final TargetStore targets;
    private final Publicities publicities;
    private final LiftExecution lifts;
    private final ProcessMessages messages;

    /** @throws Refusal {@code disposition.nothing-to-publish, .publicity-url-malformed, .wrong-stage} */
    void published(String dispositionId, Optional<String> url, String user) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.ISSUED, DispositionStage.REPORTED);
        if (targets.of(dispositionId).stream().noneMatch(DispositionTarget::owesPublicity)) {
            throw new Refusal("disposition.nothing-to-publish");
        }
        publicities.enter(dispositionId, url, user);
        if (publicities.isComplete(dispositionId)) {
            messages.correlate(
                    disposition.tenant(),
                    "PublicitySeen",
                    DispositionVariables.DISPOSITION_ID,
                    dispositionId,
                    Map.of(DispositionVariables.PUBLISHED.name(), true));
        }
    }

    /** @throws Refusal {@code disposition.no-lift-targets, .lift-target-unknown, .lift-not-answered, .lift-note-missing} */
    void lifted(String dispositionId, List<String> targetIds, Optional<String> note, String user) {
        Disposition disposition = store.lock(dispositionId).require(DispositionStage.REPORTED);
        lifts.entered(disposition, targetIds, note, user)
                .forEach(waiting -> messages.correlate(
                        disposition.tenant(), "DispositionResult", DispositionVariables.TARGET_ID, waiting, Map.of()));
    }
}
