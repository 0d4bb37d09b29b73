package org.redshield.bridge.platform.request;

import org.redshield.bridge.cases.act.Act;
import org.redshield.bridge.cases.act.ActObject;
import org.redshield.bridge.cases.act.ActsOf;
import org.redshield.bridge.cases.act.Addressee;
import org.redshield.bridge.cases.act.Ground;
import org.redshield.bridge.cases.law.Law;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What takes effect outside a desk where a platform is asked for data; who approves it, if anybody, says the table of tiers. */
@Configuration(value = "declaredDataActs", proxyBeanMethods = false)
public class DataActs {

    static final String[] FORMS = {"approveDataRequest", "approveSensitiveData", "approveAccountData"};

    public static final Act REQUEST = declared("REQUEST_DATA", "调取须审批的数据")
            // By these alone what art. 34 does not list, and what takes the chief head.
            .under(Law.LIVE_COMMERCE.cite(16), Law.UNFAIR_COMPETITION.cite(16))
            .to(Addressee.PLATFORM, DataCall.DATA_REQUEST)
            .resting("列明该项数据和对象的函件", "数据种类、对象、期间", "法律依据和目的", "两名办案人员")
            .on(Ground.decision(FORMS).formerly(PlatformAct.DATA_APPROVED));

    public static final Act REQUEST_LISTED = declared("REQUEST_LISTED_DATA", "调取无须另行审批的数据")
            .to(Addressee.PLATFORM, DataCall.LISTED_DATA_REQUEST)
            .resting("列明该项数据和对象的函件", "数据种类、对象、期间", "法律依据和目的")
            .on(Ground.listed("已经批准并签发的函件，或者已经受理的来函，列明的数据和对象；不增加内容"));

    private static Act.Declaration declared(String code, String title) {
        return Act.named(code, title)
                .under(Law.PROCEDURE.cite(30), Law.NET_TRADE.cite(34), Law.ECOMMERCE.cite(25))
                .touching(ActObject.SHOP, ActObject.ITEM, ActObject.ORDER, ActObject.ACCOUNT)
                .starting("店铺主体信息", "交易记录", "自动核查项");
    }

    @Bean
    static ActsOf actsOfData() {
        return new ActsOf("向平台调取数据", REQUEST, REQUEST_LISTED);
    }
}
