package org.redshield.bridge.upgrade;

/** Where a case of the saved installation stands. */
enum Standing {
    /** The unit head has the request. */
    AWAITING_APPROVAL,
    /** The letter is issued and still in the outbox. */
    IN_OUTBOX,
    /** The letter lies unsigned, and the supervisor has ordered a reminder. */
    ARRIVED,
    ACKNOWLEDGED,
    /** Two officers investigate, with the platform's data and a file of their own. */
    INVESTIGATING,
    REPLY_WAITING,
    /** The platform has proposed a later date and answers soon. */
    AT_PLATFORM,
    /** The same, and it will not answer today. */
    DATE_PROPOSED,
    LIAISON_ASKED,
    /** The liaison asks the bureau. */
    LIAISON_ASKS_BACK,
    /** The platform did not take the request for as long as it was tried. */
    GIVEN_UP,
    DISPOSITION_DRAFTED,
    /** The platform executes it, and the requesting bureau waits. */
    DISPOSITION_EXECUTING,
    /** Executed, published and followed until the time for appeals is over. */
    DISPOSITION_FOLLOWED,
    APPEALED,
    /** The unit head has the lift. */
    LIFTING,
    DEADLINE_RUNNING,
    DEADLINE_PAUSED,
    EXTENSION_ASKED,
    /** From the request to the confirmation, with the platform's data. */
    CONCLUDED
}
