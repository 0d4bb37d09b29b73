package org.redshield.bridge.campaign;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen in a campaign; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum CampaignAct implements RecordedAct {
    CAMPAIGN_PROPOSED("提出联合行动"),
    CAMPAIGN_APPROVED("部门负责人批准联合行动"),
    CAMPAIGN_RETURNED("部门负责人退回修改联合行动"),
    CAMPAIGN_AMENDED("修改联合行动"),
    CAMPAIGN_REFUSED("部门负责人不批准联合行动"),
    CAMPAIGN_ORDERED("发出部署联合行动的通知"),
    ORDER_RECEIVED("收到部署联合行动的通知"),
    ORDER_TAKEN_UP("负责人受领联合行动"),
    TAKING_UP_SENT("发出受领复函"),
    LEAD_TOOK_UP("牵头单位受领联合行动"),
    ORDER_END_DECIDED("部署单位负责人决定提前结束联合行动"),
    ENDED_FROM_ABOVE("部署单位提前结束联合行动"),
    MEMBERS_NAMED("部门负责人决定邀请成员单位"),
    MEMBERS_DROPPED("部署时确定的单位已停用，没有邀请"),
    MEMBER_INVITED("发出联合行动邀请函"),
    ANSWER_OVERDUE("受邀单位逾期未答复"),
    MEMBER_JOINED("受邀单位参加联合行动"),
    MEMBER_DECLINED("受邀单位不参加联合行动"),
    INVITATION_RECEIVED("收到联合行动邀请函"),
    INVITATION_ACCEPTED("决定参加联合行动"),
    INVITATION_DECLINED("决定不参加联合行动"),
    CAMPAIGN_LEFT("退出联合行动"),
    MEMBER_LEFT("成员单位退出联合行动"),
    REPORT_SENT("发出联合行动总结"),
    END_DECIDED("部门负责人决定提前结束联合行动"),
    CAMPAIGN_ENDED("联合行动结束"),
    SUBJECTS_ADDED("汇总检查对象"),
    SUBJECTS_REMOVED("撤下检查对象"),
    SUBJECT_TAKEN_OVER("检查对象由先立案的单位办理"),
    SUBJECT_HANDED_OVER("检查对象移送其他成员单位办理"),
    QUESTION_PROPOSED("提出统一协查、处置"),
    QUESTION_RECEIVED("收到统一协查、处置通知函"),
    QUESTION_PREPARED("拟办统一协查、处置：参加"),
    QUESTION_DECLINED("不参加统一协查、处置"),
    QUESTION_APPROVED("部门负责人批准统一协查、处置"),
    QUESTION_REFUSED("部门负责人不批准统一协查、处置"),
    QUESTION_CIRCULATED("发出统一协查、处置通知函"),
    QUESTION_LAPSED("到发出时间未批准，未列入统一协查、处置"),
    QUESTION_RETURNED("部门负责人退回统一协查、处置"),
    QUESTION_TAKEN_BACK("部门负责人收回对统一协查、处置的批准"),
    QUESTION_MOVED("统一协查、处置改期"),
    QUESTION_WITHDRAWN("撤回统一协查、处置"),
    QUESTION_ASKED("按统一协查发出协查请求"),
    DISPOSITION_ASKED("按统一处置商请处置"),
    CLUE_BEGUN("检查对象转为本局线索"),
    MEETING_NOTED("记录会商"),
    MEETING_CORRECTED("更正会商记录"),
    DECISION_DONE("完成会商议定事项"),
    SUPERVISION_NOTED("督办处理");

    /** As acts are stored, and as refusals are called. */
    public static final String FEATURE = "campaign";

    private final String title;

    @Override
    public String done() {
        return switch (this) {
            case CAMPAIGN_APPROVED -> "已批准联合行动";
            case CAMPAIGN_RETURNED -> "已退回修改";
            case CAMPAIGN_REFUSED -> "不批准联合行动";
            case ORDER_TAKEN_UP -> "已受领，联合行动开始";
            case INVITATION_ACCEPTED -> "已决定参加联合行动";
            case INVITATION_DECLINED -> "已决定不参加联合行动";
            case QUESTION_PREPARED -> "已报请负责人审批，到时间统一发出";
            case QUESTION_APPROVED -> "已批准，到时间统一发出";
            case QUESTION_REFUSED -> "不批准统一协查、处置";
            case QUESTION_DECLINED -> "已登记不参加统一协查、处置";
            case QUESTION_RETURNED -> "已退回承办人";
            case CAMPAIGN_ENDED -> "联合行动已结束";
            default -> RecordedAct.super.done();
        };
    }
}
