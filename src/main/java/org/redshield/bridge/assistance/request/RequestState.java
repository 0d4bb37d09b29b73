package org.redshield.bridge.assistance.request;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.casework.WorkState;

/** Where a co-investigation stands for the bureau that asked. Of the other side it knows what letters and receipts say. */
@Getter
@RequiredArgsConstructor
public enum RequestState implements WorkState {
    DRAFT("草拟中"),
    PENDING_APPROVAL("待审批"),
    ISSUED("已发函"),
    /** The letter has reached the other side: the delivery receipt is in, the clocks run. */
    RECEIVED("对方已收到"),
    RETURNED_FOR_CORRECTION("被退回补正"),
    DECLINED("对方不予协助"),
    EXTENSION_NOTIFIED("对方告知延期"),
    /** The data are being asked of the platform directly, without another bureau. */
    IN_PROGRESS("平台调取中"),
    REPLIED("已复函"),
    SUPPLEMENT_REQUESTED("已请求补充"),
    CONFIRMED("已确认"),
    CLOSED("已办结"),
    WITHDRAWN("已撤回");

    private final String title;

    @Override
    public String feature() {
        return CaseAct.FEATURE;
    }

    /** Whether a letter of ours is with the other side, so that it must hear of a withdrawal. */
    public boolean withOtherSide() {
        return switch (this) {
            case ISSUED, RECEIVED, EXTENSION_NOTIFIED, IN_PROGRESS, SUPPLEMENT_REQUESTED -> true;
            default -> false;
        };
    }

    @Override
    public boolean over() {
        return this == CLOSED || this == WITHDRAWN;
    }
}
