package org.redshield.bridge.oversight.orders;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a superior bureau orders about a case below (提调, 挂牌督办). */
@Configuration(value = "declaredOrderActs", proxyBeanMethods = false)
public class OrderActs {

    private static final String RULES = Law.SUPERVISION.cite(2);
    private static final String BY_SUPERVISOR = RULES + "：由上级局督办人员作出";

    public static final Act CALL_UP = Act.named("CALL_UP_CASE", "提调案件")
            .under(RULES)
            .to(Addressee.BUREAU, OrderLetter.CALL_UP_ORDER)
            .resting("理由", "答复期限")
            .starting("督办答复期限")
            .on(Ground.rule(BY_SUPERVISOR));

    public static final Act LIST = Act.named("LIST_CASE", "挂牌督办")
            .under(RULES)
            .to(Addressee.BUREAU, OrderLetter.LISTING_ORDER)
            .resting("理由", "答复期限")
            .starting("督办答复期限")
            .on(Ground.rule(BY_SUPERVISOR));

    public static final Act RETURN = Act.named("RETURN_ORDER_ANSWER", "督办退回重报")
            .under(RULES)
            .to(Addressee.BUREAU, OrderLetter.ORDER_RETURN)
            .resting("督办通知的文号", "理由", "新的答复期限")
            .starting("督办答复期限")
            .on(Ground.rule(BY_SUPERVISOR));

    public static final Act END = Act.named("END_ORDER", "督办结束")
            .under(RULES)
            .to(Addressee.BUREAU, OrderLetter.ORDER_END)
            .resting("督办通知的文号", "理由")
            .stopping("督办答复期限")
            .on(Ground.rule(BY_SUPERVISOR));

    @Bean
    static ActsOf actsOfOrders() {
        return new ActsOf("督办", CALL_UP, LIST, RETURN, END);
    }
}
