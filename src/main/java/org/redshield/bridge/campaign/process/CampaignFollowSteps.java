package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.TAKEN_UP;

import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code campaignFollow}, in the order of its diagram. */
@Component
record CampaignFollowSteps(CampaignOrders orders) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(MEMBER_ID)
                // Tells the lead that the campaign is ended before its last day; where it has taken it up, its report
                // comes.
                .setting("endCampaignOrder", TAKEN_UP, orders::tellEnd)
                // Files the report: the campaign is over.
                .step("recordOrderedReport", orders::recordReport);
    }
}
