package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.casework.process.IncomingForms;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the form by which the lead follows an invitation that nobody answers. */
@Component
@RequiredArgsConstructor
class InvitationIntake implements FormIntake {

    private final IncomingForms casework;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                MEMBER_ID,
                form("superviseInvitation")
                        .on("noted", casework.supervise(CampaignAct.FEATURE, CampaignAct.SUPERVISION_NOTED)));
    }
}
