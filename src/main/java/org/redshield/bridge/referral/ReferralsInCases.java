package org.redshield.bridge.referral;

import java.util.List;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.RecordedActs;
import org.redshield.bridge.cases.Standing;
import org.redshield.bridge.cases.Standing.Weight;
import org.redshield.bridge.cases.act.Reopening;
import org.redshield.bridge.casework.WorkState;
import org.redshield.bridge.exchange.PaperNews;
import org.redshield.bridge.referral.api.DecisionBar;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What referrals say in every case. */
@Configuration(proxyBeanMethods = false)
class ReferralsInCases {

    @Bean
    Standing asReferrer() {
        return new Standing(
                "REFERRER",
                "移送公安机关",
                Weight.FOLLOWING,
                WorkState.standing(ReferralState.values()),
                "criminal_referral",
                """
                select r.case_no, r.referral_id as subject_id, r.state, null as platform, r.police as counterpart,
                       null as shop_id, r.cause, r.filing_no as source_no, r.raised_at as since, r.changed_at,
                       false as listed
                  from criminal_referral r
                 where r.tenant = :tenant
                """);
    }

    @Bean
    RecordedActs referralActs() {
        return new RecordedActs(ReferralAct.FEATURE, ReferralAct.values());
    }

    @Bean
    Reopening decidedReferrals(ReferralStore store) {
        return new Reopening("decideReferral", store::reopen);
    }

    /**
     * No penalty instead of a referral (移送规定 art. 11), and none forgotten: what came back for a penalty is not decided as gone to
     * the police.
     */
    @Bean
    DecisionBar noPenaltyInsteadOfReferral(ReferralStore store) {
        return (caseNo, tenant, penalty) -> {
            List<Referral> referrals = store.ofCase(caseNo, tenant);
            referrals.stream()
                    .filter(one -> penalty
                            ? one.state().barsPenalty()
                            : one.state() == ReferralState.PUNISHABLE && one == referrals.get(referrals.size() - 1))
                    .findFirst()
                    .ifPresent(one -> {
                        throw new Refusal(
                                penalty ? "referral.no-penalty" : "referral.came-back",
                                one.id(),
                                one.state().title());
                    });
        };
    }

    /** Their time counts from the day on which they signed, not from the one on which we wrote. */
    @Bean
    PaperNews followUpsDelivered(FollowUps followUps) {
        return followUps::recordDelivered;
    }
}
