package org.redshield.bridge.platform.dataset;

import java.util.Map;

/** What codes in platforms' files mean, as an officer reads them; what is not listed is shown as it came. */
final class Codes {

    static final Map<String, String> YES_NO = Map.of("true", "是", "false", "否");

    static final Map<String, String> TRADE_STATUS = Map.of(
            "TRADE_NO_CREATE_PAY", "未创建支付",
            "WAIT_BUYER_PAY", "等待买家付款",
            "WAIT_SELLER_SEND_GOODS", "买家已付款",
            "SELLER_CONSIGNED_PART", "部分发货",
            "WAIT_BUYER_CONFIRM_GOODS", "卖家已发货",
            "TRADE_BUYER_SIGNED", "买家已签收",
            "TRADE_FINISHED", "交易成功",
            "TRADE_CLOSED", "退款关闭",
            "TRADE_CLOSED_BY_TAOBAO", "未付款关闭",
            "PAY_PENDING", "付款确认中");

    static final Map<String, String> SHIPPING = Map.of(
            "free", "卖家包邮", "post", "平邮", "express", "快递", "ems", "EMS", "virtual", "虚拟发货", "25", "次日必达", "26", "预约配送");

    static final Map<String, String> REFUND_STATUS = Map.of(
            "WAIT_SELLER_AGREE", "等待卖家同意",
            "WAIT_BUYER_RETURN_GOODS", "等待买家退货",
            "WAIT_SELLER_CONFIRM_GOODS", "等待卖家确认收货",
            "SELLER_REFUSE_BUYER", "卖家拒绝退款",
            "CLOSED", "退款关闭",
            "SUCCESS", "退款成功");

    static final Map<String, String> DISPUTE =
            Map.of("AFTER_SALE", "售后退款", "AFTER_SALE_COMPLAINT", "售后投诉", "ON_SALE", "售中退款");

    static final Map<String, String> PARCEL_STATUS = Map.of(
            "CREATED", "已下单",
            "GOT", "已揽收",
            "SENT_SCAN", "运输中",
            "ARRIVAL", "到达网点",
            "SENT_CITY", "派送中",
            "SIGNED", "已签收",
            "FAILED", "派送失败",
            "REJECTED", "拒收");

    static final Map<String, String> RATING = Map.of("good", "好评", "neutral", "中评", "bad", "差评");

    private Codes() {}
}
