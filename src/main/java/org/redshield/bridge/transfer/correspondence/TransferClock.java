package org.redshield.bridge.transfer.correspondence;

import org.redshield.bridge.deadline.rule.ClockKey;

/** For how long those wait for each other who have to do with a transfer. */
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
    TRANSFER_FEEDBACK_ESCALATION,
    /** How long the two bureaus negotiate who is competent (程序规定 art. 13). */
    TRANSFER_NEGOTIATION,
    /** How long their common superior may take to say (程序规定 art. 16). */
    TRANSFER_DESIGNATION
}
