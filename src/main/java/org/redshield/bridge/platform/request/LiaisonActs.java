package org.redshield.bridge.platform.request;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What goes between a bureau and a platform's liaison (政企协查专员) where the interface cannot answer. */
@Configuration(value = "declaredLiaisonActs", proxyBeanMethods = false)
public class LiaisonActs {

    private static final String DUTY = Law.NET_TRADE.cite(34);

    public static final Act ASK = Act.named("ASK_LIAISON", "请协查专员提供数据")
            .under(DUTY)
            .to(Addressee.PLATFORM, LiaisonLetter.LIAISON_REQUEST)
            .touching(ActObject.SHOP, ActObject.ITEM, ActObject.ORDER, ActObject.ACCOUNT)
            .resting("数据种类和期间", "原函文号")
            .on(Ground.listed("接口未能答复的同一项数据：与原函列明、已按规定批准的调取相同，不增加内容"));

    public static final Act ANSWER = Act.named("ANSWER_BY_LIAISON", "协查专员答复")
            .under(DUTY)
            .to(Addressee.BUREAU, LiaisonLetter.LIAISON_ANSWER)
            .resting("答复情况和文件")
            .on(Ground.rule(DUTY + "：由平台的协查专员作出"));

    @Bean
    static ActsOf actsOfLiaison() {
        return new ActsOf("协查专员", ASK, ANSWER);
    }
}
