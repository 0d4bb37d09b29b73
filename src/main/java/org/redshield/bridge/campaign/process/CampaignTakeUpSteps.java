package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.LED_BELOW;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDERED_FROM_ABOVE;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code campaignTakeUp}, in the order of its diagram. */
@Component
record CampaignTakeUpSteps(CampaignOrders orders, ProcessMessages processes) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(CAMPAIGN_ID, LETTER_ID)
                // Files the order, and says until when it is to be acknowledged.
                .setting("registerCampaignOrder", ANSWER_DUE_AT, orders::register)
                // Sends the acknowledgement, and begins the campaign, which nobody has to approve once more.
                .doing("takeUpCampaign", this::takeUpCampaign);
    }

    private void takeUpCampaign(DelegateExecution e) {
        String id = CAMPAIGN_ID.in(e);
        orders.answer(id, e.getTenantId());
        processes.begin(
                e.getTenantId(),
                "jointCampaign",
                e.getProcessBusinessKey(),
                Map.of(CAMPAIGN_ID.name(), id, ORDERED_FROM_ABOVE.name(), true, LED_BELOW.name(), false));
    }
}
