package org.redshield.bridge.platform.gateway;

/** What a platform says to a withdrawal. */
public enum Withdrawal {
    /** Nothing more will come. */
    CONFIRMED,
    /** It has heard, and will confirm; ask again. */
    PENDING
}
