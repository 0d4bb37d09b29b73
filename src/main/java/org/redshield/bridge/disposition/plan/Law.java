package org.redshield.bridge.disposition.plan;

import java.util.List;

/** The laws and rules that a disposition may stand on, with the names by which officers cite them. */
public enum Law {
    ECOMMERCE("电子商务法", "电商法"),
    NET_TRADE("网络交易监督管理办法", "网交办法"),
    LIVE_STREAMING("直播电商监督管理办法", "直播办法"),
    UNFAIR_COMPETITION("反不正当竞争法", "反法"),
    DISHONESTY_LIST("市场监督管理严重违法失信名单管理办法", "严重违法失信名单管理办法"),
    /** What the merchant agreed to with the platform: no law, so the platform alone decides by it. */
    PLATFORM_AGREEMENT("平台服务协议和交易规则", "平台规则");

    private final String title;
    private final String shortTitle;

    Law(String title, String shortTitle) {
        this.title = title;
        this.shortTitle = shortTitle;
    }

    public String title() {
        return title;
    }

    List<String> names() {
        return List.of(title, shortTitle);
    }
}
