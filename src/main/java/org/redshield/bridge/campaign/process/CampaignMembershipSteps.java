package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.campaign.Memberships;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code campaignMembership}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class CampaignMembershipSteps {

    private final Memberships memberships;

    /** Files the invitation, and says until when it is to be answered. */
    @Bean
    JavaDelegate registerInvitation() {
        return e -> {
            String id = MEMBER_ID.in(e);
            ANSWER_DUE_AT.set(e, memberships.register(id, e.getTenantId(), UUID.fromString(LETTER_ID.in(e))));
            PERIOD_ENDS_AT.set(e, memberships.endsAt(id));
        };
    }

    /** Sends the acceptance or the refusal. */
    @Bean
    JavaDelegate answerInvitation() {
        return on(MEMBER_ID, memberships::answer);
    }

    /** Tells the lead that the bureau does not take part any more. */
    @Bean
    JavaDelegate leaveCampaign() {
        return on(MEMBER_ID, memberships::tellLeaving);
    }

    /** Files the report: the campaign is over. */
    @Bean
    JavaDelegate recordCampaignEnd() {
        return on(MEMBER_ID, memberships::recordEnd);
    }
}
