package org.redshield.bridge.oversight.orders;

import lombok.AccessLevel;
import lombok.Getter;
import lombok.RequiredArgsConstructor;

/** What a superior orders about a case. The names are stored and stay for ever. */
@RequiredArgsConstructor
public enum SupervisionOrderKind {
    /** 提调: the bureau puts its file at his disposal, as it is. */
    CALL_UP("提调", OrderAct.CALLED_UP, OrderLetter.CALL_UP_ORDER),
    /** 挂牌督办: the case is to be done by a day, and bears that mark until he takes it off (摘牌). */
    LISTING("挂牌督办", OrderAct.LISTED, OrderLetter.LISTING_ORDER);

    @Getter
    private final String title;

    @Getter(AccessLevel.PACKAGE)
    private final OrderAct act;

    @Getter(AccessLevel.PACKAGE)
    private final OrderLetter letter;
}
