package org.redshield.bridge.oversight.orders;

import lombok.RequiredArgsConstructor;

/** What a superior orders about a case. The names are stored and stay for ever. */
@RequiredArgsConstructor
public enum SupervisionOrderKind {
    /** 提调: the bureau puts its file at his disposal, as it is. */
    CALL_UP("提调", OrderAct.CALLED_UP, OrderLetter.CALL_UP_ORDER),
    /** 挂牌督办: the case is to be done by a day, and bears that mark until he takes it off (摘牌). */
    LISTING("挂牌督办", OrderAct.LISTED, OrderLetter.LISTING_ORDER);

    private final String title;
    private final OrderAct act;
    private final OrderLetter letter;

    public String title() {
        return title;
    }

    OrderAct act() {
        return act;
    }

    OrderLetter letter() {
        return letter;
    }
}
