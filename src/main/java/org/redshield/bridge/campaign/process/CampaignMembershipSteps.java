package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.ANSWER_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;
import static org.redshield.bridge.casework.process.IncomingVariables.LETTER_ID;

import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.campaign.Memberships;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.springframework.stereotype.Component;

/** The steps of {@code campaignMembership}, in the order of its diagram. */
@Component
record CampaignMembershipSteps(Memberships memberships) implements ProcessSteps {

    @Override
    public Steps steps() {
        return Steps.about(MEMBER_ID)
                // Files the invitation, and says until when it is to be answered.
                .doing("registerInvitation", this::registerInvitation)
                // Sends the acceptance or the refusal.
                .step("answerInvitation", memberships::answer)
                // Tells the lead that the bureau does not take part any more.
                .step("leaveCampaign", memberships::tellLeaving)
                // Files the report: the campaign is over.
                .step("recordCampaignEnd", memberships::recordEnd);
    }

    private void registerInvitation(DelegateExecution e) {
        String id = MEMBER_ID.in(e);
        ANSWER_DUE_AT.set(e, memberships.register(id, e.getTenantId(), UUID.fromString(LETTER_ID.in(e))));
        PERIOD_ENDS_AT.set(e, memberships.endsAt(id));
    }
}
