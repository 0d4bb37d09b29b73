package org.redshield.bridge.reconciliation.match;

import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** How a field of a shop stands to that of an entry. */
@Getter
@RequiredArgsConstructor
public enum FieldAgreement {
    EQUAL("一致"),
    /** One edit apart; of an invalid code two. */
    CLOSE("相近"),
    /** Two edits apart. */
    LOOSE("略似"),
    /** Only the 字号 is the same, or the shorter one of two numbers is the beginning of the other. */
    PART("部分一致"),
    DIFFERENT("不一致"),
    /** One of them is not said. */
    UNSAID("缺项");

    private final String title;
}
