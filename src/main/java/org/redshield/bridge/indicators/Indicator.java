package org.redshield.bridge.indicators;

import java.util.List;
import org.redshield.bridge.platform.dataset.Dataset;

/** What an order can show. None of them proves anything by itself. */
enum Indicator {
    B1(
            "空包",
            "运单在空包名单中，或者重量与同款商品的包裹悬殊，或者签收地不是收货城市，或者物流早于下单，或者没有派送记录",
            Law.FALSE_TRADE,
            "LOGISTICS.out_sid TRADE.created"),
    B2("一单多用、收货集中", "同一运单用于多笔订单，或者短期内多笔订单寄往同一电话或者地址", Law.FALSE_TRADE, "LOGISTICS.out_sid TRADE.receiver_mobile"),
    B3("资金回流", "付款后卖家另向买家转回相近或者略高的金额，不属于退款", Law.FALSE_TRADE, "PAYMENT.amount PAYMENT.payee_account TRADE.payment"),
    B4("买家团组", "多个买家账号反复共用收货人，或者反复在同一些网店下单", Law.ORGANISED, "TRADE.buyer_open_uid TRADE.receiver_mobile"),
    B5("行为异常", "下单、收货、好评在数小时内完成，或者订单骤增且金额相同", Law.FALSE_TRADE, "TRADE.end_time REVIEW.created"),
    B6("评价雷同", "评价文字相近，或者早于签收", Law.FALSE_REVIEW, "REVIEW.content TRADE.created"),
    B7("备注暗号", "卖家备注含有刷单用语", Law.FALSE_TRADE, "TRADE.seller_memo"),
    B8("有成交无流量", "当日成交多于推广点击", Law.FALSE_TRADE, "PROMO.plan_name TRADE.created"),
    B9("仅退款", "大量订单退款而不退货", Law.FALSE_TRADE, "REFUND.status TRADE.created"),
    B10("反向刷单", "短期内大量差评，可能是他人针对网店的行为", Law.AGAINST_RIVAL, "REVIEW.result TRADE.created");

    private static final class Law {
        static final String FALSE_TRADE = "《反不正当竞争法》第九条；《网络交易监督管理办法》第十四条；《网络反不正当竞争暂行规定》第九条";
        static final String ORGANISED = "《反不正当竞争法》第九条（组织虚假交易等方式帮助其他经营者）；《网络反不正当竞争暂行规定》第九条";
        static final String FALSE_REVIEW = "《反不正当竞争法》第九条（虚假评价）；《网络交易监督管理办法》第十四条";
        static final String AGAINST_RIVAL = "《反不正当竞争法》第十三条第四款（恶意评价、恶意退货损害其他经营者）";
    }

    private final String title;
    private final String definition;
    private final String law;
    private final List<Need> needs;

    Indicator(String title, String definition, String law, String needs) {
        this.title = title;
        this.definition = definition;
        this.law = law;
        this.needs = List.of(needs.split(" ")).stream().map(Need::of).toList();
    }

    /** A column that must be filled somewhere. */
    record Need(Dataset dataset, String column) {

        private static Need of(String text) {
            String[] parts = text.split("\\.");
            return new Need(Dataset.valueOf(parts[0]), parts[1]);
        }
    }

    String title() {
        return title;
    }

    String definition() {
        return definition;
    }

    /** What the act would be against. */
    String law() {
        return law;
    }

    List<Need> needs() {
        return needs;
    }
}
