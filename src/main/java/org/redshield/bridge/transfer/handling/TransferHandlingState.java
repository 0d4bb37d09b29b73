package org.redshield.bridge.transfer.handling;

import java.util.EnumSet;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.transfer.correspondence.TransferAct;

/** Where what was handed over stands for the bureau that got it. */
@Getter
@RequiredArgsConstructor
public enum TransferHandlingState implements WorkState {
    RECEIVED("移送待签收"),
    ACKNOWLEDGED("移送已签收"),
    RETURNED_FOR_CORRECTION("已退回补正材料"),
    DECLINED("已答复不属本局管辖"),
    DISPUTED("已提出管辖异议"),
    /** What the sender or the common superior says next counts. */
    AGREED("已同意接收，待移送局确认"),
    ACCEPTED("已接收移送"),
    ASSIGNED("移送事项办理中"),
    CLOSED("移送事项已办结"),
    WITHDRAWN("对方已撤回移送");

    private static final Set<TransferHandlingState> ENDS =
            EnumSet.of(RETURNED_FOR_CORRECTION, DECLINED, CLOSED, WITHDRAWN);

    private final String title;

    @Override
    public String feature() {
        return TransferAct.FEATURE;
    }

    @Override
    public boolean over() {
        return ENDS.contains(this);
    }
}
