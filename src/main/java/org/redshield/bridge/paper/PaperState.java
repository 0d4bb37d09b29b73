package org.redshield.bridge.paper;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.casework.WorkState;

/** Where a letter on paper stands for the bureau that sends it. */
@Getter
@RequiredArgsConstructor
public enum PaperState implements WorkState {
    TO_DISPATCH("函件待寄送"),
    ON_ITS_WAY("函件在途"),
    /** Answers are waited for. */
    DELIVERED("函件已送达，等待来函"),
    ENDED("纸质往来已结束"),
    /** The receiver has joined the system in time. */
    ONLINE("已改由系统送达"),
    /** What the letter was written for was over before it was sent. */
    NOT_SENT("不再寄送，函件没有寄出");

    private final String title;

    @Override
    public String feature() {
        return PaperAct.FEATURE;
    }

    @Override
    public boolean over() {
        return this == ENDED || this == ONLINE || this == NOT_SENT;
    }
}
