package org.redshield.bridge.reconciliation;

import java.util.List;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What a person says to a shop and the entry it may belong to. */
@Getter(AccessLevel.PACKAGE)
@RequiredArgsConstructor
enum Verdict {
    YES("是同一主体"),
    NO("不是所列主体"),
    UNCLEAR("不能认定");

    private final String title;

    List<Ground> grounds() {
        return Stream.of(Ground.values()).filter(one -> one.verdict == this).toList();
    }

    /** Why, from a list of which each verdict has its part: what was looked at stays on record without typing. */
    @Getter(AccessLevel.PACKAGE)
    @RequiredArgsConstructor
    enum Ground {
        NAME_AND_ADDRESS(YES, "名称、地址相符"),
        CODE_AND_SLIP(YES, "代码相符，名称仅有笔误或者简写"),
        VERIFIED(YES, "已经电话或者现场核实"),
        OTHER_SUBJECT(NO, "名称相近而主体不同"),
        OTHERS_CODE(NO, "代码属于他人"),
        PLACE_OR_PERSON(NO, "地址、人员不符"),
        TOO_LITTLE(UNCLEAR, "现有信息不足"),
        SEVERAL(UNCLEAR, "几个登记主体同样相近"),
        ON_SITE(UNCLEAR, "需要现场核查");

        private final Verdict verdict;
        private final String title;
    }
}
