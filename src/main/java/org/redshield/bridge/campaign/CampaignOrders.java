package org.redshield.bridge.campaign;

import static org.redshield.bridge.campaign.Campaigns.ENTRIES;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.casework.LetterFacts;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 上级部署、下级牵头 (市场监督管理执法监督暂行规定 art. 2): a bureau orders a campaign which one below it leads. Its head approves, the
 * lead's head acknowledges (受领) and cannot decline; from then on the campaign is the lead's as any other, and who ordered it reads
 * what its members see, gets the report, and may end it before its last day.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class CampaignOrders {

    private final CampaignStore store;
    private final Campaigns campaigns;
    private final Invitations invitations;
    private final Organisations organisations;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Letters letters;
    private final CaseRegister register;
    private final CaseEvents events;

    /** The order as it would go out now; empty where the campaign's own bureau leads it. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pending(String id, String tenant) {
        return campaigns.find(id, tenant).filter(Campaign::waitsForLead).map(one -> draft(one, Optional.empty()));
    }

    /** The order goes out to its lead. */
    public Campaign order(String id, String tenant) {
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
        Letter letter = correspondence.send(draft(campaign, campaign.approvedBy()));
        store.ordered(campaign.caseNo(), letter.id());
        event(
                campaign,
                tenant,
                campaign.orderId(),
                CaseEvents.SYSTEM,
                CampaignAct.CAMPAIGN_ORDERED,
                organisations.name(campaign.lead()),
                Optional.empty());
        return campaign;
    }

    private LetterDraft draft(Campaign campaign, Optional<String> head) {
        LetterDraft order = letter(
                        CampaignLetter.CAMPAIGN_ORDER, campaign, "/ORDER", campaign.tenant(), campaign.lead())
                .by(campaign.proposedBy(), head)
                .decidedIn(campaign.id());
        return CampaignLetter.planned(order, campaign, campaign.answerBy(), organisations::name)
                .word(
                        "memberNames",
                        Optional.of(campaign.members().stream()
                                        .map(organisations::name)
                                        .toList())
                                .filter(names -> !names.isEmpty()));
    }

    /** The lead has it. @return until when it is to be acknowledged */
    public Instant register(String id, String lead, UUID letterId) {
        Campaign campaign = ofLead(id, lead);
        correspondence.received(CampaignLetter.CAMPAIGN_ORDER, letterId, campaign.orderId(), lead);
        store.orderReceived(campaign.caseNo());
        event(
                campaign,
                lead,
                campaign.id(),
                CaseEvents.SYSTEM,
                CampaignAct.ORDER_RECEIVED,
                organisations.name(campaign.tenant()),
                Optional.empty());
        return ChinaTime.endOf(campaign.answerBy());
    }

    /**
     * 受领: from here on the campaign is the lead's, and who is named takes part, below who ordered it by order.
     *
     * @param members whom the lead names; whom the superior named stay, but for those that work in this system no more
     * @throws Refusal {@code campaign.order-over} where it has been ended meanwhile, {@code .order-not-below} where its bureau stands
     *     elsewhere in the tree by now, and as for an invitation
     */
    public void acknowledge(
            String id,
            String lead,
            String user,
            List<String> members,
            Optional<LocalDate> answerBy,
            Optional<String> opinion) {
        Campaign order = ofLead(id, lead);
        if (order.state() != CampaignState.RUNNING || !order.waitsForLead()) {
            throw new Refusal("campaign.order-over");
        }
        if (!campaigns.isBelow(order.tenant(), lead)) {
            throw new Refusal("campaign.order-not-below", organisations.name(order.tenant()));
        }
        approvals.decide(own(order, lead, order.id()), user, CampaignAct.ORDER_TAKEN_UP, opinion);
        store.takenUp(order, user);
        Campaign campaign = store.campaign(order.caseNo()).orElseThrow();
        List<String> gone = order.members().stream()
                .filter(code -> !campaigns.takesPart(code))
                .toList();
        List<String> all = campaigns.members(
                List.of(lead, order.tenant()),
                Stream.concat(order.members().stream(), members.stream())
                        .filter(code -> !gone.contains(code))
                        .distinct()
                        .toList());
        store.invite(campaign, all, invitations.below(campaign), campaigns.answerBy(answerBy, campaign.to()), user);
        event(
                campaign,
                lead,
                campaign.id(),
                user,
                CampaignAct.MEMBERS_NAMED,
                all.stream().map(organisations::name).collect(Collectors.joining("、")),
                Optional.empty());
        if (!gone.isEmpty()) {
            event(
                    campaign,
                    lead,
                    campaign.id(),
                    CaseEvents.SYSTEM,
                    CampaignAct.MEMBERS_DROPPED,
                    gone.stream().map(organisations::name).collect(Collectors.joining("、")),
                    Optional.empty());
        }
    }

    /** The acknowledgement goes out to who ordered it. */
    public void answer(String id, String lead) {
        Campaign campaign = ofLead(id, lead);
        String superior = campaign.orderedBy().orElseThrow();
        String head = campaign.approvedBy().orElseThrow();
        UUID order = campaign.orderLetter().orElseThrow();
        correspondence.send(letter(CampaignLetter.CAMPAIGN_ACCEPTANCE, campaign, "/ANSWER", lead, superior)
                .by(head, Optional.of(head))
                .inReplyTo(Optional.of(order))
                .fact(LetterFacts.ORIGINAL_LETTER, letters.get(order).number())
                .word("orderedBy", Optional.of(organisations.name(superior))));
        event(
                campaign,
                lead,
                campaign.orderId(),
                CaseEvents.SYSTEM,
                CampaignAct.TAKING_UP_SENT,
                organisations.name(superior),
                Optional.empty());
    }

    /**
     * The head of the bureau that ordered it ends it before its last day. What its lead has not taken up is over at once.
     *
     * @throws Refusal {@code campaign.order-over} where it is over, or being ended, already
     */
    public void end(String orderId, String superior, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "提前结束的理由");
        Campaign campaign = ofSuperior(orderId, superior);
        if (campaign.state() != CampaignState.RUNNING || campaign.endReason().isPresent()) {
            throw new Refusal("campaign.order-over");
        }
        if (campaign.waitsForLead()) {
            store.ended(campaign);
            register.close(campaign.caseNo(), superior);
        }
        store.endDecidedAbove(campaign.caseNo(), user, why);
        approvals.decide(
                own(campaign, superior, orderId),
                user,
                CampaignAct.ORDER_END_DECIDED,
                Optional.of(why),
                Map.of("requestId", orderId, CaseEvents.ABOUT, organisations.name(campaign.lead())));
    }

    /** The head of a bureau decides by himself. */
    private static Approval own(Campaign campaign, String tenant, String subject) {
        return new Approval(campaign.caseNo(), tenant, subject, List.of(), "campaign.own-approval");
    }

    /** The lead is told so. @return whether the lead had taken it up, and its report comes */
    public boolean tellEnd(String orderId, String superior) {
        Campaign campaign = ofSuperior(orderId, superior);
        Optional<String> head = campaign.endedAbove();
        correspondence.send(letter(CampaignLetter.CAMPAIGN_ORDER_END, campaign, "/ORDER-END", superior, campaign.lead())
                .by(head.orElse(CaseEvents.SYSTEM), head)
                .fact(
                        LetterFacts.ORIGINAL_LETTER,
                        letters.get(campaign.orderLetter().orElseThrow()).number())
                .word("reason", campaign.endReason()));
        return !campaign.waitsForLead();
    }

    /** The lead has it that it was ended from above: it closes the campaign next. */
    public void recordEnd(String id, String lead) {
        Campaign campaign = store.locked(Campaign.caseNo(id), lead);
        event(
                campaign,
                lead,
                campaign.id(),
                CaseEvents.SYSTEM,
                CampaignAct.ENDED_FROM_ABOVE,
                organisations.name(campaign.superior().orElseThrow()),
                campaign.endReason());
    }

    /** Who ordered it has the report: it is over. */
    public void recordReport(String orderId, String superior) {
        Campaign campaign = ofSuperior(orderId, superior);
        register.close(campaign.caseNo(), superior);
        event(
                campaign,
                superior,
                orderId,
                CaseEvents.SYSTEM,
                CampaignAct.CAMPAIGN_ENDED,
                organisations.name(campaign.lead()),
                Optional.empty());
    }

    private Campaign ofLead(String id, String lead) {
        return store.lockedOrder(Campaign.caseNo(id))
                .filter(one -> one.lead().equals(lead))
                .orElseThrow(() -> new Refusal("campaign.unknown", id));
    }

    private Campaign ofSuperior(String orderId, String superior) {
        return store.lockedOrder(Campaign.caseNo(orderId))
                .filter(one -> one.orderedBy().filter(superior::equals).isPresent())
                .orElseThrow(() -> new Refusal("campaign.unknown", orderId));
    }

    private static LetterDraft letter(
            CampaignLetter kind, Campaign campaign, String what, String sender, String receiver) {
        return new LetterDraft(kind, campaign.orderId() + what, campaign.caseNo(), campaign.orderId(), sender, receiver)
                .fact(CampaignFacts.CAMPAIGN_ID, campaign.id())
                .fact(CampaignFacts.MEMBER_ID, campaign.orderId())
                .fact(CampaignFacts.TITLE, campaign.title());
    }

    private void event(
            Campaign campaign,
            String tenant,
            String subject,
            String user,
            CampaignAct act,
            String about,
            Optional<String> words) {
        events.append(
                campaign.caseNo(),
                tenant,
                user,
                act,
                subject,
                Map.of("requestId", subject, CaseEvents.ABOUT, about),
                words);
    }
}
