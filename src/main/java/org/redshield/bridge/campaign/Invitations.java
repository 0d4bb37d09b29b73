package org.redshield.bridge.campaign;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** 邀请: who is asked to take part, by which letter, and what he answers. */
@Service
@Transactional
@RequiredArgsConstructor
public class Invitations {

    private final CampaignStore store;
    private final Jurisdiction jurisdiction;
    private final Correspondence correspondence;
    private final Letters letters;
    private final CampaignRecord record;
    private final Organisations organisations;
    private final BureauTree tree;
    private final InstantSource time;

    /**
     * 邀请函, to all whom a head decided to invite and who have none yet.
     *
     * @return those
     * @throws Refusal {@code campaign.not-approved}: it would run without a letter, too
     */
    public List<Member> invite(String id, String tenant) {
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
        if (campaign.approvedBy().isEmpty()) {
            throw new Refusal(
                    "campaign.not-approved", campaign.title(), campaign.state().title());
        }
        List<Member> invited = store.toInvite(campaign.caseNo());
        List<String> others = Stream.concat(
                        campaign.members().stream(),
                        store.members(campaign.caseNo()).stream().map(Member::tenant))
                .distinct()
                .map(organisations::name)
                .toList();
        for (Member member : invited) {
            Letter letter = correspondence.send(invitation(
                    campaign,
                    member.id(),
                    member.tenant(),
                    member.answerBy(),
                    member.ordered(),
                    Optional.of(member.invitedBy()),
                    others));
            store.sent(member, letter.id());
            record.event(campaign, member, CampaignAct.MEMBER_INVITED);
        }
        return invited;
    }

    /** Who stands below the lead, or below who ordered it, is ordered to take part (上级部署), and not only invited. */
    Set<String> below(Campaign campaign) {
        return tree.under(leading(campaign));
    }

    static List<String> leading(Campaign campaign) {
        return Stream.concat(Stream.of(campaign.tenant()), campaign.superior().stream())
                .toList();
    }

    private LetterDraft invitation(
            Campaign campaign,
            String memberId,
            String receiver,
            LocalDate answerBy,
            boolean ordered,
            Optional<String> head,
            List<String> memberNames) {
        LetterDraft invitation = new LetterDraft(
                        CampaignLetter.CAMPAIGN_INVITATION,
                        memberId + "/INVITATION",
                        campaign.caseNo(),
                        memberId,
                        campaign.tenant(),
                        receiver)
                .by(campaign.proposedBy(), head)
                .fact(CampaignFacts.MEMBER_ID, memberId)
                .fact(CampaignFacts.TITLE, campaign.title());
        return CampaignLetter.planned(invitation, campaign, answerBy, organisations::name)
                .word(
                        "orderedBy",
                        Optional.of(organisations.name(campaign.superior().orElse(campaign.tenant())))
                                .filter(above -> ordered))
                .word(
                        "priorityUntil",
                        jurisdiction
                                .lastDay(campaign)
                                .filter(last -> !last.isBefore(ChinaTime.day(time.instant())))
                                .map(LocalDate::toString))
                .word("memberNames", memberNames);
    }

    /** The first of the invitations, as it would go out now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingInvitation(String id, String tenant) {
        return store.campaign(Campaign.caseNo(id))
                .filter(campaign -> campaign.tenant().equals(tenant) && !campaign.waitsForLead())
                .map(campaign -> invitation(
                        campaign,
                        campaign.caseNo() + "-J1",
                        campaign.members().get(0),
                        campaign.answerBy(),
                        below(campaign).contains(campaign.members().get(0)),
                        Optional.empty(),
                        campaign.members().stream().map(organisations::name).toList()));
    }

    /** Nobody answered in time. */
    public void noteOverdue(String memberId, String tenant) {
        Member member = store.lockedInvitation(memberId, tenant);
        record.event(
                store.campaign(member.caseNo()).orElseThrow(),
                CaseEvents.SYSTEM,
                CampaignAct.ANSWER_OVERDUE,
                organisations.name(member.tenant()));
    }

    /** Files the member's answer. */
    public void recordAnswer(String memberId, String tenant, UUID letterId) {
        Member member = store.lockedInvitation(memberId, tenant);
        Letter answer = letters.get(letterId);
        correspondence.received((CampaignLetter) answer.kind(), letterId, memberId, tenant);
        store.answered(member);
        record.event(
                store.campaign(member.caseNo()).orElseThrow(),
                CaseEvents.SYSTEM,
                answer.kind() == CampaignLetter.CAMPAIGN_ACCEPTANCE
                        ? CampaignAct.MEMBER_JOINED
                        : CampaignAct.MEMBER_DECLINED,
                organisations.name(member.tenant()));
    }
}
