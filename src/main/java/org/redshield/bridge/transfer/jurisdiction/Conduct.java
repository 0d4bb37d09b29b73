package org.redshield.bridge.transfer.jurisdiction;

/** What was done, as far as it matters for who is competent. */
public enum Conduct {
    /** 虚假交易、刷单炒信: unfair competition */
    FALSE_TRADE,
    /** 售假 */
    COUNTERFEIT,
    /** 违法互联网广告 */
    ADVERTISING,
    /** 无证无照经营 */
    UNLICENSED,
    OTHER
}
