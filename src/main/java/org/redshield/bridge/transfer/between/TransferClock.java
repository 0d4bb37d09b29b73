package org.redshield.bridge.transfer.between;

import org.redshield.bridge.deadline.rule.ClockKey;

/** For how long the sender of a transfer waits for each receipt, and for news. */
public enum TransferClock implements ClockKey {
    RELAY_WARNING,
    RELAY_TIMEOUT,
    DELIVERY_WARNING,
    DELIVERY_TIMEOUT,
    SIGNING_WARNING,
    SIGNING_TIMEOUT,
    /** Since the last news of what was handed over: then the receiver is reminded. */
    TRANSFER_FEEDBACK,
    /** Since the same: then somebody has to find out. */
    TRANSFER_FEEDBACK_ESCALATION
}
