package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import org.redshield.bridge.campaign.Invitations;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code campaignInvitation}, in the order of its diagram. */
@Component
record CampaignInvitationSteps(Invitations invitations) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(MEMBER_ID, LETTER_ID)
                // Notes that the answer is late; the supervisor's task follows.
                .step("noteInvitationOverdue", invitations::noteOverdue)
                // Files the answer.
                .step("recordInvitationAnswer", invitations::recordAnswer);
    }
}
