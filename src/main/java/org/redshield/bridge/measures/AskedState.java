package org.redshield.bridge.measures;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where it stands for the superior bureau that is asked. */
@Getter
@RequiredArgsConstructor
public enum AskedState implements WorkState {
    OPEN("待审批"),
    APPROVED("已批准"),
    REFUSED("不予批准");

    private final String title;

    @Override
    public String feature() {
        return MeasureAct.FEATURE;
    }

    @Override
    public boolean over() {
        return this != OPEN;
    }
}
