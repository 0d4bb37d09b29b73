package org.redshield.bridge.campaign;

/** The machine-readable part of a campaign's letters; the names are added to, never changed. */
public final class CampaignFacts {

    /** {@code <caseNo>-J0}, see {@link Campaign#id}. */
    public static final String CAMPAIGN_ID = "campaignId";

    /** {@code <caseNo>-J1}, see {@link Member}; {@code <caseNo>-A0} of who ordered the campaign. */
    public static final String MEMBER_ID = "campaignMemberId";

    /** {@code <caseNo>-Q1-0}: what one bureau does about a question to a platform. */
    public static final String QUESTION_PART = "questionPartId";

    public static final String TITLE = "campaignTitle";

    private CampaignFacts() {}
}
