package org.redshield.sandbox.files;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import lombok.Getter;

/** The datasets a bureau may ask for. Column names are those of the Taobao Open Platform where it has one. */
public enum Dataset {
    SHOP_SUBJECT(
            Release.AUTOMATIC,
            "platform",
            "sid",
            "title",
            "seller_nick",
            "certification_name",
            "subject_type",
            "licence_no",
            "legal_person",
            "certificate_no",
            "register_address",
            "business_address",
            "send_address",
            "seller_tel",
            "permits",
            "opened_at",
            "shop_status",
            "deposit",
            "verified_at"),
    SHOP_HISTORY(Release.AUTOMATIC, "sid", "occurred_at", "event", "detail", "operator"),
    ITEM(
            Release.AUTOMATIC,
            "num_iid",
            "title",
            "detail_url",
            "category",
            "price",
            "list_time",
            "delist_time",
            "sold_quantity",
            "sku",
            "snapshot_url",
            "snapshot_sha256"),
    TRADE(
            Release.MANUAL,
            "tid",
            "oid",
            "num_iid",
            "title",
            "price",
            "num",
            "total_fee",
            "discount_fee",
            "post_fee",
            "payment",
            "received_payment",
            "status",
            "created",
            "pay_time",
            "consign_time",
            "end_time",
            "buyer_open_uid",
            "buyer_area",
            "receiver_state",
            "receiver_city",
            "receiver_district",
            "receiver_town",
            "receiver_name",
            "receiver_address",
            "receiver_mobile",
            "alipay_no",
            "buyer_message",
            "seller_memo",
            "shipping_type",
            "snapshot_url",
            "seller_rate",
            "buyer_rate"),
    REFUND(
            Release.MANUAL,
            "refund_id",
            "tid",
            "oid",
            "reason",
            "refund_fee",
            "status",
            "has_good_return",
            "sid",
            "created",
            "dispute_type"),
    LOGISTICS(Release.MANUAL, "tid", "out_sid", "company_name", "status", "trace_list", "weight"),
    REVIEW(Release.MANUAL, "tid", "oid", "result", "content", "created", "reply", "nick", "valid_score"),
    PROMO(Release.MANUAL, "plan_id", "plan_name", "channel", "cost", "start_time", "end_time", "replay_url"),
    PAYMENT(
            Release.MANUAL,
            "alipay_no",
            "tid",
            "kind",
            "payer_account",
            "payee_account",
            "amount",
            "pay_time",
            "channel"),
    /** Only on a provision beyond 网络交易监督管理办法 art. 34, which does not name it. */
    LOGIN(
            Release.MANUAL,
            List.of("市场监督管理行政处罚程序规定第三十条", "反不正当竞争法第十六条"),
            "sid",
            "login_time",
            "ip",
            "port",
            "device_id",
            "region"),
    /** As {@link #LOGIN}; of live commerce also 直播电商监督管理办法 art. 16. */
    CHAT(
            Release.MANUAL,
            List.of("市场监督管理行政处罚程序规定第三十条", "反不正当竞争法第十六条", "直播电商监督管理办法第十六条"),
            "session_id",
            "sent_at",
            "sender",
            "receiver",
            "content",
            "attachment_sha256");

    /** Who decides that the data may leave. */
    public enum Release {
        /** Nobody has to: answered at once, whatever the period. */
        AUTOMATIC,
        /** A person at the platform; needs a period. */
        MANUAL
    }

    @Getter
    private final Release release;

    private final List<String> provisions;

    @Getter
    private final List<String> columns;

    Dataset(Release release, String... columns) {
        this(release, List.of(), columns);
    }

    Dataset(Release release, List<String> provisions, String... columns) {
        this.release = release;
        this.provisions = provisions;
        this.columns = List.of(columns);
    }

    /** Whether one of the provisions that a bureau cites lets the data be handed over. */
    public boolean givenOn(List<String> basis) {
        return provisions.isEmpty()
                || basis.stream()
                        .map(cited -> cited.replaceAll("[《》\\s]", "").replaceFirst("^中华人民共和国", ""))
                        .anyMatch(cited -> provisions.stream().anyMatch(cited::startsWith));
    }

    /** Empty for a name that is none of these. */
    public static Optional<Dataset> of(String name) {
        return Arrays.stream(values())
                .filter(dataset -> dataset.name().equals(name))
                .findFirst();
    }

    /** {@code trade-1.csv} */
    String fileName(int part) {
        return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + part + ".csv";
    }
}
