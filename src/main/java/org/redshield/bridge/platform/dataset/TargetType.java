package org.redshield.bridge.platform.dataset;

import lombok.RequiredArgsConstructor;

/** What a data request asks about. */
@RequiredArgsConstructor
public enum TargetType {
    SHOP("网店"),
    ITEM("商品"),
    ORDER("订单"),
    SUBJECT("经营主体");

    private final String title;

    /** As an officer reads it. */
    public String title() {
        return title;
    }
}
