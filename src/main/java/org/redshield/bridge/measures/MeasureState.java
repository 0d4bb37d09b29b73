package org.redshield.bridge.measures;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where a measure stands for the bureau that wants to take it. */
@Getter
@RequiredArgsConstructor
public enum MeasureState implements WorkState {
    PROPOSED("待主要负责人批准"),
    AT_SUPERIOR("已报上级局，待批准"),
    APPROVED("已批准"),
    REFUSED("未获批准");

    private final String title;

    @Override
    public String feature() {
        return MeasureAct.FEATURE;
    }

    @Override
    public boolean over() {
        return this == APPROVED || this == REFUSED;
    }
}
