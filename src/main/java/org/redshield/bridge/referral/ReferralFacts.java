package org.redshield.bridge.referral;

/** The machine-readable part of the order and of the letters; the names are added to, never changed. */
public final class ReferralFacts {

    public static final String REFERRAL_ID = "referralId";
    public static final String CAUSE = "cause";
    /** Why a crime is suspected, when it is ordered. */
    public static final String REASON = "reason";

    public static final String FILING_NO = "sourceNo";
    /** User ids of the two officers who handle the case, the lead first, comma-separated; stays in the bureau. */
    public static final String HANDLERS = "handlers";
    /** Against whom, as far as it is known. */
    public static final String PARTY = "party";
    /** What the police decided: the name of a {@link PoliceAnswer}. */
    public static final String POLICE_ANSWER = "policeAnswer";
    /** What the procuratorate answered, as it is read off the paper. */
    public static final String PROCURATORATE_ANSWER = "procuratorateAnswer";

    private ReferralFacts() {}
}
