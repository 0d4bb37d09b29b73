package org.redshield.bridge.disposition.severity;

import org.redshield.bridge.engine.model.NewestTable;

/** Where the order of measures comes from. */
@FunctionalInterface
public interface MeasureRanking {

    /** As it is deployed today, with its version, which is kept with what it decided. */
    NewestTable.Version<MeasureOrder> newest();
}
