package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the form of the bureau that ordered a campaign which another leads. */
@Component
@RequiredArgsConstructor
class OrderIntake implements FormIntake {

    private final CampaignOrders orders;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                MEMBER_ID,
                form("followCampaign")
                        .onlyByHeadsFrom("bureauHead")
                        .sendsOn("end")
                        .on("end", doing(orders::end, "endReason"))
                        .tells("end", "endReason"));
    }
}
