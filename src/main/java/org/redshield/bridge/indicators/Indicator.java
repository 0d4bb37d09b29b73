package org.redshield.bridge.indicators;

import static org.redshield.bridge.cases.law.Law.NET_TRADE;
import static org.redshield.bridge.cases.law.Law.ONLINE_COMPETITION;
import static org.redshield.bridge.cases.law.Law.UNFAIR_COMPETITION;

import java.util.List;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.Getter;
import org.redshield.bridge.platform.dataset.Dataset;

/** What an order can show. None of them proves anything by itself. */
@Getter(AccessLevel.PACKAGE)
enum Indicator {
    B1(
            "空包",
            "运单在空包名单中，或者重量与同款商品的包裹悬殊，或者签收地是另一个城市，或者物流早于下单，或者没有派送记录",
            Law.FALSE_TRADE,
            "空包名单 LOGISTICS.out_sid=waybill LIST",
            "重量 LOGISTICS.weight=weight",
            "签收地 LOGISTICS.trace_list=place TRADE.receiver_city=city",
            "物流早于下单 LOGISTICS.trace_list=began TRADE.created=created",
            "派送记录 LOGISTICS.trace_list=is_delivered"),
    B2(
            "一单多用、收货集中",
            "同一运单用于多笔订单，或者短期内多笔订单寄往同一电话或者地址",
            Law.FALSE_TRADE,
            "同一运单 LOGISTICS.out_sid=waybill TRADE.tid=tid",
            "同一收货电话 TRADE.receiver_mobile=phone TRADE.created=created",
            "同一收货地址 TRADE.receiver_address=address TRADE.created=created"),
    B3(
            "资金回流",
            "付款后卖家另向买家转回相近或者略高的金额，不属于退款",
            Law.FALSE_TRADE,
            "转回的金额 PAYMENT.amount=amount PAYMENT.payer_account=payer PAYMENT.payee_account=payee TRADE.payment=payment"
                    + " PAYMENT.kind=nullif(kind='PAY',false)? PAYMENT.tid=paid_tid? PAYMENT.pay_time=paid_at?"),
    B4(
            "买家团组",
            "多个买家账号反复共用收货人，或者反复在同一些网店下单",
            Law.ORGANISED,
            "共用收货人 TRADE.buyer_open_uid=buyer TRADE.receiver_mobile=coalesce(phone,address)",
            "同一些网店 TRADE.buyer_open_uid=buyer SHOPS"),
    B5(
            "行为异常",
            "下单、收货、好评在数小时内完成，或者订单骤增且金额相同",
            Law.FALSE_TRADE,
            "下单到好评的时间 TRADE.end_time=ended? REVIEW.created=created REVIEW.result=result",
            "订单骤增 TRADE.created=created TRADE.payment=payment TRADE.days"),
    B6(
            "评价雷同",
            "评价文字相近，或者早于签收",
            Law.FALSE_REVIEW,
            "评价文字 REVIEW.content=content TRADE.tid=tid",
            "早于签收 REVIEW.created=created LOGISTICS.trace_list=signed? TRADE.tid=tid"),
    B7("备注暗号", "卖家备注含有刷单用语", Law.FALSE_TRADE, "备注 TRADE.seller_memo=memo?"),
    B8("有成交无流量", "当日成交多于推广点击", Law.FALSE_TRADE, "推广点击 PROMO.plan_name=clicks TRADE.created=created"),
    B9(
            "仅退款",
            "大量订单退款而不退货",
            Law.FALSE_TRADE,
            "退货 REFUND.status=status REFUND.has_good_return=coalesce(nullif(has_good_return,''),sid) TRADE.created=created"),
    B10(
            "反向刷单",
            "短期内大量差评，可能是他人针对网店的行为",
            Law.AGAINST_RIVAL,
            "差评骤增 REVIEW.result=result REVIEW.created=created REVIEW.days");

    private static final class Law {
        static final String FALSE_TRADE =
                UNFAIR_COMPETITION.cite(9) + "；" + NET_TRADE.cite(14) + "；" + ONLINE_COMPETITION.cite(9);
        static final String ORGANISED = UNFAIR_COMPETITION.cite(9) + "（组织虚假交易等方式帮助其他经营者）；" + ONLINE_COMPETITION.cite(9);
        static final String FALSE_REVIEW = UNFAIR_COMPETITION.cite(9) + "（虚假评价）；" + NET_TRADE.cite(14);
        static final String AGAINST_RIVAL = UNFAIR_COMPETITION.cite(13) + "第四款（恶意评价、恶意退货损害其他经营者）";
    }

    private final String title;
    private final String definition;

    /** What the act would be against. */
    private final String law;

    private final List<Aspect> aspects;

    Indicator(String title, String definition, String law, String... aspects) {
        this.title = title;
        this.definition = definition;
        this.law = law;
        this.aspects = Stream.of(aspects).map(Aspect::of).toList();
    }

    /**
     * One of the things that an indicator looks at; it can be computed where one of them can.
     *
     * @param needs without any of which nothing is known of it
     */
    record Aspect(String title, List<Need> needs) {

        private static Aspect of(String text) {
            String[] words = text.split(" ");
            return new Aspect(words[0], Stream.of(words).skip(1).map(Need::of).toList());
        }
    }

    /** What must be there. */
    sealed interface Need {

        private static Need of(String text) {
            return switch (text) {
                case "LIST" -> new ParcelList();
                case "SHOPS" -> new Shops();
                default -> {
                    String[] parts = text.split("[.=]", 3);
                    Dataset dataset = Dataset.valueOf(parts[0]);
                    yield parts[1].equals("days")
                            ? new Days(dataset)
                            : new Filled(dataset, parts[1], parts[2].replace("?", ""), text.endsWith("?"));
                }
            };
        }
    }

    /**
     * A column that can be read.
     *
     * @param staged how the tables of {@link Staging} call what they read there
     * @param sparse not every row has it
     */
    record Filled(Dataset dataset, String column, String staged, boolean sparse) implements Need {}

    /** A list of empty parcels. */
    record ParcelList() implements Need {}

    /** So many shops that accounts can have several of them in common. */
    record Shops() implements Need {}

    /** Records of a shop's whole days, without a gap, for 28 days and one more. */
    record Days(Dataset dataset) implements Need {}
}
