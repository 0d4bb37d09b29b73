package org.redshield.bridge.casework;

/** What can happen to a letter that came in; each cooperation records an act of its own of the same name, in its words. */
public enum IncomingAct {
    LETTER_RECEIVED,
    CORRECTED_LETTER_RECEIVED,
    LETTER_ACKNOWLEDGED,
    ACKNOWLEDGEMENT_OVERDUE,
    LETTER_ACCEPTED,
    REJECTION_DRAFTED,
    REJECTION_APPROVED,
    REJECTION_SENT_BACK,
    LETTER_RETURNED,
    LETTER_DECLINED,
    OFFICERS_ASSIGNED,
    WITHDRAWAL_RECEIVED,
    /** Somebody noted something about a late one. */
    SUPERVISION_NOTED
}
