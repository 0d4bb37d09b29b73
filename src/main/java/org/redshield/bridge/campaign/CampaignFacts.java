package org.redshield.bridge.campaign;

/** The machine-readable part of a campaign's letters; the names are added to, never changed. */
public final class CampaignFacts {

    /** {@code <caseNo>-J1}, see {@link Member}. */
    public static final String MEMBER_ID = "campaignMemberId";

    public static final String TITLE = "campaignTitle";

    private CampaignFacts() {}
}
