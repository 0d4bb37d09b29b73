package org.redshield.bridge.platform.dataset;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What a data request asks about. */
@Getter
@RequiredArgsConstructor
public enum TargetType {
    SHOP("网店"),
    ITEM("商品"),
    ORDER("订单"),
    SUBJECT("经营主体");

    /** As an officer reads it. */
    private final String title;
}
