package org.redshield.bridge.campaign;

import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.cases.act.Reopening;
import org.redshield.bridge.casework.WorkState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What campaigns say in every case: each is a case of its lead and of all whom it invited. */
@Configuration(proxyBeanMethods = false)
class CampaignInCases {

    @Bean
    Standing asCampaignLead() {
        return new Standing(
                "CAMPAIGN_LEAD", "牵头联合行动", Weight.MAIN, WorkState.standing(CampaignState.values()), "campaign", """
                select c.case_no, c.case_no || '-J0' as subject_id, c.state, null as platform, c.superior as counterpart,
                       null as shop_id, c.title as cause, null as source_no, c.proposed_at as since, c.changed_at,
                       true as listed
                  from campaign c
                 where c.tenant = :tenant or c.named = :tenant and c.order_received_at is not null
                """);
    }

    /** 上级部署、下级牵头: since its lead has taken it up. */
    @Bean
    Standing asCampaignSuperior() {
        return new Standing(
                "CAMPAIGN_SUPERIOR",
                "部署联合行动",
                Weight.MAIN,
                WorkState.standing(CampaignState.values()),
                "campaign",
                """
                select c.case_no, c.case_no || '-A0' as subject_id, c.state, null as platform, c.named as counterpart,
                       null as shop_id, c.title as cause, null as source_no, c.proposed_at as since, c.changed_at,
                       true as listed
                  from campaign c
                 where c.superior = :tenant
                """);
    }

    @Bean
    Standing asCampaignMember() {
        return new Standing(
                "CAMPAIGN_MEMBER",
                "参加联合行动",
                Weight.MAIN,
                WorkState.standing(MemberState.values()),
                "campaign_member",
                """
                select m.case_no, m.member_id as subject_id, m.state, null as platform, m.lead as counterpart,
                       null as shop_id, m.title as cause, null as source_no, m.received_at as since, m.changed_at,
                       true as listed
                  from campaign_member m
                 where m.tenant = :tenant and m.received_at is not null
                """);
    }

    @Bean
    RecordedActs campaignActs() {
        return new RecordedActs(CampaignAct.FEATURE, CampaignAct.values());
    }

    @Bean
    Reopening approvedCampaigns(CampaignStore store) {
        return new Reopening("approveCampaign", (id, tenant) -> store.reopen(Campaign.caseNo(id)));
    }
}
