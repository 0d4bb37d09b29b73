package org.redshield.bridge.referral;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where a case goes to the police (行刑衔接). */
@Configuration(value = "declaredReferralActs", proxyBeanMethods = false)
public class ReferralActs {

    public static final Act REFER = Act.named("REFER_TO_POLICE", "移送涉嫌犯罪案件")
            .under(Law.PENALTY.cite(27), Law.REFERRAL.cite(3), Law.REFERRAL.cite(5), Law.REFERRAL.cite(6))
            .to(Addressee.POLICE, ReferralLetter.REFERRAL)
            .resting("案情和涉嫌的罪名", "两名办案人员的书面报告", "接收的公安机关")
            .from(ReferralState.APPROVED.title())
            .starting("移送书送交公安机关")
            .on(Ground.decision("decideReferral").formerly(ReferralAct.REFERRAL_APPROVED));

    public static final Act COPY = Act.named("COPY_TO_PROCURATORATE", "抄送检察院")
            .under(Law.REFERRAL.cite(14))
            .to(Addressee.PROCURATORATE, ReferralLetter.REFERRAL_COPY)
            .resting("移送书的文号")
            .from(ReferralState.APPROVED.title())
            .on(Ground.covered(REFER, "移送书抄送检察院，内容与移送书相同"));

    public static final Act CHASE = Act.named("CHASE_POLICE", "催办移送的案件")
            .under(Law.REFERRAL.cite(8), Law.REFERRAL.cite(9))
            .to(Addressee.POLICE, ReferralLetter.REFERRAL_REMINDER)
            .to(Addressee.PROCURATORATE, ReferralLetter.REFERRAL_REMINDER)
            .resting("移送书、复议或者监督函的文号和送达日期")
            .from(
                    ReferralState.WITH_POLICE.title(),
                    ReferralState.UNDER_REVIEW.title(),
                    ReferralState.UNDER_SUPERVISION.title())
            .on(Ground.covered(REFER, "对已移送案件的催办，不增加内容"));

    public static final Act REVIEW = Act.named("ASK_FOR_REVIEW", "提请复议不予立案决定")
            .under(Law.REFERRAL.cite(9))
            .to(Addressee.POLICE, ReferralLetter.REVIEW_REQUEST)
            .resting("公安机关不予立案的答复", "理由")
            .from(ReferralState.NOT_FILED.title())
            .into(ReferralState.UNDER_REVIEW.title())
            .starting("公安机关复议")
            .stopping("提请复议或者建议立案监督")
            .on(Ground.decision("approveReferralLetter").formerly(ReferralAct.LETTER_APPROVED));

    public static final Act SUPERVISE = Act.named("ASK_FOR_SUPERVISION", "建议立案监督")
            .under(Law.REFERRAL.cite(9))
            .to(Addressee.PROCURATORATE, ReferralLetter.SUPERVISION_REQUEST)
            .resting("公安机关不予立案的答复", "理由")
            .from(ReferralState.NOT_FILED.title())
            .into(ReferralState.UNDER_SUPERVISION.title())
            .starting("检察院立案监督")
            .stopping("提请复议或者建议立案监督")
            .on(Ground.decision("approveReferralLetter").formerly(ReferralAct.LETTER_APPROVED));

    public static final Act WITHDRAW = Act.named("WITHDRAW_REFERRAL", "撤回移送")
            .under(Law.REFERRAL.cite(3))
            .to(Addressee.POLICE, ReferralLetter.REFERRAL_WITHDRAWAL)
            .resting("移送书的文号", "理由")
            .from(ReferralState.WITH_POLICE.title())
            .into(ReferralState.WITHDRAWN.title())
            .stopping("公安机关决定是否立案")
            .on(Ground.decision("approveReferralLetter").formerly(ReferralAct.LETTER_APPROVED));

    /** In force with the decision itself. */
    public static final Act END = Act.named("DECIDE_ENDED_CASE", "决定刑事案件终结后是否处罚")
            .under(Law.PENALTY.cite(27))
            .resting("司法机关的结论和文书", "两名办案人员的意见")
            .from(ReferralState.GIVEN_BACK.title())
            .on(Ground.decision("decideEndedCase"));

    @Bean
    static ActsOf actsOfReferral() {
        return new ActsOf("涉嫌犯罪案件移送", REFER, COPY, CHASE, REVIEW, SUPERVISE, WITHDRAW, END);
    }
}
