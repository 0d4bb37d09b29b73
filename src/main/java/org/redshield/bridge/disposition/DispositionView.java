package org.redshield.bridge.disposition;

import java.util.List;
import org.redshield.bridge.disposition.file.Disposition;
import org.redshield.bridge.disposition.file.DispositionTarget;
import org.redshield.bridge.disposition.lift.Appeal;
import org.redshield.bridge.disposition.lift.Lift;

/** A disposition as its bureau's case file shows it: targets with results and publicity, appeals and lifts. */
public record DispositionView(
        Disposition disposition, List<DispositionTarget> targets, List<Appeal> appeals, List<Lift> lifts) {}
