package org.redshield.bridge.campaign.meetings;

import java.util.List;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.campaign.api.Company;
import org.springframework.stereotype.Component;

/** The lead of a campaign and its members write each other in it, as long as they take part. */
@Component
@RequiredArgsConstructor
class CampaignCompany implements Company {

    private final CampaignStore store;

    @Override
    public List<String> with(String caseNo, String tenant) {
        return store.seenBy(caseNo, tenant).stream()
                .flatMap(campaign -> Stream.concat(
                        Stream.of(campaign.tenant()),
                        store.members(caseNo).stream()
                                .filter(one -> one.state() == MemberState.JOINED)
                                .map(Member::tenant)))
                .filter(code -> !code.equals(tenant))
                .toList();
    }
}
