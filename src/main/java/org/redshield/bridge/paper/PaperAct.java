package org.redshield.bridge.paper;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen to a letter on paper; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum PaperAct implements RecordedAct {
    PAPER_DUE("函件待寄送，对方未接入本系统"),
    PAPER_DISPATCHED("登记寄送"),
    PAPER_DELIVERED("登记送达"),
    PAPER_REPLIED("登记来函"),
    PAPER_ENDED("结束纸质往来"),
    PAPER_ONLINE("改由系统送达"),
    PAPER_NOT_SENT("不再寄送"),
    DISPATCH_OVERDUE("逾期未登记寄送"),
    DELIVERY_OVERDUE("逾期未登记送达"),
    SUPERVISION_NOTED("督办处理");

    /** As acts are stored, and as refusals are called. */
    public static final String FEATURE = "paper";

    private final String title;

    @Override
    public String done() {
        return switch (this) {
            case PAPER_DUE -> "函件待寄送，对方未接入本系统";
            default -> RecordedAct.super.done();
        };
    }
}
