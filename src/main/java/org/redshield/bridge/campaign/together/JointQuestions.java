package org.redshield.bridge.campaign.together;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Officer;
import org.redshield.bridge.bureau.OfficerDirectory;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.CampaignFacts;
import org.redshield.bridge.campaign.CampaignLetter;
import org.redshield.bridge.campaign.CampaignState;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.MemberState;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.together.JointQuestion.Part;
import org.redshield.bridge.campaign.together.JointQuestion.Shop;
import org.redshield.bridge.campaign.together.JointQuestion.State;
import org.redshield.bridge.cases.Approval;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.engine.ProcessMessages;
import org.redshield.bridge.exchange.Correspondence;
import org.redshield.bridge.letter.LetterDraft;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * 统一协查: the lead proposes what a platform is asked, each bureau decides by its own officer and its own head about its own subjects,
 * and at the moment that was set all requests go out, each in the bureau's own case: on its own legal basis, and its answer comes there.
 */
@Service
@Transactional
public class JointQuestions {

    /** The state of a clue that is the same as one that is worked on. */
    private static final String PUT_TOGETHER = "LINKED";

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);

    private final QuestionStore store;
    private final CampaignStore campaigns;
    private final Pool pool;
    private final Organisations organisations;
    private final OfficerDirectory officers;
    private final Approvals approvals;
    private final Correspondence correspondence;
    private final Orders orders;
    private final CaseEvents events;
    private final Involvements involvements;
    private final ProcessMessages processes;
    private final Signals signals;
    private final InstantSource time;

    JointQuestions(
            QuestionStore store,
            CampaignStore campaigns,
            Pool pool,
            Organisations organisations,
            OfficerDirectory officers,
            Approvals approvals,
            Correspondence correspondence,
            Orders orders,
            CaseEvents events,
            Involvements involvements,
            ProcessMessages processes,
            Signals signals,
            InstantSource time) {
        this.store = store;
        this.campaigns = campaigns;
        this.pool = pool;
        this.organisations = organisations;
        this.officers = officers;
        this.approvals = approvals;
        this.correspondence = correspondence;
        this.orders = orders;
        this.events = events;
        this.involvements = involvements;
        this.processes = processes;
        this.signals = signals;
        this.time = time;
    }

    /** As an officer of the lead fills it in. @param askAt day and hour in China, as 2026-12-01T10:00 */
    record Proposal(
            Optional<String> platform,
            List<String> datasets,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            Optional<String> purpose,
            Optional<String> askAt) {}

    /**
     * The officer of the lead asks for the lead's subjects with it; the lead's head is asked next, and when he approves, the members.
     *
     * @throws Refusal {@code campaign.not-running, .lead-only, .ask-at-outside, .question-nobody …}, and those of who takes requests
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
                .orElseThrow(() -> new Refusal("campaign.question-nobody", name(question.platform())));
        orders.check(
                OrderKind.ASSISTANCE_REQUEST,
                order(question, question.id(), tenant, user, Optional.empty(), caseNo, shop));
        store.insert(question);
        Part part = new Part(
                question.id() + "-0",
                question.id(),
                tenant,
                Optional.empty(),
                State.PENDING,
                Optional.of(user),
                Optional.empty());
        store.insert(part);
        takeShops(part, question);
        event(question, tenant, user, CampaignAct.QUESTION_PROPOSED, about(question));
        processes.start(
                tenant, "JointQuestion", caseNo, Map.<String, Object>of(CampaignFacts.QUESTION_PART, part.id()));
        return question.id();
    }

    private JointQuestion checked(Campaign campaign, String user, Proposal proposal) {
        String platform = ENTRIES.present(proposal.platform().orElse(null), "平台");
        if (!campaign.platforms().contains(platform)) {
            throw new Refusal("campaign.other-platform", platform);
        }
        List<Dataset> datasets =
                ENTRIES.present(proposal.datasets().isEmpty() ? null : proposal.datasets(), "调取的数据").stream()
                        .map(code -> ENTRIES.oneOf(Dataset.values(), Optional.of(code), "调取的数据"))
                        .distinct()
                        .toList();
        if (proposal.from().isPresent() != proposal.to().isPresent()) {
            throw new Refusal("campaign.field-missing", "数据期间");
        }
        Instant askAt = moment(ENTRIES.present(proposal.askAt().orElse(null), "统一发出时间"));
        if (!askAt.isAfter(time.instant()) || askAt.isAfter(ChinaTime.endOf(campaign.to()))) {
            throw new Refusal("campaign.ask-at-outside", campaign.to());
        }
        return new JointQuestion(
                campaign.caseNo() + "-Q" + (store.countOf(campaign.caseNo()) + 1),
                campaign.caseNo(),
                campaign.tenant(),
                platform,
                datasets,
                proposal.from(),
                proposal.to(),
                ENTRIES.reason(proposal.purpose(), "调取目的"),
                askAt,
                user);
    }

    private static Instant moment(String text) {
        try {
            return LocalDateTime.parse(text).atZone(ChinaTime.ZONE).toInstant();
        } catch (DateTimeParseException malformed) {
            throw new Refusal("campaign.option-unknown", "统一发出时间", text);
        }
    }

    /** What a process needs to know of it. @param own whether the bureau proposed it itself */
    public record Registered(Instant askAt, boolean own) {}

    /** @param letterId by which a member was told */
    public Registered register(String partId, String tenant, Optional<UUID> letterId) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        letterId.ifPresent(letter -> {
            correspondence.received(
                    CampaignLetter.CAMPAIGN_QUESTION, letter, part.memberId().orElseThrow(), tenant);
            event(question, tenant, CaseEvents.SYSTEM, CampaignAct.QUESTION_RECEIVED, about(question));
        });
        return new Registered(question.askAt(), part.memberId().isEmpty());
    }

    /**
     * An officer of a member asks for all subjects of his bureau about which it has a clue or case.
     *
     * @throws Refusal {@code campaign.question-over, .question-no-shops}, and those of who takes requests, for instance without a valid certificate
     */
    public void join(String partId, String tenant, String user) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        requireGoesOn(question, tenant);
        int shops = takeShops(part, question);
        if (shops == 0) {
            throw new Refusal("campaign.question-no-shops", name(question.platform()));
        }
        Shop first = store.shopsOf(question.caseNo(), tenant).stream()
                .filter(shop -> shop.partId().equals(partId))
                .findFirst()
                .orElseThrow();
        orders.check(
                OrderKind.ASSISTANCE_REQUEST,
                order(question, partId, tenant, user, Optional.empty(), first.ownCase(), first.shopId()));
        store.prepared(part, State.PENDING, user, Optional.empty());
        event(question, tenant, user, CampaignAct.QUESTION_PREPARED, shops + " 个网店");
    }

    private int takeShops(Part part, JointQuestion question) {
        return store.takeShops(part, question, asksIn(store.ownCases(part.tenant(), question), part.tenant()));
    }

    /** In which of these something may be asked: not in a closed one, but in a clue that was put together with one that is worked on. */
    private Set<String> asksIn(Collection<String> cases, String tenant) {
        return involvements.ofCases(cases, tenant).stream()
                .filter(one -> one.open() || one.state().name().equals(PUT_TOGETHER))
                .map(Involvement::caseNo)
                .collect(Collectors.toSet());
    }

    /**
     * Until the transaction ends the campaign goes on with the bureau in it. Otherwise who has the task can still say no, and at the
     * moment it ends by itself.
     */
    private void requireGoesOn(JointQuestion question, String tenant) {
        if (!time.instant().isBefore(question.askAt()) || !goesOn(question, tenant)) {
            throw new Refusal("campaign.question-over");
        }
    }

    private boolean goesOn(JointQuestion question, String tenant) {
        return campaigns
                .heldOpen(question.caseNo(), tenant)
                .filter(campaign -> campaign.state() == CampaignState.RUNNING)
                .isPresent();
    }

    /** The bureau asks for nothing. */
    public void decline(String partId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "意见");
        Part part = store.locked(partId, tenant);
        store.prepared(part, State.DECLINED, user, Optional.of(why));
        event(store.question(part.questionId()), tenant, user, CampaignAct.QUESTION_DECLINED, why);
    }

    /** One decision about all requests of the bureau. @throws Refusal {@code campaign.own-question, .question-over} */
    public void approve(String partId, String tenant, String user, Optional<String> opinion) {
        Part part = store.locked(partId, tenant);
        JointQuestion question = store.question(part.questionId());
        requireGoesOn(question, tenant);
        approvals.decide(approval(question, part), user, CampaignAct.QUESTION_APPROVED, opinion);
        store.decided(part, State.APPROVED, user, opinion);
        signals.send(QuestionAsking.KIND);
    }

    public void refuse(String partId, String tenant, String user, Optional<String> reason) {
        String why = ENTRIES.reason(reason, "审批意见");
        Part part = store.locked(partId, tenant);
        approvals.decide(
                approval(store.question(part.questionId()), part),
                user,
                CampaignAct.QUESTION_REFUSED,
                Optional.of(why));
        store.decided(part, State.REFUSED, user, Optional.of(why));
    }

    private static Approval approval(JointQuestion question, Part part) {
        return new Approval(
                question.caseNo(),
                part.tenant(),
                Campaign.id(question.caseNo()),
                part.preparedBy().stream().toList(),
                "campaign.own-question");
    }

    /** User ids of all who had a hand in it. */
    @Transactional(readOnly = true)
    public List<String> hands(String partId, String tenant) {
        return store.part(partId, tenant).stream()
                .flatMap(part -> part.preparedBy().stream())
                .toList();
    }

    /** It is time, and the bureau has not decided. */
    public void lapse(String partId, String tenant) {
        Part part = store.locked(partId, tenant);
        store.lapsed(part);
        JointQuestion question = store.question(part.questionId());
        event(question, tenant, CaseEvents.SYSTEM, CampaignAct.QUESTION_LAPSED, about(question));
    }

    /** 统一协查通知函 to all who take part; each begins to decide when it has come. After the end nobody is told any more. */
    public void circulate(String partId, String tenant) {
        Part lead = store.locked(partId, tenant);
        JointQuestion question = store.question(lead.questionId());
        if (store.isCirculated(question.id()) || !goesOn(question, tenant)) {
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
                    Optional.empty()));
            correspondence.send(notice(campaign, question, member, id, lead.decidedBy()));
        }
        event(
                question,
                tenant,
                CaseEvents.SYSTEM,
                CampaignAct.QUESTION_CIRCULATED,
                members.stream().map(member -> name(member.tenant())).collect(Collectors.joining("、")));
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
                .filter(part -> part.memberId().isEmpty())
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
        return new LetterDraft(
                        CampaignLetter.CAMPAIGN_QUESTION,
                        partId + "/QUESTION",
                        campaign.caseNo(),
                        member.id(),
                        campaign.tenant(),
                        member.tenant())
                .by(question.proposedBy(), head)
                .fact(CampaignFacts.QUESTION_PART, partId)
                .fact(CampaignFacts.TITLE, campaign.title())
                .word("platformName", name(question.platform()))
                .word("datasetTitles", question.datasetTitles())
                .word("period", question.period())
                .word("purpose", question.purpose())
                .word("askAt", ChinaTime.moment(question.askAt()));
    }

    /** Of the bureau whose part it is, as its people read it before they decide. */
    @Transactional(readOnly = true)
    public Optional<String> summary(String partId, String tenant) {
        return store.part(partId, tenant).map(part -> {
            JointQuestion question = store.question(part.questionId());
            long shops = store.shopsOf(question.caseNo(), tenant).stream()
                    .filter(shop -> shop.partId().equals(partId))
                    .count();
            return Stream.of(
                            "联合行动 " + question.caseNo() + " 统一协查",
                            "平台：" + name(question.platform()),
                            "调取数据：" + String.join("、", question.datasetTitles()),
                            question.period().map(period -> "期间：" + period).orElse(""),
                            "目的：" + question.purpose(),
                            "统一发出时间：" + ChinaTime.moment(question.askAt()),
                            part.state() == State.PREPARING ? "" : "本局列入网店 " + shops + " 家")
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("；", "", "。"));
        });
    }

    /**
     * Asks for one shop, in the bureau's own case; the row says so in the same transaction, so that whoever comes again finds it done.
     *
     * @throws Refusal of who takes requests, and then nothing has happened
     */
    void ask(Part part, UUID subject) {
        store.lockedOpen(part.id(), subject).ifPresent(shop -> {
            JointQuestion question = store.question(part.questionId());
            if (!store.isStillOurs(shop, part.tenant())
                    || asksIn(List.of(shop.ownCase()), part.tenant()).isEmpty()) {
                throw new Refusal("campaign.question-not-ours");
            }
            store.asked(
                    shop,
                    orders.place(
                            OrderKind.ASSISTANCE_REQUEST,
                            order(
                                    question,
                                    subject.toString(),
                                    part.tenant(),
                                    part.preparedBy().orElseThrow(),
                                    part.decidedBy(),
                                    shop.ownCase(),
                                    shop.shopId()),
                            CampaignAct.QUESTION_ASKED));
        });
    }

    /** None could go out for it, and why. */
    void refused(Part part, UUID subject, String why) {
        store.lockedOpen(part.id(), subject).ifPresent(shop -> store.refused(shop, why));
    }

    /** All of it has gone out, or was refused. */
    void finish(Part part) {
        if (store.finished(part)) {
            JointQuestion question = store.question(part.questionId());
            store.sums(question.caseNo()).stream()
                    .filter(sum -> sum.questionId().equals(question.id())
                            && sum.tenant().equals(part.tenant()))
                    .findFirst()
                    .ifPresent(sum -> event(
                            question,
                            part.tenant(),
                            CaseEvents.SYSTEM,
                            CampaignAct.QUESTION_ASKED,
                            sum.asked() + " 个网店" + (sum.refused() > 0 ? "，" + sum.refused() + " 个未能发出" : "")));
        }
    }

    /** As an officer would fill in the request. */
    private Order order(
            JointQuestion question,
            String about,
            String tenant,
            String officer,
            Optional<String> head,
            String ownCase,
            String shop) {
        Map<String, String> facts = new HashMap<>(Map.of(
                "cause",
                campaigns.campaign(question.caseNo()).orElseThrow().title(),
                "sourceNo",
                ownCase,
                "platform",
                question.platform(),
                "targetId",
                shop,
                "datasets",
                question.datasets().stream().map(Enum::name).collect(Collectors.joining(",")),
                "purpose",
                question.purpose(),
                "contactPhone",
                officers.byUser(officer).map(Officer::phone).orElse("")));
        question.from().ifPresent(day -> facts.put("periodFrom", day.toString()));
        question.to().ifPresent(day -> facts.put("periodTo", day.toString()));
        return new Order(ownCase, tenant, about, officer, head, Optional.empty(), facts);
    }

    private String about(JointQuestion question) {
        return name(question.platform()) + "，" + String.join("、", question.datasetTitles()) + "，"
                + ChinaTime.moment(question.askAt()) + " 统一发出";
    }

    private String name(String code) {
        return organisations.get(code).name();
    }

    private void event(JointQuestion question, String tenant, String user, CampaignAct act, String about) {
        events.append(
                question.caseNo(),
                tenant,
                user,
                act,
                Map.of("requestId", Campaign.id(question.caseNo()), CaseEvents.ABOUT, about));
    }
}
