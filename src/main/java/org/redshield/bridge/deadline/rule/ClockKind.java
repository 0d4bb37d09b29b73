package org.redshield.bridge.deadline.rule;

import java.util.List;

/**
 * The kinds of deadlines that the processes start by name. How long each is and on what ground stands in the table,
 * {@code processes/deadlines.dmn}, which knows more kinds than these.
 */
public enum ClockKind implements ClockKey {
    AUTOMATIC_ITEM,
    SHOP_IDENTITY,
    TRADE_RECORDS,
    ACKNOWLEDGEMENT,
    AGREEMENT_REPLY,
    /** Co-investigation by law, late only with notice before expiry (程序规定 art. 45(2)). */
    STATUTORY_REPLY,
    CONFIRMATION_REMINDER,
    CONFIRMATION_CLOSE,
    DISPOSITION_ACCEPTANCE,
    DISPOSITION_EXECUTION,
    /** The platform publishes its measure (网络交易监督管理办法 art. 30 in the 2025 numbering). */
    PUBLICITY,
    /** How long a merchant's appeal is waited for. A date without a clock. */
    APPEAL_WINDOW,
    /** Until when a letter on paper is to be on its way. */
    PAPER_DISPATCH,
    /** Until when its slip is to be back. */
    PAPER_DELIVERY,
    /** How long the process that sent it waits for the news of both. A date without a clock. */
    PAPER_RECEIPT;

    /** They run only where bureau and platform agreed on a time. */
    public static final List<ClockKind> OF_PLATFORM_ANSWERS = List.of(AUTOMATIC_ITEM, SHOP_IDENTITY, TRADE_RECORDS);
}
