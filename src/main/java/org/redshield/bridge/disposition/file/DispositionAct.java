package org.redshield.bridge.disposition.file;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen to a disposition. */
@Getter
@RequiredArgsConstructor
public enum DispositionAct implements RecordedAct {
    TAKEN_OVER("接收处置协助函"),
    DRAFTED("拟定处置"),
    DECLINE_DRAFTED("拟定不予处置"),
    APPROVED("批准"),
    RETURNED("退回修改"),
    LETTER_ISSUED("发出处置函"),
    DECLINED("答复不予处置"),
    SUBMITTED("提交平台"),
    SENT_BEFORE("平台已有该任务，视为已提交"),
    SUBMISSION_REFUSED("平台未接受任务"),
    PLATFORM_SAID("平台答复"),
    ACCEPTANCE_OVERDUE("受理逾期"),
    EXECUTION_OVERDUE("执行逾期"),
    PUBLISHED("平台公示"),
    PUBLICITY_ENTERED("补录公示网址"),
    PUBLICITY_OVERDUE("公示逾期"),
    PUBLICITY_ABANDONED("不再催办公示"),
    REPORTED("反馈处置结果"),
    APPEALED("商家申诉"),
    APPEAL_UPHELD("申诉后维持"),
    APPEAL_ACCEPTED("申诉成立，拟解除"),
    LIFT_DRAFTED("拟定解除"),
    LIFT_APPROVED("批准解除"),
    LIFT_RETURNED("退回解除"),
    LIFT_DROPPED("放弃解除"),
    LIFT_ISSUED("发出解除函"),
    LIFT_SUBMITTED("解除任务提交平台"),
    LIFT_REFUSED("平台未接受解除任务"),
    LIFT_ANSWERED("平台答复解除任务"),
    LIFT_ENTERED("登记平台已解除"),
    LIFTED("已解除"),
    LIFT_REPORTED("反馈解除结果"),
    CLOSED("办结"),
    FOUND("恢复数据后发现平台已执行"),
    ADOPTED("采纳平台已执行的处置"),
    LIFT_OF_FOUND("决定解除平台已执行的处置"),
    NOT_SENT_AGAIN("平台已执行，不再提交");

    private final String title;

    @Override
    public String done() {
        return switch (this) {
            case APPROVED -> "已批准处置";
            case RETURNED -> "已将处置退回修改";
            case APPEAL_UPHELD -> "已决定维持处置";
            case APPEAL_ACCEPTED -> "已认定申诉成立，拟解除处置";
            case CLOSED -> "已办结处置";
            case ADOPTED -> "已采纳平台已执行的处置并登记在案";
            case LIFT_RETURNED -> "已将解除退回重新决定";
            default -> RecordedAct.super.done();
        };
    }
}
