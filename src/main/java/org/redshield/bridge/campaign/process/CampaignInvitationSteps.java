package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;
import static org.redshield.bridge.engine.Step.on;

import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.campaign.Invitations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code campaignInvitation}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class CampaignInvitationSteps {

    private final Invitations invitations;

    /** Notes that the answer is late; the supervisor's task follows. */
    @Bean
    JavaDelegate noteInvitationOverdue() {
        return on(MEMBER_ID, invitations::noteOverdue);
    }

    /** Files the answer. */
    @Bean
    JavaDelegate recordInvitationAnswer() {
        return e -> invitations.recordAnswer(MEMBER_ID.in(e), e.getTenantId(), UUID.fromString(LETTER_ID.in(e)));
    }
}
