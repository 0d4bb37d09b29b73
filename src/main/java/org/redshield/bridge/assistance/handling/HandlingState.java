package org.redshield.bridge.assistance.handling;

import java.util.EnumSet;
import java.util.Set;
import org.redshield.bridge.assistance.between.CaseAct;
import org.redshield.bridge.casework.WorkState;

/** Where a co-investigation stands for the bureau that was asked. */
public enum HandlingState implements WorkState {
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

    private final String title;

    HandlingState(String title) {
        this.title = title;
    }

    @Override
    public String feature() {
        return CaseAct.FEATURE;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Set<HandlingState> next() {
        return switch (this) {
            case RECEIVED -> EnumSet.of(ACKNOWLEDGED, WITHDRAWN);
            case ACKNOWLEDGED -> EnumSet.of(RETURNED_FOR_CORRECTION, DECLINED, ACCEPTED, WITHDRAWN);
            case ACCEPTED -> EnumSet.of(ASSIGNED, WITHDRAWN);
            case ASSIGNED -> EnumSet.of(IN_PROGRESS, WITHDRAWN);
            case IN_PROGRESS -> EnumSet.of(EXTENSION_NOTIFIED, REPLY_PENDING_APPROVAL, WITHDRAWN);
            case EXTENSION_NOTIFIED -> EnumSet.of(EXTENSION_NOTIFIED, REPLY_PENDING_APPROVAL, WITHDRAWN);
            case REPLY_PENDING_APPROVAL ->
                EnumSet.of(REPLY_PENDING_APPROVAL, IN_PROGRESS, EXTENSION_NOTIFIED, REPLIED, WITHDRAWN);
            case REPLIED -> EnumSet.of(SUPPLEMENT_REQUESTED, CONFIRMED, UNCONFIRMED, WITHDRAWN);
            case SUPPLEMENT_REQUESTED -> EnumSet.of(EXTENSION_NOTIFIED, REPLY_PENDING_APPROVAL, WITHDRAWN);
            // The corrected letter opens it again.
            case RETURNED_FOR_CORRECTION -> EnumSet.of(RECEIVED);
            case DECLINED, CONFIRMED, UNCONFIRMED, WITHDRAWN -> EnumSet.noneOf(HandlingState.class);
        };
    }

    /** No process runs for it any more; what still arrives, except a corrected letter, is only filed. */
    @Override
    public boolean over() {
        return this == RETURNED_FOR_CORRECTION || next().isEmpty();
    }
}
