package org.redshield.bridge.disposition;

import java.util.List;

/** A disposition as its bureau's case file shows it: targets with results and publicity, appeals and lifts. */
public record DispositionView(
        Disposition disposition, List<DispositionTarget> targets, List<Appeal> appeals, List<Lift> lifts) {}
