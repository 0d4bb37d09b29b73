package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.LED_BELOW;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDERED_FROM_ABOVE;
import static org.redshield.bridge.engine.UseCases.doing;
import static org.redshield.bridge.engine.UseCases.form;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.campaign.Campaigns;
import org.redshield.bridge.campaign.Invitations;
import org.redshield.bridge.engine.FormIntake;
import org.redshield.bridge.engine.FormSubmission;
import org.redshield.bridge.engine.UseCases;
import org.springframework.stereotype.Component;

/** Takes the forms of the bureau that leads a campaign. */
@Component
@RequiredArgsConstructor
class CampaignIntake implements FormIntake {

    private final Campaigns campaigns;
    private final Invitations invitations;
    private final CampaignOrders orders;

    @Override
    public UseCases useCases() {
        return UseCases.about(
                CAMPAIGN_ID,
                form("proposeCampaign").always(this::propose),
                form("approveCampaign")
                        .onlyByHeadsFrom("bureauHead")
                        .preparedBy(campaigns::hands)
                        .decidesAbout((id, tenant) ->
                                orders.pending(id, tenant).or(() -> invitations.pendingInvitation(id, tenant)))
                        .on("approve", doing(campaigns::approve, "opinion"))
                        .on("return", doing(campaigns::sendBack, "opinion"))
                        .on("refuse", doing(campaigns::refuse, "opinion")),
                form("amendCampaign").on("amend", this::amend),
                form("conductCampaign")
                        .onlyByHeadsFrom("bureauHead")
                        .sendsOn("invite", "end")
                        .on("invite", this::invite)
                        .on("end", doing(campaigns::end, "endReason"))
                        .tells("end", "endReason"));
    }

    private void propose(FormSubmission form) {
        Campaign campaign = campaigns.propose(form.tenant(), form.user(), proposal(form));
        form.open(campaign.caseNo());
        form.set(CAMPAIGN_ID, campaign.id());
        form.set(ORDERED_FROM_ABOVE, false);
        form.set(LED_BELOW, campaign.waitsForLead());
    }

    private void amend(FormSubmission form) {
        campaigns.amend(form.subject(), form.tenant(), form.user(), proposal(form));
    }

    private static Campaigns.Proposal proposal(FormSubmission form) {
        return new Campaigns.Proposal(
                form.text("title"),
                form.text("legalBasis"),
                form.date("periodFrom"),
                form.date("periodTo"),
                form.date("answerBy"),
                form.choices("checks"),
                form.choices("platforms"),
                form.number("quota"),
                form.number("priorityDays"),
                form.choices("members"),
                form.text("leadBureau"));
    }

    private void invite(FormSubmission form) {
        campaigns.inviteMore(
                form.subject(), form.tenant(), form.user(), form.choices("members"), form.date("answerBy"));
    }
}
