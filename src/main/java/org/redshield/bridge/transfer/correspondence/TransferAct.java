package org.redshield.bridge.transfer.correspondence;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen to what changes hands; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum TransferAct implements RecordedAct {
    TRANSFER_DRAFTED("拟移送"),
    TRANSFER_AMENDED("完善移送内容"),
    JURISDICTION_FOUND("管辖研判"),
    TRANSFER_SUBMITTED("移送提请审批"),
    TRANSFER_APPROVED("批准移送"),
    TRANSFER_SENT_BACK("移送审批退回"),
    TRANSFER_REJECTED("移送审批未通过"),
    TRANSFER_ABANDONED("放弃移送"),
    TRANSFER_ISSUED("发出移送函"),
    TRANSFER_DELIVERED("移送函已送达"),
    TRANSFER_SIGNED("对方已签收移送函"),
    RECEIPT_LATE("移送函回执迟延"),
    RECEIPT_MISSING("移送函没有回执"),
    ACCEPTANCE_RECEIVED("对方接收移送"),
    RETURN_RECEIVED("对方退回移送"),
    DISPUTE_RECEIVED("对方提出管辖异议"),
    FEEDBACK_RECEIVED("收到办理情况反馈"),
    FEEDBACK_REMINDED("催办移送反馈"),
    FEEDBACK_OVERDUE("对方逾期未反馈"),
    NEGOTIATION_OVERDUE("管辖协商期限届满"),
    RECALL_DRAFTED("拟撤回移送"),
    DESIGNATION_REQUEST_DRAFTED("拟报请指定管辖"),
    SETTLEMENT_APPROVED("批准报请指定管辖或者撤回移送"),
    SETTLEMENT_SENT_BACK("报请指定管辖或者撤回移送审批退回"),
    TRANSFER_KEPT("协商后撤回移送"),
    DESIGNATION_REQUESTED("报请指定管辖"),
    DESIGNATION_RECEIVED("收到指定管辖通知书"),
    SETTLEMENT_RECEIVED("收到管辖争议的处理结果"),
    DISPUTE_ACCEPTED("协商后同意接收"),
    AGREEMENT_SENT("告知同意接收"),
    AGREEMENT_RECEIVED("对方协商后同意接收"),
    DISPUTE_REGISTERED("收到报请指定管辖函"),
    DESIGNATION_DRAFTED("拟指定管辖"),
    DESIGNATION_APPROVED("批准指定管辖"),
    DESIGNATION_SENT_BACK("指定管辖审批退回"),
    DESIGNATION_ISSUED("发出指定管辖通知书"),
    DESIGNATION_OVERDUE("逾期未指定管辖"),
    TRANSFER_ENDED("移送办结"),
    LETTER_RECEIVED("收到移送函"),
    CORRECTED_LETTER_RECEIVED("收到补正后的移送函"),
    LETTER_ACKNOWLEDGED("签收移送函"),
    ACKNOWLEDGEMENT_OVERDUE("逾期未签收移送函"),
    LETTER_ACCEPTED("接收移送"),
    REJECTION_DRAFTED("拟退回移送或提出异议"),
    REJECTION_APPROVED("批准退回移送或提出异议"),
    REJECTION_SENT_BACK("退回移送或异议未获批准"),
    LETTER_RETURNED("退回补正材料"),
    LETTER_DECLINED("答复不属本局管辖"),
    OFFICERS_ASSIGNED("指派办案人员"),
    WITHDRAWAL_RECEIVED("对方撤回移送"),
    VERIFICATION_ORDERED("交办核查"),
    SAME_CLUE_LINKED("并入同一线索"),
    FEEDBACK_SENT("反馈办理情况"),
    REMINDER_RECEIVED("收到催办函"),
    HANDLING_ENDED("移送事项办结"),
    SUPERVISION_NOTED("督办处理");

    /** As acts and letters are stored, and as refusals are called. */
    public static final String FEATURE = "transfer";

    private final String title;

    @Override
    public String done() {
        return switch (this) {
            case TRANSFER_SUBMITTED -> "已将移送提请审批";
            case TRANSFER_SENT_BACK -> "已将移送退回修改";
            case TRANSFER_REJECTED -> "已不予同意，不移送";
            case JURISDICTION_FOUND -> "已研判管辖";
            case DESIGNATION_SENT_BACK -> "已将指定管辖退回修改";
            case SETTLEMENT_SENT_BACK -> "已将报请指定管辖或者撤回移送的意见退回修改";
            case REJECTION_SENT_BACK -> "已将退回移送或异议的意见退回重新审查";
            case TRANSFER_ENDED -> "已办结移送";
            case HANDLING_ENDED -> "已办结移送事项";
            case TRANSFER_KEPT -> "已决定撤回移送";
            case DISPUTE_ACCEPTED -> "已同意接收";
            default -> RecordedAct.super.done();
        };
    }

    @Override
    public boolean isNews() {
        return this != TRANSFER_SUBMITTED;
    }
}
