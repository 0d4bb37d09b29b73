package org.redshield.bridge.transfer.sending;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.transfer.correspondence.TransferAct;

/** Where a transfer stands for the bureau that hands over: after the acceptance, what the other side says last. */
@Getter
@RequiredArgsConstructor
public enum TransferState implements WorkState {
    DRAFT("移送待完善"),
    PENDING_APPROVAL("移送待审批"),
    ISSUED("已移送"),
    SIGNED("对方已签收"),
    RETURNED("对方已退回"),
    DISPUTED("对方有管辖异议"),
    /** The common superior has been asked. */
    REPORTED("已报请指定管辖"),
    ACCEPTED("对方已接收"),
    ASSIGNED("对方已指派人员"),
    VERIFYING("对方核查中"),
    EXTENDED("对方延长核查"),
    SUSPENDED("对方已中止"),
    RESUMED("对方已恢复办理"),
    FILED("对方已立案"),
    DECIDED("对方已作出决定"),
    REFERRED("对方已移送公安"),
    NOT_FILED("对方不予立案"),
    PASSED_ON("对方已移送其他机关"),
    CLOSED("移送办结"),
    ABANDONED("已放弃移送"),
    REJECTED("移送未获批准");

    private static final Set<TransferState> HANDLED = EnumSet.range(ACCEPTED, REFERRED);
    private static final Set<TransferState> ENDS = EnumSet.range(NOT_FILED, CLOSED);

    private final String title;

    /** The state that a milestone of the receiver leads to; empty for one that this release does not know. */
    static Optional<TransferState> after(String milestone) {
        return Arrays.stream(values())
                .filter(state -> HANDLED.contains(state) || ENDS.contains(state))
                .filter(state -> state.name().equals(milestone))
                .findFirst();
    }

    @Override
    public String feature() {
        return TransferAct.FEATURE;
    }

    @Override
    public boolean over() {
        return ENDS.contains(this) || this == ABANDONED || this == REJECTED;
    }
}
