package org.redshield.bridge.disposition;

import java.util.List;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionStore;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.file.TargetStore;
import org.redshield.bridge.disposition.lift.Appeal;
import org.redshield.bridge.disposition.lift.Appeals;
import org.redshield.bridge.disposition.lift.Lift;
import org.redshield.bridge.disposition.lift.LiftStore;
import org.redshield.bridge.disposition.lift.LiftTarget;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is known of dispositions: for the case file, and for the lists over which the model loops. */
@AskedByModels
@Service("dispositions")
@Transactional(readOnly = true)
@RequiredArgsConstructor
public class Dispositions {

    private final DispositionStore store;
    private final TargetStore targets;
    private final Appeals appeals;
    private final LiftStore lifts;

    /** @throws org.redshield.bridge.Refusal {@code disposition.unknown} */
    public Disposition get(String dispositionId) {
        return store.get(dispositionId);
    }

    public Optional<Disposition> find(String dispositionId) {
        return store.find(dispositionId);
    }

    public List<DispositionTarget> targets(String dispositionId) {
        return targets.of(dispositionId);
    }

    /** The bureau's own dispositions of the case, in the order in which they came. */
    public List<DispositionView> ofCase(String caseNo, String tenant) {
        return store.ofCase(caseNo, tenant).stream()
                .map(disposition -> new DispositionView(
                        disposition,
                        targets.of(disposition.id()),
                        appeals.of(disposition.id()),
                        lifts.of(disposition.id())))
                .toList();
    }

    /** Ids of the targets whose result is not in, for the model's loop. */
    @AskedByModels
    public List<String> openTargets(String dispositionId) {
        return targets.of(dispositionId).stream()
                .filter(target -> target.task().takenAt().isEmpty())
                .map(DispositionTarget::id)
                .toList();
    }

    /** Ids of the targets of the running lift whose result is not in, for the model's loop. */
    @AskedByModels
    public List<String> liftTargets(String dispositionId) {
        return lifts.running(dispositionId).stream()
                .flatMap(lift -> lift.targets().stream())
                .filter(target -> target.task().takenAt().isEmpty())
                .map(LiftTarget::targetId)
                .toList();
    }

    /** Those with a measure in force, which alone can be lifted. */
    public List<DispositionTarget> inForce(String dispositionId) {
        return targets.inForce(dispositionId);
    }

    /** Appeals that wait for a decision. */
    public List<Appeal> openAppeals(String dispositionId) {
        return appeals.open(dispositionId);
    }

    /** The lift that waits for approval or is being executed. */
    public Optional<Lift> runningLift(String dispositionId) {
        return lifts.running(dispositionId);
    }
}
