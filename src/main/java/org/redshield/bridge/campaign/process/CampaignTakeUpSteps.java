package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.LED_BELOW;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDERED_FROM_ABOVE;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import java.util.Map;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.engine.ProcessMessages;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code campaignTakeUp}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class CampaignTakeUpSteps {

    private final CampaignOrders orders;
    private final ProcessMessages processes;

    /** Files the order, and says until when it is to be acknowledged. */
    @Bean
    JavaDelegate registerCampaignOrder() {
        return e -> ANSWER_DUE_AT.set(
                e, orders.register(CAMPAIGN_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e))));
    }

    /** Sends the acknowledgement, and begins the campaign, which nobody has to approve once more. */
    @Bean
    JavaDelegate takeUpCampaign() {
        return e -> {
            String id = CAMPAIGN_ID.in(e);
            orders.answer(id, e.getTenantId());
            processes.begin(
                    e.getTenantId(),
                    "jointCampaign",
                    e.getProcessBusinessKey(),
                    Map.of(CAMPAIGN_ID.name(), id, ORDERED_FROM_ABOVE.name(), true, LED_BELOW.name(), false));
        };
    }
}
