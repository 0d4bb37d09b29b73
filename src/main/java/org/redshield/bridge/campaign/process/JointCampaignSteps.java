package org.redshield.bridge.campaign.process;

import static org.redshield.bridge.campaign.process.CampaignVariables.CAMPAIGN_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.INVITATION_DUE_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.MEMBER_ID;
import static org.redshield.bridge.campaign.process.CampaignVariables.ORDER_ENDS_AT;
import static org.redshield.bridge.campaign.process.CampaignVariables.PERIOD_ENDS_AT;
import static org.redshield.bridge.engine.Step.on;

import java.util.Map;
import lombok.RequiredArgsConstructor;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignClosing;
import org.redshield.bridge.campaign.CampaignOrders;
import org.redshield.bridge.campaign.Campaigns;
import org.redshield.bridge.campaign.Invitations;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.engine.Variable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The steps of {@code jointCampaign}, in the order of its diagram. */
@Configuration(proxyBeanMethods = false)
@RequiredArgsConstructor
class JointCampaignSteps {

    /** Ends the wait for an answer to which the end of the campaign came first. */
    static final String VOID = "CampaignInvitationVoid";

    private final Campaigns campaigns;
    private final Invitations invitations;
    private final CampaignClosing closing;
    private final CampaignOrders orders;
    private final ProcessMessages processes;

    /** Sends the invitation to each bureau that is to be invited and is not yet, and waits for each answer by itself. */
    @Bean
    JavaDelegate inviteMembers() {
        return e -> {
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
        };
    }

    /** Sends the order to the bureau below that is to lead it, and follows what becomes of it. */
    @Bean
    JavaDelegate orderCampaign() {
        return e -> {
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
        };
    }

    /** Files that who ordered it has ended it. */
    @Bean
    JavaDelegate recordEndFromAbove() {
        return on(CAMPAIGN_ID, orders::recordEnd);
    }

    /** Sends the report to all members; nobody is waited for any more. */
    @Bean
    JavaDelegate closeCampaign() {
        return e -> closing.close(CAMPAIGN_ID.in(e), e.getTenantId()).forEach(member -> endWait(e, member));
    }

    /** Where a bureau has answered and nobody waits, its answer is just being filed. */
    private void endWait(DelegateExecution e, Member member) {
        boolean ended = processes.correlate(e.getTenantId(), VOID, MEMBER_ID, member.id(), Map.of());
        if (!ended && member.state() == MemberState.INVITED) {
            throw new IllegalStateException("Nobody waits for the answer of " + member.id() + " yet");
        }
    }
}
