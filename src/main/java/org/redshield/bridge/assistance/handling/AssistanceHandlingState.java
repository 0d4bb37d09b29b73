package org.redshield.bridge.assistance.handling;

import java.util.EnumSet;
import java.util.Set;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.assistance.correspondence.CaseAct;
import org.redshield.bridge.casework.WorkState;

/** Where a co-investigation stands for the bureau that was asked. */
@Getter
@RequiredArgsConstructor
public enum AssistanceHandlingState implements WorkState {
    /** Delivered to the bureau; nobody has signed for it yet. */
    RECEIVED("待签收"),
    ACKNOWLEDGED("已签收"),
    RETURNED_FOR_CORRECTION("已退回补正"),
    DECLINED("已答复不予协助"),
    ACCEPTED("已受理"),
    ASSIGNED("已指派"),
    IN_PROGRESS("核查中"),
    EXTENSION_NOTIFIED("已告知延期"),
    REPLY_PENDING_APPROVAL("复函待审批"),
    REPLIED("已复函"),
    SUPPLEMENT_REQUESTED("对方请求补充"),
    CONFIRMED("对方已确认"),
    /** Nobody confirmed within 20 working days: closed as 未确认. */
    UNCONFIRMED("未确认办结"),
    WITHDRAWN("对方已撤回");

    private static final Set<AssistanceHandlingState> ENDS =
            EnumSet.of(RETURNED_FOR_CORRECTION, DECLINED, CONFIRMED, UNCONFIRMED, WITHDRAWN);

    private final String title;

    @Override
    public String feature() {
        return CaseAct.FEATURE;
    }

    @Override
    public boolean over() {
        return ENDS.contains(this);
    }
}
