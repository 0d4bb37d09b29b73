package org.redshield.bridge.disposition.plan;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/**
 * What a measure points at. The numbers are the platform's {@code dispose_type} (taobao.sungari.dispose.submit), which knows a
 * merchant by his account and calls a shop so too.
 */
@Getter
@RequiredArgsConstructor
public enum DisposeType {
    ORDER("订单", 1),
    ITEM("商品", 2),
    SHOP("网店", 3),
    ACCOUNT("账号", 3),
    KEYWORD("关键字", 4);

    private final String title;
    private final int disposeType;
}
