package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.Memberships;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of a bureau that is invited. */
@Component
@RequiredArgsConstructor
class MembershipIntake implements FormIntake {

    private final Memberships memberships;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                MEMBER_ID,
                form("decideInvitation")
                        .onlyByHeadsFrom("bureauHead")
                        .sendsOn("accept", "decline")
                        .on("accept", doing(memberships::accept, "opinion"))
                        .on("decline", doing(memberships::decline, "opinion"))
                        .tells("decline", "opinion"),
                form("takePartInCampaign")
                        .onlyByHeadsFrom("bureauHead")
                        .sendsOn("leave")
                        .on("leave", doing(memberships::leave, "leaveReason"))
                        .tells("leave", "leaveReason"));
    }
}
