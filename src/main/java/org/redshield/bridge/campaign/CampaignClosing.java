package org.redshield.bridge.campaign;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 结束: the pool is closed, and all who take part get the report. */
@Service
@Transactional
@RequiredArgsConstructor
public class CampaignClosing {

    private final CampaignStore store;
    private final Pool pool;
    private final PoolRecount recount;
    private final CampaignCounts.InLetters numbersInLetters;
    private final Correspondence correspondence;
    private final CaseRegister register;
    private final CampaignRecord record;
    private final InstantSource time;

    /**
     * It ends: the pool is closed, and all who take part get the report (联合行动总结) with its numbers as they are now; who is still
     * asked learns only that it is over. Cases that began in it go on.
     *
     * @return the members whose answer nobody awaits any more
     * @throws Refusal {@code campaign.not-over} before its last day is over, unless a head decided so
     */
    public List<Member> close(String id, String tenant) {
        recount.recount(Campaign.caseNo(id));
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
        if (campaign.endReason().isEmpty() && time.instant().isBefore(ChinaTime.endOf(campaign.to()))) {
            throw new Refusal("campaign.not-over", campaign.title(), campaign.to());
        }
        store.ended(campaign);
        Campaign ended = store.campaign(campaign.caseNo()).orElseThrow();
        CampaignCounts counts = pool.counts(campaign.caseNo());
        List<Member> members = store.members(campaign.caseNo());
        UnaryOperator<LetterDraft> withNumbers = numbersInLetters.of(ended, counts, members);
        members.stream()
                .filter(member -> !member.state().over() && member.letterId().isPresent())
                .forEach(member -> {
                    LetterDraft closure = closure(ended, member.id(), member.tenant());
                    correspondence.send(member.state() == MemberState.JOINED ? withNumbers.apply(closure) : closure);
                    record.event(ended, member, CampaignAct.REPORT_SENT);
                });
        ended.superior().ifPresent(above -> {
            correspondence.send(withNumbers.apply(closure(ended, ended.orderId(), above)));
            record.event(ended, ended.orderId(), above, CampaignAct.REPORT_SENT);
        });
        record.event(campaign, CaseEvents.SYSTEM, CampaignAct.CAMPAIGN_ENDED, counts.told());
        register.close(campaign.caseNo(), tenant);
        return members.stream().filter(member -> !member.answered()).toList();
    }

    private LetterDraft closure(Campaign campaign, String memberId, String receiver) {
        String head = campaign.endedBy().or(campaign::approvedBy).orElseThrow();
        return new LetterDraft(
                        CampaignLetter.CAMPAIGN_CLOSURE,
                        memberId + "/CLOSURE",
                        campaign.caseNo(),
                        memberId,
                        campaign.tenant(),
                        receiver)
                .by(head, Optional.of(head))
                .fact(CampaignFacts.MEMBER_ID, memberId)
                .fact(CampaignFacts.TITLE, campaign.title())
                .word("citation", LegalBasis.citation(campaign.basis()))
                .word("periodFrom", campaign.from().toString())
                .word("periodTo", campaign.to().toString())
                .word("endedOn", ChinaTime.day(campaign.endedAt().orElseThrow()).toString())
                .word("endReason", campaign.endReason())
                .word("quota", campaign.quota().map(Object::toString));
    }
}
