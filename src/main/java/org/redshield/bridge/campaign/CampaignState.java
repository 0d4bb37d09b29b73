package org.redshield.bridge.campaign;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where a campaign stands. */
@Getter
@RequiredArgsConstructor
public enum CampaignState implements WorkState {
    PROPOSED("待部门负责人批准"),
    RETURNED("退回修改"),
    RUNNING("进行中"),
    ENDED("已结束"),
    REFUSED("未获批准");

    private final String title;

    @Override
    public String feature() {
        return CampaignAct.FEATURE;
    }

    @Override
    public boolean over() {
        return this == ENDED || this == REFUSED;
    }
}
