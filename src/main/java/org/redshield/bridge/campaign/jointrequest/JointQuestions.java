package org.redshield.bridge.campaign.jointrequest;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignFacts;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Kind;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.Part;
import org.redshield.bridge.campaign.jointrequest.JointQuestion.State;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 统一协查、统一处置, as the lead sees it: it proposes what all ask for and when, tells the members, and can move the moment or withdraw
 * all of it before. What a bureau decides about its own subjects is {@link QuestionParts}'.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class JointQuestions {

    /** The message by which a bureau's process learns that it has to look again. */
    static final String CHANGED = "JointQuestionChanged";

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);
    private static final String MOMENT = "统一发出时间";

    private final QuestionStore store;
    private final QuestionOrders orders;
    private final QuestionRecord record;
    private final CampaignStore campaigns;
    private final Pool pool;
    private final Organisations organisations;
    private final Correspondence correspondence;
    private final ProcessMessages processes;
    private final Signals signals;
    private final InstantSource time;

    /** As an officer of the lead fills it in. @param askAt day and hour in China, as 2026-12-01T10:00 */
    record Proposal(
            Kind kind,
            Optional<String> platform,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            List<String> measures,
            List<String> legalBases,
            Optional<String> purpose,
            Optional<String> askAt) {}

    /**
     * The officer of the lead asks for the lead's subjects with it; the lead's head is asked next, and when he approves, the members.
     *
     * @throws Refusal {@code campaign.not-running, .lead-only, .ask-at-outside, .question-nobody …}, and those of who takes such orders
     */
    String propose(String caseNo, String tenant, String user, Proposal proposal) {
        if (!pool.workedOnBy(caseNo, tenant).tenant().equals(tenant)) {
            throw new Refusal("campaign.lead-only");
        }
        // The stronger lock comes first: two that have shared the row could not both raise it.
        store.holdToNumber(caseNo);
        Campaign campaign = pool.running(caseNo, tenant);
        JointQuestion question = checked(campaign, user, proposal);
        String shop = store.anyShop(caseNo, question.platform())
                .orElseThrow(() -> new Refusal("campaign.question-nobody", organisations.name(question.platform())));
        if (orders.asked(question).isFor(tenant, question.platform())) {
            orders.check(
                    question,
                    orders.order(
                            question, question.id(), tenant, user, Optional.empty(), caseNo, Optional.empty(), shop));
        }
        store.insert(question);
        Part part = new Part(
                question.id() + "-0",
                question.id(),
                tenant,
                Optional.empty(),
                State.PENDING,
                Optional.of(user),
                Optional.empty(),
                Optional.empty());
        store.insert(part);
        store.takeShops(part, question, orders.possibleIn(question, tenant).keySet(), Optional.empty());
        record.event(question, tenant, user, CampaignAct.QUESTION_PROPOSED, about(question));
        processes.start(
                tenant, "JointQuestion", caseNo, Map.<String, Object>of(CampaignFacts.QUESTION_PART, part.id()));
        return question.id();
    }

    private JointQuestion checked(Campaign campaign, String user, Proposal proposal) {
        String platform = ENTRIES.present(proposal.platform().orElse(null), "平台");
        if (!campaign.platforms().contains(platform)) {
            throw new Refusal("campaign.other-platform", platform);
        }
        return new JointQuestion(
                campaign.caseNo() + "-Q" + (store.countOf(campaign.caseNo()) + 1),
                campaign.caseNo(),
                campaign.tenant(),
                proposal.kind(),
                platform,
                orders.asked(proposal.kind()).checked(proposal),
                ENTRIES.reason(proposal.purpose(), proposal.kind() == Kind.REQUEST ? "调取目的" : "处置理由"),
                moment(proposal.askAt(), campaign),
                user,
                true,
                Optional.empty());
    }

    private Instant moment(Optional<String> text, Campaign campaign) {
        String given = ENTRIES.present(text.orElse(null), MOMENT);
        Instant askAt;
        try {
            askAt = LocalDateTime.parse(given).atZone(ChinaTime.ZONE).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new Refusal("campaign.option-unknown", MOMENT, given);
        }
        if (!askAt.isAfter(time.instant()) || askAt.isAfter(ChinaTime.endOf(campaign.to()))) {
            throw new Refusal("campaign.ask-at-outside", campaign.to());
        }
        return askAt;
    }

    /** The letter to all who take part; each begins to decide when it has come. After the end nobody is told any more. */
    public void circulate(String partId, String tenant) {
        Part lead = store.locked(partId, tenant);
        JointQuestion question = store.question(lead.questionId());
        if (store.isCirculated(question.id())
                || !time.instant().isBefore(question.askAt())
                || question.withdrawnAt().isPresent()
                || campaigns
                        .heldOpen(question.caseNo(), tenant)
                        .filter(campaign -> campaign.state() == CampaignState.RUNNING)
                        .isEmpty()) {
            return;
        }
        Campaign campaign = campaigns.campaign(question.caseNo()).orElseThrow();
        List<Member> members = joined(question.caseNo());
        if (members.isEmpty()) {
            return;
        }
        int number = 0;
        for (Member member : members) {
            String id = question.id() + "-" + ++number;
            store.insert(new Part(
                    id,
                    question.id(),
                    member.tenant(),
                    Optional.of(member.id()),
                    State.PREPARING,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()));
            correspondence.send(notice(campaign, question, member, id, lead.decidedBy()));
        }
        record.event(
                question,
                tenant,
                CaseEvents.SYSTEM,
                CampaignAct.QUESTION_CIRCULATED,
                members.stream()
                        .map(member -> organisations.name(member.tenant()))
                        .collect(Collectors.joining("、")));
    }

    private List<Member> joined(String caseNo) {
        return campaigns.members(caseNo).stream()
                .filter(member -> member.state() == MemberState.JOINED)
                .toList();
    }

    /** The first of the letters to members, as it would go out when the lead's head approves it; of a member nothing goes out yet. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingNotice(String partId, String tenant) {
        return store.part(partId, tenant)
                .filter(part -> part.memberId().isEmpty() && !store.isCirculated(part.questionId()))
                .flatMap(part -> {
                    JointQuestion question = store.question(part.questionId());
                    Campaign campaign = campaigns.campaign(question.caseNo()).orElseThrow();
                    return joined(question.caseNo()).stream()
                            .findFirst()
                            .map(member -> notice(campaign, question, member, question.id() + "-1", Optional.empty()));
                });
    }

    private LetterDraft notice(
            Campaign campaign, JointQuestion question, Member member, String partId, Optional<String> head) {
        JointAsking asked = orders.asked(question);
        return asked.told(
                new LetterDraft(
                                asked.letter(),
                                partId + "/QUESTION",
                                campaign.caseNo(),
                                member.id(),
                                campaign.tenant(),
                                member.tenant())
                        .by(question.proposedBy(), head)
                        .fact(CampaignFacts.QUESTION_PART, partId)
                        .fact(CampaignFacts.TITLE, campaign.title())
                        .word("platformName", organisations.name(question.platform()))
                        .word("askAt", ChinaTime.moment(question.askAt())),
                question);
    }

    /**
     * 改期. A head of the lead decides it, and with that about the lead's own subjects; the members get a letter. What a member's head has
     * approved stays approved when the moment comes later; when it comes earlier he is asked again, for he approved another day.
     *
     * @throws Refusal {@code campaign.lead-only, .not-running, .own-question, .ask-at-outside, .question-too-late …}
     */
    void move(String caseNo, String id, String tenant, String user, Optional<String> askAt, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        Campaign campaign = leads(caseNo, tenant);
        JointQuestion question = changeable(caseNo, id);
        List<Part> parts = decided(question, user);
        Instant moment = moment(askAt, campaign);
        boolean earlier = moment.isBefore(question.askAt());
        store.moved(question, moment);
        if (earlier) {
            store.approveAgain(question);
        }
        record.event(
                question,
                tenant,
                user,
                CampaignAct.QUESTION_MOVED,
                about(question) + "，改为 " + ChinaTime.moment(moment) + "，" + why);
        tell(campaign, question, parts, user, Optional.of(moment), why);
        signals.send(QuestionAsking.KIND);
    }

    /** 撤回: nothing goes out, whoever has approved it. @throws Refusal as {@link #move} */
    void withdraw(String caseNo, String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "理由");
        Campaign campaign = leads(caseNo, tenant);
        JointQuestion question = changeable(caseNo, id);
        List<Part> parts = decided(question, user);
        store.withdrawn(question);
        record.event(question, tenant, user, CampaignAct.QUESTION_WITHDRAWN, about(question) + "，" + why);
        tell(campaign, question, parts, user, Optional.empty(), why);
    }

    private Campaign leads(String caseNo, String tenant) {
        if (!pool.seenBy(caseNo, tenant).tenant().equals(tenant)) {
            throw new Refusal("campaign.lead-only");
        }
        return pool.running(caseNo, tenant);
    }

    /** With its row locked: its moment has not come, and does not come before the transaction ends. */
    JointQuestion changeable(String caseNo, String id) {
        JointQuestion question =
                store.lockedQuestion(id, caseNo).orElseThrow(() -> new NotFound("campaign.question-unknown", id));
        if (!question.changeable()) {
            throw new Refusal("campaign.question-as-it-was");
        }
        if (question.withdrawnAt().isPresent() || !time.instant().isBefore(question.askAt())) {
            throw new Refusal("campaign.question-too-late");
        }
        return question;
    }

    /** All parts, locked, of what the lead's head has approved once. */
    private List<Part> decided(JointQuestion question, String user) {
        List<Part> parts = store.lockedParts(question.id());
        Part own = parts.get(0);
        if (own.state() != State.APPROVED && parts.size() == 1) {
            throw new Refusal("campaign.question-not-decided");
        }
        Approvals.requireOthers(QuestionRecord.approval(question, own.tenant(), orders.hands(question, own)), user);
        return parts;
    }

    private void tell(
            Campaign campaign,
            JointQuestion question,
            List<Part> parts,
            String head,
            Optional<Instant> moment,
            String why) {
        boolean earlier = moment.filter(at -> at.isBefore(question.askAt())).isPresent();
        for (Part part : parts) {
            if (!part.state().open()) {
                continue;
            }
            if (part.memberId().isEmpty()) {
                if (!record.wake(part.id(), part.tenant())) {
                    throw new Refusal("campaign.question-busy");
                }
                continue;
            }
            correspondence.send(new LetterDraft(
                            JointRequestLetter.CAMPAIGN_QUESTION_CHANGED,
                            part.id() + "/CHANGED/" + Ids.next(),
                            campaign.caseNo(),
                            part.memberId().get(),
                            campaign.tenant(),
                            part.tenant())
                    .by(question.proposedBy(), Optional.of(head))
                    .fact(CampaignFacts.QUESTION_PART, part.id())
                    .fact(CampaignFacts.TITLE, campaign.title())
                    .word("questionTitle", question.kind().title() + "（" + what(question) + "）")
                    .word("formerAskAt", ChinaTime.moment(question.askAt()))
                    .word("askAt", moment.map(ChinaTime::moment))
                    .word("approveAgain", earlier ? Optional.of("是") : Optional.<String>empty())
                    .word("reason", why));
        }
    }

    private String what(JointQuestion question) {
        return organisations.name(question.platform()) + "，"
                + orders.asked(question).inShort(question);
    }

    String about(JointQuestion question) {
        return question.kind().title() + "：" + what(question) + "，" + ChinaTime.moment(question.askAt()) + " 统一发出";
    }
}
