package org.redshield.bridge.campaign;

import static org.redshield.bridge.campaign.Campaigns.ENTRIES;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.CreditCode;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.sight.Filings;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What members do with the pool: fill it, claim subjects (认领), help with those of others (协办), and make clues of their own. How
 * far a subject is, its case says ({@link #heard}).
 */
@Service
@Transactional
public class Pool {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CODE = 64;

    private final CampaignStore campaigns;
    private final PoolStore store;
    private final Filings filings;
    private final Organisations organisations;
    private final Involvements involvements;
    private final Orders orders;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final CaseEvents events;
    private final InstantSource time;

    Pool(
            CampaignStore campaigns,
            PoolStore store,
            Filings filings,
            Organisations organisations,
            Involvements involvements,
            Orders orders,
            CaseNumbers numbers,
            CaseRegister register,
            CaseEvents events,
            InstantSource time) {
        this.campaigns = campaigns;
        this.store = store;
        this.filings = filings;
        this.organisations = organisations;
        this.involvements = involvements;
        this.orders = orders;
        this.numbers = numbers;
        this.register = register;
        this.events = events;
        this.time = time;
    }

    /**
     * The campaign, for who leads it or takes part; for everybody else it is not there.
     *
     * @throws NotFound {@code campaign.not-found}
     */
    @Transactional(readOnly = true)
    public Campaign seenBy(String caseNo, String tenant) {
        return campaigns.seenBy(caseNo, tenant).orElseThrow(() -> new NotFound("campaign.not-found", caseNo));
    }

    /** @throws Refusal {@code campaign.not-running} */
    private Campaign running(String caseNo, String tenant) {
        Campaign campaign = seenBy(caseNo, tenant);
        if (campaign.state() != CampaignState.RUNNING) {
            throw new Refusal("campaign.not-running", campaign.state().title());
        }
        return campaign;
    }

    /**
     * Puts shops into the pool; those that are in it already stay as they are.
     *
     * @return how many are new
     * @throws Refusal {@code campaign.option-unknown} for a platform that the campaign does not look at, and of what is malformed
     */
    public int add(String caseNo, String tenant, String user, List<Subject.Named> subjects) {
        Campaign campaign = running(caseNo, tenant);
        return store.add(
                caseNo,
                tenant,
                user,
                subjects.stream().map(one -> checked(campaign, one)).toList());
    }

    private static Subject.Named checked(Campaign campaign, Subject.Named one) {
        if (!campaign.platforms().contains(one.platform())) {
            throw new Refusal("campaign.other-platform", one.platform());
        }
        if (!one.shopId().matches("[A-Za-z0-9_-]{2," + LONGEST_CODE + "}")) {
            throw new Refusal("campaign.shop-id-malformed", ENTRIES.atMost(one.shopId(), "网店ID", LONGEST_CODE));
        }
        return new Subject.Named(
                one.platform(),
                one.shopId(),
                one.creditCode().isBlank()
                        ? ""
                        : CreditCode.parse(one.creditCode()).value(),
                ENTRIES.atMost(one.shopName(), "网店名称", LONGEST_NAME));
    }

    /**
     * Puts the shop of one of the bureau's own clues or cases into the pool, and claims it: that case goes on, no other begins.
     *
     * @throws NotFound {@code casefile.unknown-case}
     * @throws Refusal {@code campaign.case-without-shop}, {@link SubjectTaken}
     */
    public void addOwn(String caseNo, String tenant, String user, String ownCase) {
        Campaign campaign = running(caseNo, tenant);
        Involvement about = involvements.ofCase(ownCase, tenant).stream()
                .filter(one -> one.platform().isPresent()
                        && one.shopId().isPresent()
                        && one.counterpart().isEmpty())
                .findFirst()
                .orElseThrow(() -> new Refusal("campaign.case-without-shop", ownCase));
        Subject.Named named = checked(
                campaign,
                new Subject.Named(about.platform().orElseThrow(), about.shopId().orElseThrow(), "", ""));
        store.add(caseNo, tenant, user, List.of(named));
        Subject subject = store.ofShop(caseNo, named.platform(), named.shopId()).orElseThrow();
        claim(caseNo, subject.id(), tenant, user);
        linked(subject, tenant, ownCase);
    }

    /**
     * 认领: of two bureaus at once one has it, and the other is told which. Who filed a case about the shop before whoever has it now
     * did takes it over (行政处罚法 art. 25), and the other helps.
     *
     * @throws SubjectTaken when it is another's
     */
    public void claim(String caseNo, UUID id, String tenant, String user) {
        running(caseNo, tenant);
        if (store.claim(caseNo, id, tenant, user)) {
            return;
        }
        Subject subject = locked(caseNo, id);
        String holder = subject.holder().orElseThrow();
        if (holder.equals(tenant)) {
            return;
        }
        Optional<Filings.Filing> own = filed(tenant, subject);
        boolean first = own.isPresent()
                && filed(holder, subject)
                        .filter(theirs -> !theirs.filedAt().isAfter(own.get().filedAt()))
                        .isEmpty();
        if (!first) {
            throw new SubjectTaken(organisations.get(holder).name());
        }
        store.giveTo(id, tenant, user, Optional.empty());
        store.help(id, holder, user);
        linked(subject, tenant, own.get().caseNo());
        told(subject, holder, user, CampaignAct.SUBJECT_TAKEN_OVER, tenant);
    }

    private Optional<Filings.Filing> filed(String tenant, Subject subject) {
        return filings.earliest(tenant, subject.platform(), subject.shopId());
    }

    /** The bureau's own case about it goes on; what it has reached already counts from when it did. */
    private void linked(Subject subject, String tenant, String ownCase) {
        store.ownCase(subject.id(), ownCase);
        filed(tenant, subject)
                .ifPresent(filing -> store.reached(
                        subject.id(),
                        tenant,
                        EnumSet.of(Stage.CHECKED, Stage.IRREGULAR, Stage.FILED),
                        filing.filedAt()));
    }

    /** Both bureaus read it in their files of the campaign. @param to who has it now */
    private void told(Subject subject, String from, String user, CampaignAct act, String to) {
        String about = "网店 " + subject.shopId() + "，由" + organisations.get(to).name() + "办理";
        for (String bureau : List.of(from, to)) {
            events.append(
                    subject.caseNo(),
                    bureau,
                    bureau.equals(to) ? user : CaseEvents.SYSTEM,
                    act,
                    Map.of("requestId", subject.caseNo() + "-J0", CaseEvents.ABOUT, about));
        }
    }

    /** Back into the pool, as long as no clue is made of it; after that it is handed over by the clue's own 移送. */
    public void release(String caseNo, UUID id, String tenant) {
        running(caseNo, tenant);
        Subject subject = mine(caseNo, id, tenant);
        if (subject.ownCase().isPresent()) {
            throw new Refusal("campaign.clue-begun", subject.ownCase().get());
        }
        store.release(id);
    }

    /** 协办, with a subject of another member. */
    public void help(String caseNo, UUID id, String tenant, String user) {
        running(caseNo, tenant);
        Subject subject = locked(caseNo, id);
        if (subject.holder().filter(holder -> !holder.equals(tenant)).isEmpty()) {
            throw new Refusal("campaign.nobody-to-help");
        }
        store.help(id, tenant, user);
    }

    /**
     * Makes a clue of a claimed subject: a case of the bureau's own, with a number and a period of its own. Where the bureau
     * has filed a case about the shop already, that one goes on instead.
     *
     * @return number of the case
     */
    public String begin(
            String caseNo, UUID id, String tenant, String user, Optional<String> cause, Optional<String> content) {
        Campaign campaign = running(caseNo, tenant);
        Subject subject = mine(caseNo, id, tenant);
        if (subject.ownCase().isPresent()) {
            throw new Refusal("campaign.clue-begun", subject.ownCase().get());
        }
        Optional<Filings.Filing> filed = filed(tenant, subject);
        if (filed.isPresent()) {
            linked(subject, tenant, filed.get().caseNo());
            return filed.get().caseNo();
        }
        String words = ENTRIES.text(cause, "案由", 2, LONGEST_NAME);
        Map<String, String> facts = new HashMap<>(Map.of(
                "source", "INSPECTION",
                "channel", "BRIDGE",
                "receivedAt", time.instant().toString(),
                "cause", words,
                "content", ENTRIES.text(content, "案源内容", 10, ENTRIES.LONGEST),
                "platform", subject.platform(),
                "shopId", subject.shopId(),
                "shopName", subject.shopName(),
                "creditCode", subject.creditCode()));
        String number = numbers.next(tenant);
        register.open(number, tenant, words, Optional.of(campaign.caseNo()), user);
        store.ownCase(id, number);
        orders.place(
                OrderKind.CLUE_VERIFICATION,
                new Order(number, tenant, id.toString(), user, Optional.empty(), Optional.empty(), facts),
                CampaignAct.CLUE_BEGUN);
        return number;
    }

    /**
     * How far a case has come in which one of the subjects is. Where another member works on it, because it was handed over
     * and accepted there, the subject is that member's from now on.
     */
    void heard(Progress progress) {
        for (Subject subject : store.ofCase(progress.caseNo())) {
            String holder = subject.holder().orElse("");
            if (!holder.equals(progress.tenant())) {
                if (campaigns.seenBy(subject.caseNo(), progress.tenant()).isEmpty()) {
                    continue;
                }
                store.giveTo(subject.id(), progress.tenant(), CaseEvents.SYSTEM, subject.ownCase());
                told(subject, holder, CaseEvents.SYSTEM, CampaignAct.SUBJECT_HANDED_OVER, progress.tenant());
            }
            Set<Stage> stages = Stage.of(progress);
            if (!stages.isEmpty()) {
                store.reached(subject.id(), progress.tenant(), stages, progress.at());
            }
        }
    }

    private Subject locked(String caseNo, UUID id) {
        return store.locked(caseNo, id).orElseThrow(() -> new NotFound("campaign.subject-unknown"));
    }

    private Subject mine(String caseNo, UUID id, String tenant) {
        Subject subject = locked(caseNo, id);
        if (subject.holder().isEmpty()) {
            throw new Refusal("campaign.not-claimed");
        }
        subject.holder().filter(holder -> !holder.equals(tenant)).ifPresent(holder -> {
            throw new SubjectTaken(organisations.get(holder).name());
        });
        return subject;
    }

    @Transactional(readOnly = true)
    public Counts counts(String caseNo) {
        return store.counts(caseNo);
    }
}
