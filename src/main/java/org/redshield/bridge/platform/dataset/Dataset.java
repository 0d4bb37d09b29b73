package org.redshield.bridge.platform.dataset;

import static org.redshield.bridge.platform.dataset.DatasetColumn.amount;
import static org.redshield.bridge.platform.dataset.DatasetColumn.coded;
import static org.redshield.bridge.platform.dataset.DatasetColumn.masked;
import static org.redshield.bridge.platform.dataset.DatasetColumn.text;
import static org.redshield.bridge.platform.dataset.DatasetColumn.time;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lombok.Getter;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.access.personal.Mask;

/**
 * What may be asked of a platform (网络交易监督管理办法 art. 34, 网络直播营销 rules), in the order in which it is shown.
 * Field names follow the Taobao Open Platform.
 */
@Getter
public enum Dataset {
    SHOP_SUBJECT(
            "店铺主体信息",
            Tier.T1,
            text("platform", "平台"),
            text("sid", "店铺ID"),
            text("title", "店铺名称"),
            text("seller_nick", "卖家会员名"),
            text("certification_name", "认证名称"),
            text("subject_type", "主体类型"),
            text("licence_no", "统一社会信用代码"),
            masked("legal_person", "法定代表人或经营者", Mask.NAME),
            masked("certificate_no", "证件号码", Mask.CERTIFICATE),
            text("register_address", "注册地址"),
            masked("business_address", "实际经营地址", Mask.ADDRESS),
            masked("send_address", "发货地址", Mask.ADDRESS),
            masked("seller_tel", "联系电话", Mask.PHONE),
            text("permits", "行政许可"),
            time("opened_at", "开店时间"),
            text("shop_status", "店铺状态"),
            amount("deposit", "保证金"),
            time("verified_at", "最近核验时间")),
    SHOP_HISTORY(
            "店铺变更记录",
            Tier.T1,
            text("sid", "店铺ID"),
            time("occurred_at", "时间"),
            text("event", "事项"),
            text("detail", "内容"),
            text("operator", "经办")),
    ITEM(
            "商品信息",
            Tier.T1,
            text("num_iid", "商品ID"),
            text("title", "商品标题"),
            text("detail_url", "链接"),
            text("category", "类目"),
            amount("price", "价格"),
            time("list_time", "上架时间"),
            time("delist_time", "下架时间"),
            text("sold_quantity", "累计销量"),
            text("sku", "规格"),
            text("snapshot_url", "详情页快照"),
            text("snapshot_sha256", "快照校验值")),
    TRADE(
            "交易记录",
            Tier.T2,
            text("tid", "主订单号"),
            text("oid", "子订单号"),
            text("num_iid", "商品ID"),
            text("title", "商品标题"),
            amount("price", "单价"),
            text("num", "数量"),
            amount("total_fee", "应付金额"),
            amount("discount_fee", "优惠金额"),
            amount("post_fee", "邮费"),
            amount("payment", "实付金额"),
            amount("received_payment", "卖家实收"),
            coded("status", "交易状态", Codes.TRADE_STATUS),
            time("created", "下单时间"),
            time("pay_time", "付款时间"),
            time("consign_time", "发货时间"),
            time("end_time", "完结时间"),
            text("buyer_open_uid", "买家标识"),
            text("buyer_area", "买家所在地"),
            text("receiver_state", "收货省份"),
            text("receiver_city", "收货城市"),
            text("receiver_district", "收货区县"),
            masked("receiver_town", "收货街道", Mask.HIDDEN),
            masked("receiver_name", "收货人", Mask.NAME),
            masked("receiver_address", "收货地址", Mask.ADDRESS),
            masked("receiver_mobile", "收货电话", Mask.PHONE),
            masked("alipay_no", "支付流水号", Mask.CERTIFICATE),
            masked("buyer_message", "买家留言", Mask.HIDDEN),
            text("seller_memo", "卖家备注"),
            coded("shipping_type", "物流方式", Codes.SHIPPING),
            text("snapshot_url", "交易快照"),
            coded("seller_rate", "卖家已评", Codes.YES_NO),
            coded("buyer_rate", "买家已评", Codes.YES_NO)),
    REFUND(
            "退款退货",
            Tier.T2,
            text("refund_id", "退款编号"),
            text("tid", "主订单号"),
            text("oid", "子订单号"),
            text("reason", "退款原因"),
            amount("refund_fee", "退款金额"),
            coded("status", "退款状态", Codes.REFUND_STATUS),
            coded("has_good_return", "是否退货", Codes.YES_NO),
            text("sid", "退货运单号"),
            time("created", "申请时间"),
            coded("dispute_type", "纠纷类型", Codes.DISPUTE)),
    LOGISTICS(
            "物流信息",
            Tier.T2,
            text("tid", "主订单号"),
            text("out_sid", "运单号"),
            text("company_name", "物流公司"),
            coded("status", "物流状态", Codes.PARCEL_STATUS),
            text("trace_list", "流转记录"),
            text("weight", "重量（千克）")),
    REVIEW(
            "评价记录",
            Tier.T2,
            text("tid", "主订单号"),
            text("oid", "子订单号"),
            coded("result", "评价结果", Codes.RATING),
            text("content", "评价内容"),
            time("created", "评价时间"),
            text("reply", "卖家回复"),
            masked("nick", "评价人", Mask.NAME),
            coded("valid_score", "是否计分", Codes.YES_NO)),
    PROMO(
            "推广与直播",
            Tier.T2,
            text("plan_id", "推广计划"),
            text("plan_name", "计划名称"),
            text("channel", "渠道"),
            amount("cost", "消耗金额"),
            time("start_time", "开始时间"),
            time("end_time", "结束时间"),
            text("replay_url", "直播回放")),
    PAYMENT(
            "支付记录",
            Tier.T3,
            masked("alipay_no", "支付流水号", Mask.CERTIFICATE),
            text("tid", "主订单号"),
            text("kind", "类型"),
            masked("payer_account", "付款账户", Mask.PHONE),
            masked("payee_account", "收款账户", Mask.PHONE),
            amount("amount", "金额"),
            time("pay_time", "支付时间"),
            text("channel", "渠道")),
    LOGIN(
            "登录地址记录",
            Tier.T3,
            text("sid", "店铺ID"),
            time("login_time", "登录时间"),
            masked("ip", "登录IP", Mask.HIDDEN),
            text("port", "端口"),
            masked("device_id", "设备标识", Mask.CERTIFICATE),
            text("region", "归属地")),
    CHAT(
            "聊天与客服记录",
            Tier.T3,
            text("session_id", "会话编号"),
            time("sent_at", "时间"),
            masked("sender", "发送方", Mask.NAME),
            masked("receiver", "接收方", Mask.NAME),
            masked("content", "内容", Mask.HIDDEN),
            text("attachment_sha256", "附件校验值"));

    /** What kind of data it is by law; the table of data tiers may ask for more, never for less. */
    @Getter
    @RequiredArgsConstructor
    public enum Tier {
        /** Answered by the platform's machine, no approval of its own. */
        T1("直接调取"),
        /** Approved by a head. */
        T2("经审批调取"),
        /** Beyond what art. 34 lists or of people's money: the bureau's own head approves. */
        T3("严格审批调取");

        /** As an officer reads it. */
        private final String title;
    }

    /** As an officer reads it. */
    private final String title;

    /** The tier by law. */
    private final Tier tier;

    /** The known columns, in the order of the platform's files. */
    private final List<DatasetColumn> columns;

    Dataset(String title, Tier tier, DatasetColumn... columns) {
        this.title = title;
        this.tier = tier;
        this.columns = List.of(columns);
    }

    public Optional<DatasetColumn> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** The column that a file's heading means: its name in any case, or its title. */
    public Optional<DatasetColumn> headed(String heading) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(heading)
                        || column.title().equals(heading))
                .findFirst();
    }

    /**
     * What makes two records the same one, also in two answers; nothing where the platform gives no number for it. In
     * the order of an index that an answer with a table of its own has.
     */
    public List<String> identity() {
        return switch (this) {
            case TRADE -> List.of("tid", "oid");
            case REFUND -> List.of("refund_id");
            default -> List.of();
        };
    }

    /** The table that its answers share, partitioned by hash of the request number. */
    public String table() {
        return "record_" + name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dataset> of(String code) {
        return Arrays.stream(values())
                .filter(dataset -> dataset.name().equals(code))
                .findFirst();
    }
}
