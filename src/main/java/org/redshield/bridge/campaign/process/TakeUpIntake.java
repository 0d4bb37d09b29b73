package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the form of the bureau that leads a campaign by order of a superior. */
@Component
@RequiredArgsConstructor
class TakeUpIntake implements FormIntake {

    private final CampaignOrders orders;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                CAMPAIGN_ID,
                form("acknowledgeCampaign")
                        .onlyByHeadsFrom("bureauHead")
                        .sendsOn("accept")
                        .on("accept", this::acknowledge));
    }

    private void acknowledge(FormSubmission form) {
        orders.acknowledge(
                form.subject(),
                form.tenant(),
                form.user(),
                form.choices("members"),
                form.date("answerBy"),
                form.text("opinion"));
    }
}
