package org.redshield.bridge.platform.dataset;

/** What a data request asks about. */
public enum TargetType {
    SHOP("网店"),
    ITEM("商品"),
    ORDER("订单"),
    SUBJECT("经营主体");

    private final String title;

    TargetType(String title) {
        this.title = title;
    }

    /** As an officer reads it. */
    public String title() {
        return title;
    }
}
