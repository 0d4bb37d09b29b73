package org.redshield.bridge.disposition;

import java.util.List;
import java.util.Optional;
import org.redshield.bridge.engine.model.AskedByModels;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is known of dispositions: for the case file, and for the lists over which the model loops. */
@AskedByModels
@Service("dispositions")
@Transactional(readOnly = true)
public class Dispositions {

    private final DispositionStore store;

    Dispositions(DispositionStore store) {
        this.store = store;
    }

    /** @throws org.redshield.bridge.Refusal {@code disposition.unknown} */
    public Disposition get(String dispositionId) {
        return store.get(dispositionId);
    }

    public Optional<Disposition> find(String dispositionId) {
        return store.find(dispositionId);
    }

    public List<DispositionTarget> targets(String dispositionId) {
        return store.targets(dispositionId);
    }

    /** The bureau's own dispositions of the case, in the order in which they came. */
    public List<DispositionView> ofCase(String caseNo, String tenant) {
        return store.ofCase(caseNo, tenant).stream()
                .map(disposition -> new DispositionView(
                        disposition,
                        store.targets(disposition.id()),
                        store.appeals(disposition.id()),
                        store.lifts(disposition.id())))
                .toList();
    }

    /** Ids of the targets whose result is not in, for the model's loop. */
    @AskedByModels
    public List<String> openTargets(String dispositionId) {
        return store.targets(dispositionId).stream()
                .filter(target -> target.takenAt().isEmpty())
                .map(DispositionTarget::id)
                .toList();
    }

    /** Ids of the targets of the running lift whose result is not in, for the model's loop. */
    @AskedByModels
    public List<String> liftTargets(String dispositionId) {
        return store.runningLift(dispositionId).stream()
                .flatMap(lift -> lift.targets().stream())
                .filter(target -> target.takenAt().isEmpty())
                .map(Lift.LiftTarget::targetId)
                .toList();
    }

    /** Those with a measure in force, which alone can be lifted. */
    public List<DispositionTarget> inForce(String dispositionId) {
        return store.targets(dispositionId).stream()
                .filter(target -> target.state().isInForce())
                .toList();
    }

    /** Appeals that wait for a decision. */
    public List<Appeal> openAppeals(String dispositionId) {
        return store.appeals(dispositionId).stream()
                .filter(appeal -> appeal.decision().isEmpty())
                .toList();
    }

    /** The lift that waits for approval or is being executed. */
    public Optional<Lift> runningLift(String dispositionId) {
        return store.runningLift(dispositionId);
    }
}
