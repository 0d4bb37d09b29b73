package org.redshield.bridge.reconciliation.match;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What is compared. */
@Getter
@RequiredArgsConstructor
public enum Field {
    /** How rare it is that an entry is a given shop's, before anything is compared. */
    PRIOR("登记条目数"),
    CODE("统一社会信用代码"),
    /** 字号 with 行业 as one text; its rarity is that of the 字号. */
    NAME("字号"),
    /** Only how rare it is: whether it agrees is part of the name. */
    LINE("行业"),
    REGION("名称中的行政区划"),
    FORM("组织形式"),
    PERSON("法定代表人、经营者"),
    DIVISION("地址所在行政区划"),
    ROAD("街道、路、村"),
    NUMBER("门牌号"),
    PHONE("电话");

    private final String title;
}
