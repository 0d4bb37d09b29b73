package org.redshield.bridge.campaign;

import lombok.RequiredArgsConstructor;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.springframework.stereotype.Component;

/** What happens in a campaign, on the record of its case. */
@Component
@RequiredArgsConstructor
class CampaignRecord {

    private final CaseEvents events;
    private final Organisations organisations;

    /** Of a letter to a member: it is about that, and so is the event by which who caused it is told of it. */
    void event(Campaign campaign, Member member, CampaignAct act) {
        event(campaign, member.id(), member.tenant(), act);
    }

    void event(Campaign campaign, String letterAbout, String receiver, CampaignAct act) {
        events.append(
                campaign.caseNo(),
                campaign.tenant(),
                CaseEvents.SYSTEM,
                act,
                letterAbout,
                organisations.name(receiver));
    }

    void event(Campaign campaign, String user, CampaignAct act, String about) {
        events.append(campaign.caseNo(), campaign.tenant(), user, act, campaign.id(), about);
    }
}
