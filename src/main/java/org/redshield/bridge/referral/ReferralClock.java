package org.redshield.bridge.referral;

import org.redshield.bridge.deadline.rule.ClockKey;

/** The periods of a referral; how long they are, and in which unit, says the table. */
public enum ReferralClock implements ClockKey {
    /** The head's, from the report of the two officers (移送规定 art. 5). */
    REFERRAL_DECISION,
    /** Ours, from the head's approval to the hand-over (art. 5). */
    REFERRAL_HANDOVER,
    /** The police's, from the hand-over (art. 8). */
    POLICE_DECISION,
    /** Ours, from the notice that nothing was filed (art. 9). */
    REFERRAL_CHALLENGE,
    /** The police's, about their own refusal (art. 9). */
    POLICE_REVIEW,
    /** The procuratorate's, for which no period is written. */
    FILING_SUPERVISION,
    /** Ours, from the notice that a case was filed (art. 12). */
    REFERRAL_GOODS
}
