package org.redshield.bridge.campaign.jointrequest;

import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignLetter;
import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where members of a campaign ask or act at one moment (统一协查、处置). */
@Configuration(value = "declaredTogetherActs", proxyBeanMethods = false)
public class JointRequestActs {

    private static final String ASSISTANCE = Law.PENALTY.cite(26);

    /** One decision about all that a bureau asks at that moment. */
    public static final Act DECIDE = Act.named("DECIDE_JOINT_QUESTION", "批准统一协查、处置")
            .under(ASSISTANCE)
            .touching(ActObject.SHOP)
            .resting("平台", "数据或者措施", "发出时间", "本局的检查对象")
            .on(Ground.decision("approveQuestion").formerly(CampaignAct.QUESTION_APPROVED));

    public static final Act ASK = Act.named("CIRCULATE_JOINT_QUESTION", "通知统一协查")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, CampaignLetter.CAMPAIGN_QUESTION)
            .resting("平台", "数据", "发出时间")
            .on(Ground.coveredWidely(DECIDE, "牵头单位负责人批准的统一协查"));

    public static final Act DISPOSE = Act.named("CIRCULATE_JOINT_DISPOSITION", "通知统一处置")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, JointRequestLetter.CAMPAIGN_DISPOSITION)
            .resting("平台", "措施和依据", "发出时间")
            .on(Ground.coveredWidely(DECIDE, "牵头单位负责人批准的统一处置"));

    public static final Act CHANGE = Act.named("CHANGE_JOINT_QUESTION", "变更统一协查、处置")
            .under(ASSISTANCE)
            .to(Addressee.BUREAU, JointRequestLetter.CAMPAIGN_QUESTION_CHANGED)
            .resting("原发出时间", "理由")
            .on(Ground.coveredWidely(DECIDE, "已批准事项的改期或者撤回；提前的，成员单位须重新批准"));

    @Bean
    static ActsOf actsOfJointQuestions() {
        return new ActsOf("统一协查、处置", DECIDE, ASK, DISPOSE, CHANGE);
    }
}
