package org.redshield.bridge.measures;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.act.Instrument;

/** By what a measure may be taken that nobody above has to approve. */
@Getter
@RequiredArgsConstructor
enum MeasureCall implements Instrument {
    MEASURE_PERMIT("采取调查措施");

    private final String title;

    @Override
    public boolean goesOut() {
        return false;
    }
}
