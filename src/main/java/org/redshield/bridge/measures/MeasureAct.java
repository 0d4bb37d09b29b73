package org.redshield.bridge.measures;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen to a measure; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum MeasureAct implements RecordedAct {
    MEASURE_PROPOSED("提请采取调查措施"),
    MEASURE_APPROVED("主要负责人批准调查措施"),
    MEASURE_REFUSED("主要负责人不批准调查措施"),
    SUPERIOR_ASKED("报请上级局批准调查措施"),
    SUPERIOR_APPROVED("上级局批准调查措施"),
    SUPERIOR_REFUSED("上级局不批准调查措施"),
    ANSWER_OVERDUE("上级局逾期未答复"),
    MEASURE_PERMITTED("可以采取调查措施"),
    MEASURE_BARRED("不得采取调查措施"),
    REQUEST_RECEIVED("收到下级局报请批准调查措施"),
    REQUEST_APPROVED("批准下级局采取调查措施"),
    REQUEST_REFUSED("不批准下级局采取调查措施"),
    DECISION_SENT("发出调查措施批复"),
    DECISION_OVERDUE("逾期未批复调查措施"),
    SUPERVISION_NOTED("督办处理");

    /** As acts are stored, and as refusals are called. */
    public static final String FEATURE = "measures";

    private final String title;
}
