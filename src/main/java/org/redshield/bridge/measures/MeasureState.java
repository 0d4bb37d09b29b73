package org.redshield.bridge.measures;

import java.util.EnumSet;
import java.util.Set;
import org.redshield.bridge.casework.WorkState;

/** Where a measure stands for the bureau that wants to take it. */
public enum MeasureState implements WorkState {
    PROPOSED("待主要负责人批准"),
    AT_SUPERIOR("已报上级局，待批准"),
    APPROVED("已批准"),
    REFUSED("未获批准");

    private final String title;

    MeasureState(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String feature() {
        return MeasureAct.FEATURE;
    }

    @Override
    public Set<MeasureState> next() {
        return switch (this) {
            case PROPOSED -> EnumSet.of(AT_SUPERIOR, APPROVED, REFUSED);
            case AT_SUPERIOR -> EnumSet.of(APPROVED, REFUSED);
            case APPROVED, REFUSED -> EnumSet.noneOf(MeasureState.class);
        };
    }
}
