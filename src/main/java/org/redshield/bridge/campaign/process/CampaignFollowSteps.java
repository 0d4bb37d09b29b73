package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.TAKEN_UP;
import static org.redshield.bridge.engine.Step.on;

import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.campaign.CampaignOrders;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code campaignFollow}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class CampaignFollowSteps {

    private final CampaignOrders orders;

    /** Tells the lead that the campaign is ended before its last day; where it has taken it up, its report comes. */
    @Bean
    JavaDelegate endCampaignOrder() {
        return e -> TAKEN_UP.set(e, orders.tellEnd(MEMBER_ID.in(e), e.getTenantId()));
    }

    /** Files the report: the campaign is over. */
    @Bean
    JavaDelegate recordOrderedReport() {
        return on(MEMBER_ID, orders::recordReport);
    }
}
