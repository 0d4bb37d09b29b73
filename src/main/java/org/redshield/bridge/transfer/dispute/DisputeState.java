package org.redshield.bridge.transfer.dispute;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.transfer.correspondence.TransferAct;

/** Where a dispute stands for the common superior. */
@Getter
@RequiredArgsConstructor
public enum DisputeState implements WorkState {
    OPEN("待指定管辖"),
    DESIGNATION_PENDING_APPROVAL("指定管辖待审批"),
    DESIGNATED("已指定管辖");

    private final String title;

    @Override
    public String feature() {
        return TransferAct.FEATURE;
    }

    @Override
    public boolean over() {
        return this == DESIGNATED;
    }
}
