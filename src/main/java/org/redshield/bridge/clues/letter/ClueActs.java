package org.redshield.bridge.clues.letter;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where a clue is verified (核查). */
@Configuration(value = "declaredClueActs", proxyBeanMethods = false)
public class ClueActs {

    public static final Act ASK_PLATFORM = Act.named("ASK_PLATFORM_FOR_MATERIALS", "要求平台限期提供材料")
            .under(Law.PROCEDURE.cite(30), Law.NET_TRADE.cite(34), Law.NET_TRADE.cite(53), Law.ECOMMERCE.cite(25))
            .to(Addressee.PLATFORM, ClueLetter.MATERIALS_NOTICE)
            .touching(ActObject.SHOP)
            .resting("案由", "网店", "数据种类和期间", "两名办案人员")
            .on(Ground.rule(Law.PROCEDURE.cite(30) + "：办案人员可以要求提供材料；每项数据的调取另经批准"));

    @Bean
    static ActsOf actsOfClues() {
        return new ActsOf("线索核查", ASK_PLATFORM);
    }
}
