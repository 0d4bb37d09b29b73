package org.redshield.bridge.disposition.file;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.engine.State;

/** Where a disposition stands in its bureau. */
@Getter
@RequiredArgsConstructor
public enum DispositionStage implements State {
    REQUESTED("待拟定"),
    DRAFTED("待审批"),
    APPROVED("已批准，待发函"),
    ISSUED("已发函，平台执行中"),
    REPORTED("已反馈，跟踪中"),
    DECLINED("不予处置"),
    LIFTED("已全部解除"),
    CLOSED("已办结"),
    /** The platform carries it out, and a restored database did not know. */
    FOUND("恢复数据后发现，待核对");

    private final String title;

    @Override
    public boolean over() {
        return this == DECLINED || this == LIFTED || this == CLOSED;
    }
}
