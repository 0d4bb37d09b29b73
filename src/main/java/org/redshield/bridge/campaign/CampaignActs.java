package org.redshield.bridge.campaign;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk in a joint campaign (联合行动). */
@Configuration(value = "declaredCampaignActs", proxyBeanMethods = false)
public class CampaignActs {

    private static final String ASSISTANCE = Law.PENALTY.cite(26);

    public static final Act ORDER = Act.named("ORDER_CAMPAIGN", "部署联合行动")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_ORDER)
            .resting("检查对象的范围", "起止日期", "检查事项", "牵头单位")
            .from(CampaignState.PROPOSED.title())
            .on(Ground.decision("approveCampaign").formerly(CampaignAct.CAMPAIGN_APPROVED));

    /** A lead's own decision to hold it: approved as proposed, taken up as ordered, or more members named later. */
    public static final Act LEAD = Act.named("LEAD_CAMPAIGN", "牵头联合行动")
            .under(ASSISTANCE)
            .resting("检查对象的范围", "起止日期", "检查事项")
            .on(Ground.decision("approveCampaign", "acknowledgeCampaign", "conductCampaign")
                    .formerly(CampaignAct.CAMPAIGN_APPROVED, CampaignAct.ORDER_TAKEN_UP, CampaignAct.MEMBERS_NAMED));

    public static final Act INVITE = Act.named("INVITE_MEMBER", "邀请成员单位")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_INVITATION)
            .resting("起止日期", "检查事项", "答复日期")
            .on(Ground.coveredWidely(LEAD, "牵头单位负责人确定的成员单位"));

    public static final Act CLOSE = Act.named("CLOSE_CAMPAIGN", "通报联合行动总结")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_CLOSURE)
            .resting("联合行动已经结束", "截至结束时的数字")
            .on(Ground.coveredWidely(LEAD, "批准的联合行动到期或者由负责人决定提前结束"));

    public static final Act END_ORDER = Act.named("END_ORDERED_CAMPAIGN", "决定提前结束部署的联合行动")
            .under(ASSISTANCE)
            .resting("理由")
            .on(Ground.decision("followCampaign").formerly(CampaignAct.ORDER_END_DECIDED));

    public static final Act TELL_END = Act.named("TELL_END_OF_ORDER", "通知提前结束联合行动")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_ORDER_END)
            .resting("部署通知的文号", "理由")
            .on(Ground.coveredWidely(END_ORDER, "部署单位负责人决定的提前结束"));

    public static final Act JOIN = Act.named("DECIDE_INVITATION", "决定是否参加联合行动")
            .under(ASSISTANCE)
            .resting("邀请函或者部署通知")
            .on(Ground.decision("decideInvitation", "acknowledgeCampaign")
                    .formerly(
                            CampaignAct.INVITATION_ACCEPTED,
                            CampaignAct.INVITATION_DECLINED,
                            CampaignAct.ORDER_TAKEN_UP));

    public static final Act ACCEPT = Act.named("ACCEPT_INVITATION", "答复参加联合行动")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_ACCEPTANCE)
            .resting("邀请函或者部署通知的文号")
            .on(Ground.coveredWidely(JOIN, "负责人决定参加"));

    public static final Act DECLINE = Act.named("DECLINE_INVITATION", "答复不参加联合行动")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_DECLINE)
            .resting("邀请函的文号", "理由")
            .on(Ground.coveredWidely(JOIN, "负责人决定不参加"));

    public static final Act LEAVE = Act.named("LEAVE_CAMPAIGN", "决定退出联合行动")
            .under(ASSISTANCE)
            .resting("理由")
            .on(Ground.decision("takePartInCampaign").formerly(CampaignAct.CAMPAIGN_LEFT));

    public static final Act TELL_LEAVING = Act.named("TELL_LEAVING", "告知退出联合行动")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_LEAVING)
            .resting("理由")
            .on(Ground.coveredWidely(LEAVE, "负责人决定退出"));

    @Bean
    static ActsOf actsOfCampaign() {
        return new ActsOf(
                "联合行动", ORDER, LEAD, INVITE, CLOSE, END_ORDER, TELL_END, JOIN, ACCEPT, DECLINE, LEAVE, TELL_LEAVING);
    }
}
