package org.redshield.bridge.referral;

import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.cases.RecordedAct;

/** What can happen to a referral; the codes stand in {@code case_event.what}. */
@Getter
@RequiredArgsConstructor
public enum ReferralAct implements RecordedAct {
    REFERRAL_BEGUN("组成专案组核实涉嫌犯罪情况"),
    REFERRAL_REPORTED("提出移送涉嫌犯罪案件的书面报告"),
    REPORT_CONFIRMED("第二名办案人员确认移送报告"),
    REPORT_SENT_BACK("第二名办案人员退回移送报告"),
    REFERRAL_ABANDONED("放弃移送公安机关"),
    REFERRAL_APPROVED("主要负责人批准移送公安机关"),
    REFERRAL_REFUSED("主要负责人不批准移送公安机关"),
    REFERRAL_SENT("签发涉嫌犯罪案件移送书，抄送检察院"),
    REFERRAL_HANDED_OVER("移送书已送交公安机关"),
    POLICE_FORWARDED("公安机关转送有管辖权的公安机关"),
    POLICE_RETURNED("公安机关退回，需要补充"),
    POLICE_FILED("公安机关决定立案"),
    POLICE_NOT_FILED("公安机关决定不予立案"),
    FILING_DEMANDED("检察院通知公安机关立案"),
    POLICE_CHASED("发函催办"),
    LETTER_PROPOSED("提请发出后续函件"),
    LETTER_APPROVED("批准发出后续函件"),
    LETTER_REFUSED("不批准发出后续函件"),
    REVIEW_ASKED("提请公安机关复议"),
    SUPERVISION_ASKED("建议检察院立案监督"),
    REFERRAL_WITHDRAWN("撤回移送"),
    REFUSAL_ACCEPTED("不再提请复议或者监督，由本局继续办理"),
    GOODS_HANDED_OVER("向公安机关移交涉案物品和材料"),
    OUTCOME_RECORDED("登记刑事案件的处理结果"),
    OUTCOME_SENT_BACK("退回处理意见"),
    PENALTY_DUE("决定由本局给予行政处罚"),
    NO_PENALTY_DUE("决定不再处罚"),
    CLOCK_REMINDED("提醒期限"),
    PERIOD_OVERDUE("期限已过"),
    SUPERVISION_NOTED("督办处理");

    /** As acts are stored, and as refusals are called. */
    public static final String FEATURE = "referral";

    private final String title;

    @Override
    public String kind() {
        return this == REPORT_CONFIRMED || this == REPORT_SENT_BACK ? "复核" : RecordedAct.super.kind();
    }
}
