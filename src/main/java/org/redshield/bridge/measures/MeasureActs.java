package org.redshield.bridge.measures;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where measures of 反不正当竞争法 art. 16 are wanted. */
@Configuration(value = "declaredMeasureActs", proxyBeanMethods = false)
public class MeasureActs {

    private static final String ARTICLE = Law.UNFAIR_COMPETITION.cite(16);

    public static final Act ASK_SUPERIOR = Act.named("ASK_SUPERIOR_FOR_MEASURE", "报请上级局批准调查措施")
            .under(ARTICLE)
            .to(Addressee.SUPERIOR, MeasureLetter.MEASURE_REQUEST)
            .touching(ActObject.SHOP, ActObject.ACCOUNT)
            .resting("案由", "措施种类和对象", "理由", "办案人员")
            .from(MeasureState.PROPOSED.title())
            .into(MeasureState.AT_SUPERIOR.title())
            .starting("等待上级局批复调查措施")
            .on(Ground.decision("approveMeasure")
                    .formerly(MeasureAct.MEASURE_APPROVED)
                    .orElsewhere(ARTICLE + "第二款：须经主要负责人批准，而本局主要负责人参与了该案或者不能履职的，由上级局主要负责人决定"));

    static final Act TAKE = Act.named("TAKE_MEASURE", "采取调查措施")
            .under(ARTICLE)
            .to(Addressee.PARTY, MeasureCall.MEASURE_PERMIT)
            .touching(ActObject.SHOP, ActObject.ACCOUNT)
            .resting("案由", "措施种类和对象", "理由", "办案人员")
            .from(MeasureState.PROPOSED.title())
            .into(MeasureState.APPROVED.title())
            .on(Ground.decision("approveMeasure").formerly(MeasureAct.MEASURE_APPROVED));

    public static final Act PERMIT = Act.named("PERMIT_MEASURE", "批准下级局采取调查措施")
            .under(ARTICLE)
            .to(Addressee.BUREAU, MeasureLetter.MEASURE_APPROVAL)
            .resting("报请函的文号", "措施种类和对象")
            .from(AskedState.APPROVED.title())
            .stopping("批复下级局调查措施")
            .on(Ground.decision("decideMeasure").formerly(MeasureAct.REQUEST_APPROVED));

    public static final Act BAR = Act.named("BAR_MEASURE", "不批准下级局采取调查措施")
            .under(ARTICLE)
            .to(Addressee.BUREAU, MeasureLetter.MEASURE_REFUSAL)
            .resting("报请函的文号", "措施种类和对象", "理由")
            .from(AskedState.REFUSED.title())
            .stopping("批复下级局调查措施")
            .on(Ground.decision("decideMeasure").formerly(MeasureAct.REQUEST_REFUSED));

    @Bean
    static ActsOf actsOfMeasures() {
        return new ActsOf("调查措施", TAKE, ASK_SUPERIOR, PERMIT, BAR);
    }
}
