package org.redshield.bridge.campaign;

/** What is looked at in a campaign (检查事项). */
public enum CheckItem {
    LICENCE("营业执照信息公示"),
    PERMIT("行政许可信息"),
    BRUSHING("虚构交易、刷单炒信"),
    COUNTERFEIT("侵权假冒商品"),
    PRICE("价格行为");

    private final String title;

    CheckItem(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
