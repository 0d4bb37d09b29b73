package org.redshield.bridge.disposition.plan;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.Getter;

/**
 * What a bureau may ask a platform to do. A bureau cannot freeze money (行政强制法 art. 29): the nearest it can ask for is
 * that the platform applies its own rules, {@link #FUNDS_RESTRICT}.
 */
public enum Measure {
    ITEM_TAKEDOWN("下架、删除商品", DisposeType.ITEM, false, false, "ECOMMERCE_29 ECOMMERCE_42 ECOMMERCE_45 NET_TRADE_29"),
    ITEM_BLOCK("屏蔽商品、断开链接", DisposeType.ITEM, false, false, "ECOMMERCE_29 ECOMMERCE_42 ECOMMERCE_45 NET_TRADE_29"),
    /** The platform searches itself for a word. The duty to check and to cooperate is its basis. */
    KEYWORD_SWEEP("全网排查关键字", DisposeType.KEYWORD, false, false, "ECOMMERCE_29 NET_TRADE_29 NET_TRADE_34"),
    WARNING("警示", DisposeType.SHOP, true, false, "ECOMMERCE_36 NET_TRADE_30 LIVE_STREAMING_12"),
    FEATURE_LIMIT("限制功能", DisposeType.SHOP, true, true, "LIVE_STREAMING_12"),
    TRAFFIC_LIMIT("限制流量、搜索降权", DisposeType.SHOP, true, true, "LIVE_STREAMING_12"),
    SHOP_SUSPEND("暂停服务", DisposeType.SHOP, true, true, "ECOMMERCE_36 NET_TRADE_30 LIVE_STREAMING_12"),
    SHOP_CLOSE("终止服务、关闭网店", DisposeType.SHOP, true, false, "ECOMMERCE_36 NET_TRADE_30 LIVE_STREAMING_12"),
    REREGISTRATION_BAN("禁止重新注册", DisposeType.SHOP, true, true, "LIVE_STREAMING_12 LIVE_STREAMING_14"),
    BLACKLIST("列入黑名单", DisposeType.SHOP, true, true, "LIVE_STREAMING_12 LIVE_STREAMING_14"),
    /** Consumers' reviews must stay unless unlawful (电子商务法 art. 39): hence order by order, never a whole shop. */
    SALES_RESET("删除虚假销量和评价", DisposeType.ORDER, false, false, "UNFAIR_COMPETITION_21 PLATFORM_AGREEMENT"),
    FUNDS_RESTRICT("商请平台按自身规则限制提现、扣划保证金", DisposeType.SHOP, true, true, "PLATFORM_AGREEMENT"),
    INFO_UPDATE_REMINDER("提醒更新主体信息", DisposeType.SHOP, true, false, "LIVE_STREAMING_22"),
    CREDIT_MARK("信用惩戒", DisposeType.SHOP, true, false, "NET_TRADE_37 DISHONESTY_LIST LIVE_STREAMING_11");

    private static final Set<Measure> POINTLESS_ONCE_CLOSED =
            EnumSet.of(SHOP_SUSPEND, FEATURE_LIMIT, TRAFFIC_LIMIT, INFO_UPDATE_REMINDER);

    @Getter
    private final String title;

    /** The one kind of target that it is chosen for. */
    @Getter
    private final DisposeType target;

    private final boolean againstOperator;
    private final boolean limitedInTime;

    /** The articles any of which carries it. */
    @Getter
    private final Set<LegalHook> hooks;

    Measure(String title, DisposeType target, boolean againstOperator, boolean limitedInTime, String hooks) {
        this.title = title;
        this.target = target;
        this.againstOperator = againstOperator;
        this.limitedInTime = limitedInTime;
        this.hooks = new LinkedHashSet<>(LegalHook.parse(hooks));
    }

    public static Optional<Measure> find(String code) {
        return Stream.of(values())
                .filter(measure -> measure.name().equals(code))
                .findFirst();
    }

    /** What a letter or an order lists: codes, or a requester's own words. */
    public static List<String> listed(String text) {
        return Stream.of(text.split("[,，、;；\\s]+"))
                .filter(one -> !one.isEmpty())
                .toList();
    }

    /** The same as an officer reads it. */
    public static String titles(String text) {
        return listed(text).stream()
                .map(one -> find(one).map(Measure::title).orElse(one))
                .collect(Collectors.joining("、"));
    }

    /** What is asked against a shop can be asked against the account of its operator. */
    public boolean fits(DisposeType type) {
        return type == target || type == DisposeType.ACCOUNT && target == DisposeType.SHOP;
    }

    /** Whether it is against the operator of a shop; only then the platform must publish it (网络交易监督管理办法 art. 30). */
    public boolean isAgainstOperator() {
        return againstOperator;
    }

    /** Whether a letter must say for how long: a measure must be in proportion (直播电商监督管理办法 art. 12). */
    public boolean isLimitedInTime() {
        return limitedInTime;
    }

    public boolean isCarriedBy(Set<LegalHook> cited) {
        return hooks.stream().anyMatch(hook -> cited.stream().anyMatch(hook::isMetBy));
    }

    /** Whether asking for both against the same shop makes no sense: a closed shop has nothing left to limit. */
    public boolean contradicts(Measure other) {
        return this == SHOP_CLOSE && POINTLESS_ONCE_CLOSED.contains(other)
                || other == SHOP_CLOSE && POINTLESS_ONCE_CLOSED.contains(this);
    }

    /** Those that an officer can choose for a kind of target. */
    public static List<Measure> of(DisposeType type) {
        return EnumSet.allOf(Measure.class).stream()
                .filter(measure -> measure.fits(type))
                .toList();
    }
}
