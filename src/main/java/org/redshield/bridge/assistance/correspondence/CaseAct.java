package org.redshield.bridge.assistance.correspondence;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen in a co-investigation; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum CaseAct implements RecordedAct {
    REQUEST_RAISED("提出协查请求"),
    REQUEST_INCOMPLETE("材料不齐，待补正"),
    REQUEST_AMENDED("补正协查请求"),
    REQUEST_SUBMITTED("提请审批"),
    REQUEST_APPROVED("批准协查请求"),
    REQUEST_SENT_BACK("审批退回修改"),
    REQUEST_REJECTED("审批未通过"),
    REQUEST_ABANDONED("放弃协查请求"),
    LETTER_ISSUED("发出协助调查函"),
    LETTER_DELIVERED("协助调查函已送达"),
    DIRECT_DATA_ORDERED("向平台直接调取数据"),
    RETURN_RECEIVED("收到退回补正通知"),
    DECLINE_RECEIVED("收到不予协助复函"),
    DELAY_RECEIVED("收到延期告知函"),
    REPLY_RECEIVED("收到复函"),
    REPLY_OVERDUE("对方逾期未复函"),
    AGREED_DATE_MISSED("超过约定答复期限"),
    SUPPLEMENT_PROPOSED("提请补充协查"),
    SUPPLEMENT_APPROVED("批准补充协助调查函"),
    SUPPLEMENT_SENT_BACK("补充协助调查函退回修改"),
    SUPPLEMENT_ISSUED("发出补充协助调查函"),
    CONFIRMED("确认复函"),
    OUTCOME_DECIDED("决定案件去向"),
    DISPOSITION_APPROVED("批准处置请求"),
    DISPOSITION_SENT_BACK("处置请求退回修改"),
    DISPOSITION_REQUESTED("发出商家处置协助函"),
    DISPOSITION_REVIEWED("查看处置结果"),
    REQUEST_CLOSED("协查办结"),
    WITHDRAWAL_PROPOSED("提请撤回协查请求"),
    WITHDRAWAL_APPROVED("批准撤回协查请求"),
    WITHDRAWAL_SENT_BACK("撤回未获批准"),
    REQUEST_WITHDRAWN("撤回协查请求"),
    LETTER_RECEIVED("收到协助调查函"),
    CORRECTED_LETTER_RECEIVED("收到更正后的协助调查函"),
    LETTER_ACKNOWLEDGED("签收来函"),
    ACKNOWLEDGEMENT_OVERDUE("逾期未签收"),
    LETTER_ACCEPTED("受理来函"),
    REJECTION_DRAFTED("拟退回或不予协助"),
    REJECTION_APPROVED("批准退回或不予协助"),
    REJECTION_SENT_BACK("退回或不予协助未获批准"),
    LETTER_RETURNED("退回补正"),
    LETTER_DECLINED("答复不予协助"),
    OFFICERS_ASSIGNED("指派办案人员"),
    PLATFORM_DATA_ORDERED("向平台调取数据"),
    FINDINGS_SUBMITTED("提交核查结论"),
    FINDINGS_CONFIRMED("复核通过核查结论"),
    FINDINGS_SENT_BACK("复核退回核查结论"),
    DELAY_PROPOSED("提请告知延期"),
    DELAY_APPROVED("批准延期告知"),
    DELAY_SENT_BACK("延期告知未获批准"),
    DELAY_NOTIFIED("告知延期"),
    DELAY_REFUSED("延期告知因期限已过被拒绝"),
    HANDLING_REMINDED("提醒办理期限"),
    HANDLING_OVERDUE("逾期未办结"),
    REPLY_APPROVED("批准复函"),
    REPLY_SENT_BACK("复函退回修改"),
    REPLY_ISSUED("发出复函"),
    CONFIRMATION_REMINDED("催告对方确认"),
    SUPPLEMENT_RECEIVED("收到补充协助调查函"),
    CONFIRMATION_RECEIVED("收到对方对复函的确认"),
    UNCONFIRMED_CLOSED("按未确认办结"),
    WITHDRAWAL_RECEIVED("收到撤回函"),
    SUPERVISION_NOTED("督办处理");

    /** As acts and letters are stored, and as refusals are called. */
    public static final String FEATURE = "assistance";

    private final String title;

    @Override
    public String done() {
        return switch (this) {
            case REQUEST_INCOMPLETE -> "材料还不齐，须补正";
            case REQUEST_SENT_BACK -> "已将协查请求退回修改";
            case REQUEST_REJECTED -> "已不予同意，协查请求不发出";
            case DISPOSITION_SENT_BACK -> "已将处置请求退回修改";
            case REJECTION_SENT_BACK -> "已将退回或不予协助的意见退回重新审查";
            case FINDINGS_SENT_BACK -> "已将核查结论退回重新核查";
            case SUPPLEMENT_PROPOSED -> "已提请办案机构负责人签发补充协助调查函";
            case WITHDRAWAL_PROPOSED -> "已提请办案机构负责人签发撤回函";
            case DELAY_PROPOSED -> "已提请办案机构负责人签发延期告知函";
            case SUPPLEMENT_SENT_BACK -> "已将补充协助调查函退回，由承办人重新审核复函";
            case WITHDRAWAL_SENT_BACK -> "已将撤回请求退回，协查继续办理";
            case DELAY_SENT_BACK -> "已将延期告知退回，核查继续进行";
            case REPLY_SENT_BACK -> "已将复函退回重新核查";
            case REQUEST_CLOSED -> "已办结协查";
            default -> RecordedAct.super.done();
        };
    }

    @Override
    public String kind() {
        return this == FINDINGS_CONFIRMED || this == FINDINGS_SENT_BACK ? "复核" : RecordedAct.super.kind();
    }

    @Override
    public boolean isNews() {
        return this != REQUEST_SUBMITTED;
    }
}
