package org.redshield.bridge.campaign;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
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
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What the lead of a campaign does. */
@Service
@Transactional
@RequiredArgsConstructor
public class Campaigns {

    static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private static final int LONGEST_TITLE = 100;
    /** More cannot be seen over; a campaign of a province's bureaus has a lead in each city. */
    private static final int MOST_MEMBERS = 200;

    private final CampaignStore store;
    private final Jurisdiction jurisdiction;
    private final Organisations organisations;
    private final Approvals approvals;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final CampaignRecord record;
    private final BureauTree tree;
    private final InstantSource time;
    private final Invitations invitations;

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
        record.event(campaign, user, CampaignAct.CAMPAIGN_PROPOSED, campaign.title());
        return campaign;
    }

    /** What the head sent back, as it is proposed now. @throws Refusal as {@link #propose} */
    public void amend(String id, String tenant, String user, Proposal proposal) {
        Campaign before = store.locked(Campaign.caseNo(id), tenant);
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
        record.event(campaign, user, CampaignAct.CAMPAIGN_AMENDED, campaign.title());
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
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
        if (campaign.answerBy().isBefore(today())) {
            throw new Refusal("campaign.dates-passed", campaign.answerBy());
        }
        approvals.decide(campaign.approval(), user, CampaignAct.CAMPAIGN_APPROVED, opinion);
        store.approved(campaign, user);
        if (campaign.waitsForLead()) {
            requireBelow(tenant, campaign.lead());
        } else {
            store.invite(campaign, campaign.members(), invitations.below(campaign), campaign.answerBy(), user);
        }
    }

    /** 退回修改. */
    public void sendBack(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
        approvals.decide(campaign.approval(), user, CampaignAct.CAMPAIGN_RETURNED, Optional.of(why));
        store.move(campaign, CampaignState.RETURNED);
    }

    public void refuse(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
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
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
        List<String> more = members(Invitations.leading(campaign), bureaus);
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
        store.invite(campaign, more, invitations.below(campaign), answerBy(answerBy, campaign.to()), user);
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

    /** When the period is over. */
    @Transactional(readOnly = true)
    public Instant endsAt(String id, String tenant) {
        return ChinaTime.endOf(find(id, tenant).orElseThrow().to());
    }

    /**
     * The head of the lead ends it before its last day.
     *
     * @throws Refusal {@code campaign.order-over} where who ordered it has ended it, or he himself
     */
    public void end(String id, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "提前结束的理由");
        Campaign campaign = store.locked(Campaign.caseNo(id), tenant);
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

    /** Of its lead. */
    @Transactional(readOnly = true)
    public Optional<Campaign> find(String id, String tenant) {
        return store.campaign(Campaign.caseNo(id))
                .filter(campaign -> campaign.tenant().equals(tenant));
    }
}
