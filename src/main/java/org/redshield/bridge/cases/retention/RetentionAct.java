package org.redshield.bridge.cases.retention;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What happens to the keeping of a case; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum RetentionAct implements RecordedAct {
    HOLD_PLACED("采取材料保全，到期也不删除"),
    HOLD_LIFTED("解除材料保全"),
    DELETED("按保存期限删除"),
    /** Out of the tables into a file, which the case file reads. */
    ARCHIVED("转为冷归档");

    /** As acts are stored. */
    public static final String FEATURE = "retention";

    private final String title;
}
