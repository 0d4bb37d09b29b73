package org.redshield.bridge.campaign;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.BureauTree;
import org.redshield.bridge.bureau.Organisation;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.campaign.checks.Checklist;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.Letter;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.letter.Letters;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the lead of a campaign does. */
@Service
@Transactional
public class Campaigns {

    static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private static final int LONGEST_TITLE = 100;
    /** More cannot be seen over; a campaign of a province's bureaus has a lead in each city. */
    private static final int MOST_MEMBERS = 200;

    private final CampaignStore store;
    private final Pool pool;
    private final PoolRecount recount;
    private final Jurisdiction jurisdiction;
    private final CampaignCounts.InLetters numbersInLetters;
    private final Organisations organisations;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Letters letters;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final CaseEvents events;
    private final BureauTree tree;
    private final InstantSource time;

    Campaigns(
            CampaignStore store,
            Pool pool,
            PoolRecount recount,
            Jurisdiction jurisdiction,
            CampaignCounts.InLetters numbersInLetters,
            Organisations organisations,
            Approvals approvals,
            Correspondence correspondence,
            Letters letters,
            CaseNumbers numbers,
            CaseRegister register,
            CaseEvents events,
            BureauTree tree,
            InstantSource time) {
        this.store = store;
        this.pool = pool;
        this.recount = recount;
        this.jurisdiction = jurisdiction;
        this.numbersInLetters = numbersInLetters;
        this.organisations = organisations;
        this.approvals = approvals;
        this.correspondence = correspondence;
        this.letters = letters;
        this.numbers = numbers;
        this.register = register;
        this.events = events;
        this.tree = tree;
        this.time = time;
    }

    /** As an officer fills it in. @param lead a bureau below that is to lead it; who amends it does not change that */
    public record Proposal(
            Optional<String> title,
            Optional<String> basis,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<LocalDate> answerBy,
            List<String> checks,
            List<String> platforms,
            Optional<Long> quota,
            Optional<Long> priorityDays,
            List<String> members,
            Optional<String> lead) {}

    /** @throws Refusal {@code campaign.field-missing, .option-unknown, .period-backwards, .answer-outside, .own-bureau, .lead-not-below …} */
    public Campaign propose(String tenant, String user, Proposal proposal) {
        proposal.lead().ifPresent(lead -> requireBelow(tenant, lead));
        Campaign campaign = checked(
                tenant, proposal, proposal.lead(), () -> numbers.next(tenant), user, time.instant(), List.of(user));
        store.insert(campaign);
        register.open(campaign.caseNo(), tenant, campaign.title(), Optional.empty(), user);
        event(campaign, user, CampaignAct.CAMPAIGN_PROPOSED, campaign.title());
        return campaign;
    }

    /** What the head sent back, as it is proposed now. @throws Refusal as {@link #propose} */
    public void amend(String id, String tenant, String user, Proposal proposal) {
        Campaign before = locked(id, tenant);
        Campaign campaign = checked(
                tenant,
                proposal,
                before.named(),
                before::caseNo,
                before.proposedBy(),
                before.proposedAt(),
                Stream.concat(before.preparedBy().stream(), Stream.of(user))
                        .distinct()
                        .toList());
        store.amend(campaign);
        store.move(before, CampaignState.PROPOSED);
        event(campaign, user, CampaignAct.CAMPAIGN_AMENDED, campaign.title());
    }

    private Campaign checked(
            String tenant,
            Proposal proposal,
            Optional<String> named,
            Supplier<String> caseNo,
            String proposedBy,
            Instant proposedAt,
            List<String> preparedBy) {
        String title = ENTRIES.text(proposal.title(), "行动名称", 4, LONGEST_TITLE);
        LegalBasis basis = ENTRIES.oneOf(
                LegalBasis.of(LegalBasis.Use.CAMPAIGN).toArray(LegalBasis[]::new), proposal.basis(), "法律依据");
        LocalDate from = ENTRIES.present(proposal.from().orElse(null), "开始日期");
        LocalDate to = ENTRIES.present(proposal.to().orElse(null), "结束日期");
        if (to.isBefore(from) || to.isBefore(today())) {
            throw new Refusal("campaign.period-backwards");
        }
        LocalDate answerBy = answerBy(proposal.answerBy(), to);
        Checklist checklist = Checklist.newest();
        CheckItem[] items = checklist.items().toArray(CheckItem[]::new);
        List<CheckItem> checks =
                ENTRIES.present(proposal.checks().isEmpty() ? null : proposal.checks(), "检查事项").stream()
                        .map(code -> ENTRIES.oneOf(items, Optional.of(code), "检查事项"))
                        .distinct()
                        .toList();
        proposal.quota().filter(count -> count < 1 || count > 1_000_000).ifPresent(count -> {
            throw new Refusal("campaign.quota-out-of-range");
        });
        int priorityDays = priorityDays(proposal.priorityDays(), from, to);
        List<String> platforms = known(proposal.platforms(), "平台", one -> one.kind() == Organisation.Kind.PLATFORM);
        // Who is to lead it may name them himself.
        List<String> members = named.isPresent() && proposal.members().isEmpty()
                ? List.of()
                : members(Stream.concat(Stream.of(tenant), named.stream()).toList(), proposal.members());
        return new Campaign(
                caseNo.get(),
                tenant,
                title,
                basis.name(),
                from,
                to,
                answerBy,
                checklist,
                checks,
                platforms,
                proposal.quota().map(Math::toIntExact),
                priorityDays,
                members,
                CampaignState.PROPOSED,
                proposedBy,
                proposedAt,
                preparedBy,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                named,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Who orders stands above who is to lead, by the tree; who is to lead works in this system. */
    private void requireBelow(String superior, String lead) {
        if (!isBelow(superior, lead)) {
            throw new Refusal("campaign.lead-not-below");
        }
    }

    boolean isBelow(String superior, String lead) {
        return !lead.equals(superior)
                && tree.under(List.of(superior)).contains(lead)
                && organisations.find(lead).filter(Organisation::connected).isPresent();
    }

    /** The others have a day at least. */
    private int priorityDays(Optional<Long> stated, LocalDate from, LocalDate to) {
        long days = stated.orElse(0L);
        if (days < 0 || days > Jurisdiction.MOST_DAYS) {
            throw new Refusal("campaign.priority-out-of-range", Jurisdiction.MOST_DAYS);
        }
        jurisdiction
                .lastDay(from, (int) days)
                .filter(last -> !last.isBefore(to))
                .ifPresent(last -> {
                    throw new Refusal("campaign.priority-too-long", last);
                });
        return (int) days;
    }

    LocalDate answerBy(Optional<LocalDate> day, LocalDate to) {
        LocalDate by = ENTRIES.present(day.orElse(null), "复函截止日期");
        if (by.isBefore(today()) || by.isAfter(to)) {
            throw new Refusal("campaign.answer-outside");
        }
        return by;
    }

    /** @param leading who leads it, or ordered it: they are not asked to take part */
    List<String> members(List<String> leading, List<String> codes) {
        leading.stream().filter(codes::contains).findFirst().ifPresent(code -> {
            throw new Refusal("campaign.own-bureau", organisations.name(code));
        });
        if (codes.size() > MOST_MEMBERS) {
            throw new Refusal("campaign.too-many-members", MOST_MEMBERS);
        }
        return known(codes, "邀请单位", Campaigns::takesPart);
    }

    private static boolean takesPart(Organisation one) {
        return one.kind() == Organisation.Kind.BUREAU && one.connected();
    }

    /** Whether it can be asked to take part, now. */
    boolean takesPart(String code) {
        return organisations.find(code).filter(Campaigns::takesPart).isPresent();
    }

    private List<String> known(List<String> codes, String label, Predicate<Organisation> fits) {
        ENTRIES.present(codes.isEmpty() ? null : codes, label);
        for (String code : codes) {
            if (organisations.find(code).filter(fits).isEmpty()) {
                throw new Refusal("campaign.option-unknown", label, code);
            }
        }
        return codes.stream().distinct().toList();
    }

    private LocalDate today() {
        return ChinaTime.day(time.instant());
    }

    /**
     * @throws Refusal {@code campaign.own-approval} to who proposed it, {@code .dates-passed} where it lay until its days for an answer
     *     were over
     */
    public void approve(String id, String tenant, String user, Optional<String> opinion) {
        Campaign campaign = locked(id, tenant);
        if (campaign.answerBy().isBefore(today())) {
            throw new Refusal("campaign.dates-passed", campaign.answerBy());
        }
        approvals.decide(campaign.approval(), user, CampaignAct.CAMPAIGN_APPROVED, opinion);
        store.approved(campaign, user);
        if (campaign.waitsForLead()) {
            requireBelow(tenant, campaign.lead());
        } else {
            store.invite(campaign, campaign.members(), below(campaign), campaign.answerBy(), user);
        }
    }

    /** 退回修改. */
    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Campaign campaign = locked(id, tenant);
        approvals.decide(campaign.approval(), user, CampaignAct.CAMPAIGN_RETURNED, Optional.of(why));
        store.move(campaign, CampaignState.RETURNED);
    }

    public void refuse(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Campaign campaign = locked(id, tenant);
        approvals.decide(campaign.approval(), user, CampaignAct.CAMPAIGN_REFUSED, Optional.of(why));
        store.move(campaign, CampaignState.REFUSED);
        register.close(campaign.caseNo(), tenant);
    }

    /** User ids of all who had a hand in the proposal. */
    @Transactional(readOnly = true)
    public List<String> hands(String id, String tenant) {
        return find(id, tenant).map(one -> one.approval().hands()).orElse(List.of());
    }

    /** The head of the lead wants more members: they join later. */
    public void inviteMore(String id, String tenant, String user, List<String> bureaus, Optional<LocalDate> answerBy) {
        Campaign campaign = locked(id, tenant);
        List<String> more = members(leading(campaign), bureaus);
        List<String> asked = store.members(campaign.caseNo()).stream()
                .filter(member -> !member.state().over())
                .map(Member::tenant)
                .toList();
        more.stream().filter(asked::contains).findFirst().ifPresent(code -> {
            throw new Refusal("campaign.already-asked", organisations.name(code));
        });
        if (more.size() + asked.size() > MOST_MEMBERS) {
            throw new Refusal("campaign.too-many-members", MOST_MEMBERS);
        }
        store.invite(campaign, more, below(campaign), answerBy(answerBy, campaign.to()), user);
        approvals.decide(
                own(campaign, tenant),
                user,
                CampaignAct.MEMBERS_NAMED,
                Optional.empty(),
                Map.of(
                        "requestId",
                        campaign.id(),
                        CaseEvents.ABOUT,
                        more.stream().map(organisations::name).collect(Collectors.joining("、"))));
    }

    /**
     * 邀请函, to all whom a head decided to invite and who have none yet.
     *
     * @return those
     * @throws Refusal {@code campaign.not-approved}: it would run without a letter, too
     */
    public List<Member> invite(String id, String tenant) {
        Campaign campaign = locked(id, tenant);
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
            event(campaign, member, CampaignAct.MEMBER_INVITED);
        }
        return invited;
    }

    /** When the period is over. */
    @Transactional(readOnly = true)
    public Instant endsAt(String id, String tenant) {
        return ChinaTime.endOf(find(id, tenant).orElseThrow().to());
    }

    /** Who stands below the lead, or below who ordered it, is ordered to take part (上级部署), and not only invited. */
    Set<String> below(Campaign campaign) {
        return tree.under(leading(campaign));
    }

    private static List<String> leading(Campaign campaign) {
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
                                .filter(last -> !last.isBefore(today()))
                                .map(LocalDate::toString))
                .word("memberNames", memberNames);
    }

    /** The first of the invitations, as it would go out now. */
    @Transactional(readOnly = true)
    public Optional<LetterDraft> pendingInvitation(String id, String tenant) {
        return find(id, tenant)
                .filter(campaign -> !campaign.waitsForLead())
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
        event(
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
        event(
                store.campaign(member.caseNo()).orElseThrow(),
                CaseEvents.SYSTEM,
                answer.kind() == CampaignLetter.CAMPAIGN_ACCEPTANCE
                        ? CampaignAct.MEMBER_JOINED
                        : CampaignAct.MEMBER_DECLINED,
                organisations.name(member.tenant()));
    }

    /**
     * The head of the lead ends it before its last day.
     *
     * @throws Refusal {@code campaign.order-over} where who ordered it has ended it, or he himself
     */
    public void end(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "提前结束的理由");
        Campaign campaign = locked(id, tenant);
        if (campaign.endReason().isPresent()) {
            throw new Refusal("campaign.order-over");
        }
        store.endDecided(campaign.caseNo(), user, why);
        approvals.decide(
                own(campaign, tenant),
                user,
                CampaignAct.END_DECIDED,
                Optional.of(why),
                Map.of("requestId", campaign.id()));
    }

    /** The head of the lead decides by himself. */
    private static Approval own(Campaign campaign, String tenant) {
        return new Approval(campaign.caseNo(), tenant, campaign.id(), List.of(), "campaign.own-approval");
    }

    /**
     * It ends: the pool is closed, and all who take part get the report (联合行动总结) with its numbers as they are now; who is still
     * asked learns only that it is over. Cases that began in it go on.
     *
     * @return the members whose answer nobody awaits any more
     * @throws Refusal {@code campaign.not-over} before its last day is over, unless a head decided so
     */
    public List<Member> close(String id, String tenant) {
        recount.recount(Campaign.caseNo(id));
        Campaign campaign = locked(id, tenant);
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
                    event(ended, member, CampaignAct.REPORT_SENT);
                });
        ended.superior().ifPresent(above -> {
            correspondence.send(withNumbers.apply(closure(ended, ended.orderId(), above)));
            event(ended, ended.orderId(), above, CampaignAct.REPORT_SENT);
        });
        event(campaign, CaseEvents.SYSTEM, CampaignAct.CAMPAIGN_ENDED, counts.told());
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

    /** Of its lead. */
    @Transactional(readOnly = true)
    public Optional<Campaign> find(String id, String tenant) {
        return store.campaign(Campaign.caseNo(id))
                .filter(campaign -> campaign.tenant().equals(tenant));
    }

    private Campaign locked(String id, String tenant) {
        return store.locked(Campaign.caseNo(id), tenant);
    }

    /** Of a letter to a member: it is about that, and so is the event by which who caused it is told of it. */
    private void event(Campaign campaign, Member member, CampaignAct act) {
        event(campaign, member.id(), member.tenant(), act);
    }

    private void event(Campaign campaign, String letterAbout, String receiver, CampaignAct act) {
        events.append(
                campaign.caseNo(),
                campaign.tenant(),
                CaseEvents.SYSTEM,
                act,
                letterAbout,
                organisations.name(receiver));
    }

    private void event(Campaign campaign, String user, CampaignAct act, String about) {
        events.append(campaign.caseNo(), campaign.tenant(), user, act, campaign.id(), about);
    }
}
