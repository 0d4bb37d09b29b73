package org.redshield.bridge.campaign.api;

import java.util.List;

/** Organisations in a campaign together, each of which may write to every other, also where no letter went between the two. */
public interface Company {

    /** Codes of the others, in the order in which they are shown. Empty for an organisation that is none of them. */
    List<String> with(String caseNo, String tenant);
}
