package org.redshield.bridge.campaign;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where an invited bureau stands. */
@Getter
@RequiredArgsConstructor
public enum MemberState implements WorkState {
    INVITED("已邀请，待答复"),
    JOINED("已参加"),
    DECLINED("不参加"),
    LEFT("已退出"),
    ENDED("行动已结束");

    private final String title;

    @Override
    public String feature() {
        return CampaignAct.FEATURE;
    }

    @Override
    public boolean over() {
        return this != INVITED && this != JOINED;
    }
}
