package org.redshield.bridge.clues;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen to a clue and its case; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum ClueAct implements RecordedAct {
    CLUE_REGISTERED("登记线索"),
    CLUE_DISPATCHED("分派线索"),
    CLUE_LINKED("与在办线索相同，并入办理"),
    /** An import told other things under the number that the clue came by. */
    CLUE_CHANGED_AT_SOURCE("来源更新了线索"),
    /** Before anybody worked on it. */
    CLUE_WITHDRAWN("来源撤回了线索"),
    LINK_UNDONE("撤销并案，恢复原状"),
    OFFICERS_ASSIGNED("指派核查人员"),
    DATA_NOTICE_SENT("向平台发出限期提供材料通知书"),
    /** The same was reported again with new facts (投诉举报处理办法 art. 35). */
    NEW_FACTS_REPORTED("再次举报提出新的事实"),
    CLOCK_REMINDED("提醒办理期限"),
    CLOCK_PAUSED("期限中止计算"),
    CLOCK_RESUMED("期限恢复计算"),
    MATTER_PROPOSED("提请审批"),
    MATTER_REVIEWED("办案机构负责人同意"),
    MATTER_SENT_BACK("办案机构负责人退回"),
    MATTER_APPROVED("部门负责人批准"),
    MATTER_REFUSED("部门负责人不同意"),
    EXTENSION_TOO_LATE("延期因期限已过被拒绝"),
    CASE_FILED("立案"),
    CASE_NOT_FILED("不予立案"),
    CLUE_PASSED_ON("发起移送"),
    ASSISTANCE_ORDERED("发起协查请求"),
    MEASURE_ORDERED("提请采取调查措施"),
    REFERRAL_ORDERED("拟移送公安机关"),
    DISPOSITION_ORDERED("发出商家处置协助函"),
    CASE_DECIDED("作出决定"),
    EXECUTION_RECORDED("登记执行情况"),
    CASE_CLOSED("结案"),
    CASE_TERMINATED("终止调查"),
    TRANSFER_PROGRESS("移送进展"),
    CLUE_TAKEN_BACK("移送没有成功，继续办理"),
    VERIFICATION_OVERDUE("核查期限届满未作出立案决定"),
    CASE_OVERDUE("办案期限届满未作出决定"),
    CLOSING_OVERDUE("结案期限届满未申请结案"),
    SUPERVISION_NOTED("督办处理");

    /** As acts and letters are stored, and as refusals are called. */
    public static final String FEATURE = "clues";

    private final String title;

    @Override
    public String done() {
        return switch (this) {
            case CLUE_LINKED -> "与在办线索相同，已并入办理";
            case CLUE_DISPATCHED -> "已分派线索";
            case LINK_UNDONE -> "已撤销并案，线索恢复原状";
            case NEW_FACTS_REPORTED -> "已登记再次举报提出的新事实";
            case CLOCK_PAUSED -> "已登记期限中止计算";
            case CLOCK_RESUMED -> "已恢复期限计算";
            case MATTER_REVIEWED -> "已审核同意";
            case MATTER_SENT_BACK -> "已退回承办人";
            case MATTER_APPROVED -> "已批准";
            case MATTER_REFUSED -> "不同意，已退回承办人";
            case CASE_NOT_FILED -> "已决定不予立案";
            case TRANSFER_PROGRESS -> "已登记移送进展";
            case CLUE_TAKEN_BACK -> "移送没有成功，由本局继续办理";
            default -> RecordedAct.super.done();
        };
    }
}
