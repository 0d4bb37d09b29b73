package org.redshield.bridge.cases.act;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What an act may touch. */
@Getter
@RequiredArgsConstructor
public enum ActObject {
    SHOP("网店"),
    ITEM("商品"),
    ORDER("订单"),
    ACCOUNT("账户"),
    KEYWORD("关键词");

    private final String title;
}
