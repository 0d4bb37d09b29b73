package org.redshield.bridge.disposition;

import java.util.List;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.lift.Appeal;
import org.redshield.bridge.disposition.lift.Lift;

/** A disposition as its bureau's case file shows it: targets with results and publicity, appeals and lifts. */
public record DispositionView(
        Disposition disposition, List<DispositionTarget> targets, List<Appeal> appeals, List<Lift> lifts) {

    /** Whether the platform has answered to the target's lift in words of its own only. */
    boolean isLiftUnclear(DispositionTarget target) {
        return lifts.stream()
                .filter(lift -> lift.targetIds().contains(target.id()))
                .anyMatch(lift -> lift.target(target.id()).isUnclear());
    }
}
