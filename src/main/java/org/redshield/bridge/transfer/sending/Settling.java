package org.redshield.bridge.transfer.sending;

/** How the bureau that handed over would end a dispute with the receiver; its head approves it before anything goes out. */
public enum Settling {
    /** It takes the case back. */
    KEEP,
    /** It reports to the common superior (程序规定 art. 13). */
    REPORT
}
