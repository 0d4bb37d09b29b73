package org.redshield.bridge.disposition;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.disposition.file.DispositionAct;
import org.redshield.bridge.disposition.file.DispositionCall;
import org.redshield.bridge.disposition.file.DispositionLetter;
import org.redshield.bridge.disposition.file.DispositionStage;
import org.redshield.bridge.disposition.severity.HeadsDecision;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where a platform is asked to act against a merchant. */
@Configuration(value = "declaredDispositionActs", proxyBeanMethods = false)
public class DispositionActs {

    private static final String COOPERATION = Law.NET_TRADE.cite(34);
    private static final String PUBLICITY = Law.NET_TRADE.cite(30);
    private static final String APPEALS = Law.PLATFORM_RULES.cite(19);

    /** Decided by a form of its own in a co-investigation; in a filed case and for a campaign by the decision on the matter. */
    public static final Act ASK = Act.named("ASK_FOR_MEASURES", "商请平台所在地局处置")
            .under(Law.PROCEDURE.cite(45), COOPERATION)
            .to(Addressee.BUREAU, DispositionLetter.DISPOSITION_REQUEST)
            .touching(ActObject.values())
            .resting("案由", "网店", "建议的措施", "法律依据", "联系人")
            .on(Ground.decision("approveDispositionRequest").formerly("DISPOSITION_APPROVED"));

    public static final Act DISPOSE = Act.named("ASK_FOR_DISPOSITION", "商请平台处置并公示")
            .under(COOPERATION, PUBLICITY, APPEALS)
            .to(Addressee.PLATFORM, DispositionLetter.DISPOSITION)
            .touching(ActObject.values())
            .resting("处置协助函", "违法事实", "法律依据", "逐项的对象和措施", "超出商请范围的理由", "关键字所指")
            .from(DispositionStage.APPROVED.title())
            .into(DispositionStage.ISSUED.title())
            .starting("处置受理", "处置执行")
            .on(Ground.decision("approveDisposition")
                    .weighed(
                            HeadsDecision.DISPOSITION_ABOVE_WARNING,
                            HeadsDecision.KEYWORD_SWEEP,
                            HeadsDecision.DISPOSITION_BEYOND_REQUEST,
                            HeadsDecision.DISPOSITION_BEYOND_BY_HEAD)
                    .formerly(DispositionAct.APPROVED));

    public static final Act DECLINE = Act.named("DECLINE_DISPOSITION", "答复不予处置")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, DispositionCall.DECLINE_REPORT)
            .resting("处置协助函", "不予处置的理由")
            .from(DispositionStage.APPROVED.title())
            .into(DispositionStage.DECLINED.title())
            .on(Ground.decision("approveDisposition").formerly(DispositionAct.APPROVED));

    public static final Act SUBMIT = Act.named("SUBMIT_DISPOSITION", "提交平台执行处置")
            .under(COOPERATION)
            .to(Addressee.PLATFORM, DispositionCall.SUBMISSION)
            .touching(ActObject.values())
            .resting("已签发的处置函列明的对象和措施")
            .from(DispositionStage.ISSUED.title())
            .on(Ground.covered(DISPOSE, "逐项提交处置函列明的对象和措施，不增加内容"));

    /** Asked for by the same letter; where it can be seen, the platform says, or an officer enters. */
    public static final Act PUBLISH = Act.named("PUBLISH_DISPOSITION", "公示处置结果")
            .under(PUBLICITY)
            .to(Addressee.PARTY, DispositionCall.PUBLICITY)
            .resting("已签发的处置函", "平台已执行", "公示网址")
            .from(DispositionStage.ISSUED.title())
            .stopping("处置公示")
            .on(Ground.covered(DISPOSE, "处置函商请平台公示，公示由平台作出"));

    public static final Act REPORT = Act.named("REPORT_DISPOSITION", "反馈处置结果")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, DispositionLetter.DISPOSITION_REPORT)
            .resting("平台逐项答复的结果", "公示网址")
            .from(DispositionStage.ISSUED.title())
            .into(DispositionStage.REPORTED.title())
            .starting("申诉期")
            .on(Ground.covered(DISPOSE, "如实反馈平台按处置函执行的结果"));

    public static final Act UPHOLD = Act.named("REPORT_UPHELD", "告知申诉后维持处置")
            .under(Law.PROCEDURE.cite(45), APPEALS)
            .to(Addressee.BUREAU, DispositionCall.UPHELD_REPORT)
            .resting("商家的申诉", "维持的理由")
            .from(DispositionStage.REPORTED.title())
            .on(Ground.rule("协作约定：商家申诉的处理结果如实告知来函单位，处置不变"));

    public static final Act LIFT = Act.named("LIFT_DISPOSITION", "商请平台解除处置")
            .under(APPEALS)
            .to(Addressee.PLATFORM, DispositionLetter.LIFT)
            .touching(ActObject.values())
            .resting("处置函的文号", "逐项要解除的措施，均在生效", "解除的理由")
            .from(DispositionStage.REPORTED.title())
            .on(Ground.decision("approveLift")
                    .weighed(HeadsDecision.LIFT_ABOVE_WARNING)
                    .formerly(DispositionAct.LIFT_APPROVED));

    public static final Act SUBMIT_LIFT = Act.named("SUBMIT_LIFT", "提交平台解除处置")
            .under(APPEALS)
            .to(Addressee.PLATFORM, DispositionCall.LIFT_SUBMISSION)
            .touching(ActObject.values())
            .resting("已签发的解除处置函列明的任务")
            .from(DispositionStage.REPORTED.title())
            .on(Ground.covered(LIFT, "逐项提交解除处置函列明的任务，不增加内容"));

    public static final Act REPORT_LIFT = Act.named("REPORT_LIFT", "反馈解除结果")
            .under(Law.PROCEDURE.cite(45))
            .to(Addressee.BUREAU, DispositionCall.LIFT_REPORT)
            .resting("平台逐项答复的解除结果")
            .from(DispositionStage.REPORTED.title())
            .into(DispositionStage.LIFTED.title())
            .on(Ground.covered(LIFT, "如实反馈平台按解除处置函执行的结果"));

    @Bean
    static ActsOf actsOfDisposition() {
        return new ActsOf(
                "商家处置", ASK, DISPOSE, DECLINE, SUBMIT, PUBLISH, REPORT, UPHOLD, LIFT, SUBMIT_LIFT, REPORT_LIFT);
    }
}
