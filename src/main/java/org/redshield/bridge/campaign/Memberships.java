package org.redshield.bridge.campaign;

import static org.redshield.bridge.campaign.Campaigns.ENTRIES;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a bureau does that is invited to a campaign. */
@Service
@Transactional
@RequiredArgsConstructor
public class Memberships {

    private final CampaignStore store;
    private final PoolStore pool;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Letters letters;
    private final CaseEvents events;
    private final Organisations organisations;

    /** @return until when it is to be answered */
    public Instant register(String memberId, String tenant, UUID letterId) {
        correspondence.received(CampaignLetter.CAMPAIGN_INVITATION, letterId, memberId, tenant);
        Member member = store.lockedMember(memberId, tenant);
        store.received(member);
        event(member, CampaignAct.INVITATION_RECEIVED);
        return ChinaTime.endOf(member.answerBy());
    }

    /** @throws Refusal {@code campaign.over} */
    public void accept(String memberId, String tenant, String user, Optional<String> opinion) {
        decide(memberId, tenant, user, MemberState.JOINED, CampaignAct.INVITATION_ACCEPTED, opinion);
    }

    /** @throws Refusal {@code campaign.field-missing} without a reason, {@code .ordered} where a superior ordered it */
    public void decline(String memberId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "意见");
        decide(memberId, tenant, user, MemberState.DECLINED, CampaignAct.INVITATION_DECLINED, Optional.of(why));
    }

    /** Who says yes after the end would see the pool for ever: the campaign's row comes first, as when it is closed. */
    private void decide(
            String memberId, String tenant, String user, MemberState next, CampaignAct act, Optional<String> words) {
        if (next == MemberState.JOINED) {
            store.member(memberId)
                    .flatMap(member -> store.heldOpen(member.caseNo()))
                    .filter(campaign -> campaign.state() != CampaignState.RUNNING)
                    .ifPresent(campaign -> {
                        throw new Refusal("campaign.over");
                    });
        }
        Member member = store.lockedMember(memberId, tenant);
        if (next == MemberState.DECLINED) {
            requireInvited(member);
        }
        approvals.decide(own(member, tenant), user, act, words);
        store.decided(member, next, Optional.of(user), words);
    }

    /** Who was ordered to take part neither declines nor leaves. */
    private void requireInvited(Member member) {
        if (member.ordered()) {
            throw new Refusal("campaign.ordered", organisations.name(orderedBy(member)));
        }
    }

    /** Who ordered the campaign, or else its lead. */
    public String orderedBy(Member member) {
        return store.campaign(member.caseNo()).flatMap(Campaign::superior).orElse(member.lead());
    }

    /** The acceptance or the refusal goes out. */
    public void answer(String memberId, String tenant) {
        Member member = store.lockedMember(memberId, tenant);
        Letter invitation = letters.get(member.letterId().orElseThrow());
        boolean joined = member.state() == MemberState.JOINED;
        correspondence.send(
                letter(joined ? CampaignLetter.CAMPAIGN_ACCEPTANCE : CampaignLetter.CAMPAIGN_DECLINE, member, "/ANSWER")
                        .inReplyTo(member.letterId())
                        .fact(LetterFacts.ORIGINAL_LETTER, invitation.number())
                        .word(
                                "orderedBy",
                                Optional.of(orderedBy(member))
                                        .filter(above -> joined && member.ordered())
                                        .map(organisations::name))
                        .word("reason", joined ? Optional.empty() : member.reason()));
    }

    /** When the campaign's period is over. */
    @Transactional(readOnly = true)
    public Instant endsAt(String memberId) {
        return ChinaTime.endOf(
                store.campaign(store.member(memberId).orElseThrow().caseNo())
                        .orElseThrow()
                        .to());
    }

    /** Whether it takes part. */
    @Transactional(readOnly = true)
    public boolean joined(String memberId) {
        return store.member(memberId).orElseThrow().state() == MemberState.JOINED;
    }

    /** The head takes the bureau out; what it has not begun goes back into the pool, its own cases go on. */
    public void leave(String memberId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "退出的理由");
        Member member = store.lockedMember(memberId, tenant);
        requireInvited(member);
        store.decided(member, MemberState.LEFT, Optional.of(user), Optional.of(why));
        pool.releaseAll(member.caseNo(), tenant, user);
        approvals.decide(own(member, tenant), user, CampaignAct.CAMPAIGN_LEFT, Optional.of(why));
    }

    /** The head decides for his bureau what nobody there has proposed. */
    private static Approval own(Member member, String tenant) {
        return new Approval(member.caseNo(), tenant, member.id(), List.of(), "campaign.own-approval");
    }

    /** The letter about that to the lead. */
    public void tellLeaving(String memberId, String tenant) {
        Member member = store.lockedMember(memberId, tenant);
        correspondence.send(
                letter(CampaignLetter.CAMPAIGN_LEAVING, member, "/LEAVING").word("reason", member.reason()));
    }

    /** The campaign is over. Whose refusal or leaving was just on its way has ended its part already. */
    public void recordEnd(String memberId, String tenant) {
        Member member = store.lockedMember(memberId, tenant);
        if (!member.state().over()) {
            store.decided(member, MemberState.ENDED, Optional.empty(), Optional.empty());
        }
        event(member, CampaignAct.CAMPAIGN_ENDED);
    }

    private LetterDraft letter(CampaignLetter kind, Member member, String what) {
        Optional<String> head = member.decidedBy();
        return new LetterDraft(kind, member.id() + what, member.caseNo(), member.id(), member.tenant(), member.lead())
                .by(head.orElse(CaseEvents.SYSTEM), head)
                .fact(CampaignFacts.MEMBER_ID, member.id())
                .fact(
                        CampaignFacts.TITLE,
                        store.campaign(member.caseNo()).orElseThrow().title());
    }

    @Transactional(readOnly = true)
    public Optional<Member> find(String memberId, String tenant) {
        return store.member(memberId)
                .filter(member ->
                        member.tenant().equals(tenant) || member.lead().equals(tenant));
    }

    private void event(Member member, CampaignAct act) {
        events.append(member.caseNo(), member.tenant(), CaseEvents.SYSTEM, act, member.id());
    }
}
