package org.redshield.bridge.transfer.handling;

import java.util.EnumSet;
import java.util.Set;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.transfer.between.TransferAct;

/** Where what was handed over stands for the bureau that got it. */
public enum HandlingState implements WorkState {
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

    private final String title;

    HandlingState(String title) {
        this.title = title;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String feature() {
        return TransferAct.FEATURE;
    }

    @Override
    public Set<HandlingState> next() {
        return switch (this) {
            case RECEIVED -> EnumSet.of(ACKNOWLEDGED, WITHDRAWN);
            case ACKNOWLEDGED -> EnumSet.of(RETURNED_FOR_CORRECTION, DECLINED, DISPUTED, ACCEPTED, WITHDRAWN);
            // The corrected letter opens it again; so does one by which a clue comes back.
            case RETURNED_FOR_CORRECTION, DECLINED -> EnumSet.of(RECEIVED);
            case DISPUTED -> EnumSet.of(AGREED, ACCEPTED, CLOSED);
            case AGREED -> EnumSet.of(ACCEPTED, CLOSED);
            case ACCEPTED -> EnumSet.of(ASSIGNED, CLOSED);
            case ASSIGNED -> EnumSet.of(CLOSED);
            case CLOSED, WITHDRAWN -> EnumSet.noneOf(HandlingState.class);
        };
    }

    /** No process runs for it any more; what still arrives, except a corrected letter, is only filed. */
    @Override
    public boolean over() {
        return this == RETURNED_FOR_CORRECTION || this == DECLINED || next().isEmpty();
    }
}
