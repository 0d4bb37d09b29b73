package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.INVITATION_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDER_ENDS_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignClosing;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.campaign.Campaigns;
import org.redshield.bridge.campaign.Invitations;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.ProcessSteps;
import org.redshield.bridge.engine.Steps;
import org.redshield.bridge.engine.Variable;
import org.springframework.stereotype.Component;

/** The steps of {@code jointCampaign}, in the order of its diagram. */
@Component
record JointCampaignSteps(
        Campaigns campaigns,
        Invitations invitations,
        CampaignClosing closing,
        CampaignOrders orders,
        ProcessMessages processes)
        implements ProcessSteps {

    /** Ends the wait for an answer to which the end of the campaign came first. */
    static final String VOID = "CampaignInvitationVoid";

    @Override
    public Steps steps() {
        return Steps.about(CAMPAIGN_ID)
                // Sends the invitation to each bureau that is to be invited and is not yet, and waits for each answer
                // by itself.
                .doing("inviteMembers", this::inviteMembers)
                // Sends the order to the bureau below that is to lead it, and follows what becomes of it.
                .doing("orderCampaign", this::orderCampaign)
                // Files that who ordered it has ended it.
                .step("recordEndFromAbove", orders::recordEnd)
                // Sends the report to all members; nobody is waited for any more.
                .doing("closeCampaign", e -> closing.close(CAMPAIGN_ID.in(e), e.getTenantId())
                        .forEach(member -> endWait(e, member)));
    }

    private void inviteMembers(DelegateExecution e) {
        String id = CAMPAIGN_ID.in(e);
        invitations
                .invite(id, e.getTenantId())
                .forEach(member -> processes.start(
                        e.getTenantId(),
                        "CampaignMemberInvited",
                        member.caseNo(),
                        Map.of(
                                MEMBER_ID.name(),
                                member.id(),
                                INVITATION_DUE_AT.name(),
                                Variable.toEngine(ChinaTime.endOf(member.answerBy())))));
        PERIOD_ENDS_AT.set(e, campaigns.endsAt(id, e.getTenantId()));
    }

    private void orderCampaign(DelegateExecution e) {
        Campaign campaign = orders.order(CAMPAIGN_ID.in(e), e.getTenantId());
        processes.start(
                e.getTenantId(),
                "CampaignOrdered",
                campaign.caseNo(),
                Map.of(
                        MEMBER_ID.name(),
                        campaign.orderId(),
                        ORDER_ENDS_AT.name(),
                        Variable.toEngine(ChinaTime.endOf(campaign.to()))));
    }

    /** Where a bureau has answered and nobody waits, its answer is just being filed. */
    private void endWait(DelegateExecution e, Member member) {
        boolean ended = processes.correlate(e.getTenantId(), VOID, MEMBER_ID, member.id(), Map.of());
        if (!ended && member.state() == MemberState.INVITED) {
            throw new IllegalStateException("Nobody waits for the answer of " + member.id() + " yet");
        }
    }
}
