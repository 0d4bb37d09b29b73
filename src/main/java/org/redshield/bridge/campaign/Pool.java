package org.redshield.bridge.campaign;

import static org.redshield.bridge.campaign.Campaigns.ENTRIES;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.CreditCode;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.sight.Filings;
import org.redshield.bridge.cases.sight.ShopSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What members do with the pool: fill it, claim subjects (认领), give them back, and help with those of others (协办). What a bureau works
 * on in its own cases is {@link PoolCases}' matter.
 */
@Service
@Transactional
public class Pool {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CODE = 64;
    private static final String SHOP_ID = "[A-Za-z0-9_-]{2," + LONGEST_CODE + "}";

    private final CampaignStore campaigns;
    private final PoolStore store;
    private final PoolRecount recount;
    private final Filings filings;
    private final List<ShopSource> sources;
    private final Organisations organisations;
    private final Involvements involvements;
    private final CaseEvents events;
    private final InstantSource time;

    Pool(
            CampaignStore campaigns,
            PoolStore store,
            PoolRecount recount,
            Filings filings,
            List<ShopSource> sources,
            Organisations organisations,
            Involvements involvements,
            CaseEvents events,
            InstantSource time) {
        this.campaigns = campaigns;
        this.store = store;
        this.recount = recount;
        this.filings = filings;
        this.sources = sources;
        this.organisations = organisations;
        this.involvements = involvements;
        this.events = events;
        this.time = time;
    }

    /**
     * The campaign, for who leads it, takes part or ordered it; for everybody else it is not there.
     *
     * @throws NotFound {@code campaign.not-found}
     */
    @Transactional(readOnly = true)
    public Campaign seenBy(String caseNo, String tenant) {
        return campaigns.readBy(caseNo, tenant).orElseThrow(() -> new NotFound("campaign.not-found", caseNo));
    }

    /** The same, for who does something in it. @throws Forbidden {@code campaign.ordering-reads} to who ordered it */
    @Transactional(readOnly = true)
    public Campaign workedOnBy(String caseNo, String tenant) {
        Campaign campaign = seenBy(caseNo, tenant);
        if (campaign.orderedBy().filter(tenant::equals).isPresent()) {
            throw new Forbidden("campaign.ordering-reads");
        }
        return campaign;
    }

    /**
     * Until the transaction ends it does not end, and the bureau does not leave it.
     *
     * @throws NotFound {@code campaign.not-found}
     * @throws Forbidden as {@link #workedOnBy}
     * @throws Refusal {@code campaign.not-running}
     */
    public Campaign running(String caseNo, String tenant) {
        Campaign campaign = campaigns
                .heldOpen(caseNo, tenant)
                .filter(one -> !one.waitsForLead())
                .orElseGet(() -> workedOnBy(caseNo, tenant));
        if (campaign.state() != CampaignState.RUNNING) {
            throw new Refusal("campaign.not-running", campaign.state().title());
        }
        return campaign;
    }

    /** The same, from its first day on. @throws Refusal {@code campaign.not-begun} */
    Campaign begun(String caseNo, String tenant) {
        Campaign campaign = running(caseNo, tenant);
        if (ChinaTime.day(time.instant()).isBefore(campaign.from())) {
            throw new Refusal("campaign.not-begun", campaign.from());
        }
        return campaign;
    }

    /** @param list by which all of it can be taken out again */
    record Added(int added, UUID list) {}

    /**
     * Puts shops into the pool, also before the campaign's first day; those that are in it already stay as they are, but for a credit
     * code or a name that nobody knew, or that the holder corrects.
     *
     * @param subjects the platform by its code or its name
     * @throws Refusal {@code campaign.list-line} with what is wrong in a line: a platform that the campaign does not look at, or what is
     *     malformed
     */
    Added add(String caseNo, String tenant, String user, List<Subject.Named> subjects) {
        Campaign campaign = running(caseNo, tenant);
        Map<String, String> platforms = organisations.names(campaign.platforms());
        UUID list = Ids.next();
        int added = store.add(
                caseNo,
                tenant,
                user,
                list,
                subjects.stream().map(one -> checked(platforms, one)).toList());
        if (added > 0) {
            event(caseNo, tenant, user, CampaignAct.SUBJECTS_ADDED, added + " 个");
        }
        return new Added(added, list);
    }

    /** From where shops can be put in at once. */
    List<ShopSource> sources() {
        return sources;
    }

    /**
     * Puts in what the bureau knows by its own work on the campaign's platforms. What cannot be a subject, for its number or its credit
     * code is none, stays out.
     *
     * @throws Refusal {@code campaign.option-unknown}
     */
    Added addFrom(String caseNo, String tenant, String user, String source) {
        return add(caseNo, tenant, user, known(running(caseNo, tenant), tenant, source));
    }

    /** How many shops that would be: all members see them then. @throws Refusal {@code campaign.option-unknown} */
    @Transactional(readOnly = true)
    public int known(String caseNo, String tenant, String source) {
        return known(seenBy(caseNo, tenant), tenant, source).size();
    }

    private List<Subject.Named> known(Campaign campaign, String tenant, String source) {
        ShopSource from = sources.stream()
                .filter(one -> one.code().equals(source))
                .findFirst()
                .orElseThrow(() -> new Refusal("campaign.option-unknown", "来源", source));
        return from.shops(tenant, campaign.platforms(), SubjectList.MOST).stream()
                .filter(shop -> shop.shopId().matches(SHOP_ID) && shop.name().length() <= LONGEST_NAME)
                .map(shop -> new Subject.Named(shop.platform(), shop.shopId(), creditCode(shop), shop.name(), 0))
                .toList();
    }

    private static String creditCode(ShopSource.Shop shop) {
        try {
            return shop.creditCode().isBlank()
                    ? ""
                    : CreditCode.parse(shop.creditCode()).value();
        } catch (Refusal malformed) {
            return "";
        }
    }

    private static Subject.Named checked(Map<String, String> platforms, Subject.Named one) {
        try {
            return sound(platforms, one);
        } catch (Refusal wrong) {
            throw one.line() == 0 ? wrong : new Refusal("campaign.list-line", one.line(), wrong.getMessage());
        }
    }

    private static Subject.Named sound(Map<String, String> platforms, Subject.Named one) {
        String platform = platforms.entrySet().stream()
                .filter(known -> known.getKey().equals(one.platform())
                        || known.getValue().equals(one.platform()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Refusal("campaign.other-platform", one.platform()));
        if (!one.shopId().matches(SHOP_ID)) {
            throw new Refusal("campaign.shop-id-malformed", ENTRIES.atMost(one.shopId(), "网店ID", LONGEST_CODE));
        }
        return new Subject.Named(
                platform,
                one.shopId(),
                one.creditCode().isBlank()
                        ? ""
                        : CreditCode.parse(one.creditCode()).value(),
                ENTRIES.atMost(one.shopName(), "网店名称", LONGEST_NAME),
                one.line());
    }

    /** Takes out one that the bureau put in by mistake and nobody has claimed. @throws Refusal {@code campaign.added-by-another} */
    void remove(String caseNo, UUID id, String tenant, String user) {
        running(caseNo, tenant);
        Subject subject = locked(caseNo, id);
        if (!subject.addedBy().equals(tenant)) {
            throw new Refusal("campaign.added-by-another");
        }
        subject.holder().ifPresent(holder -> {
            throw new SubjectTaken(organisations.get(holder).name());
        });
        store.remove(id);
        event(caseNo, tenant, user, CampaignAct.SUBJECTS_REMOVED, "网店 " + subject.shopId());
    }

    /**
     * Takes out a list that the bureau put in by mistake, but for what somebody has claimed of it.
     *
     * @return how many
     * @throws Refusal {@code campaign.nothing-to-remove}
     */
    int removeList(String caseNo, UUID list, String tenant, String user) {
        running(caseNo, tenant);
        int removed = store.removeList(caseNo, tenant, list);
        if (removed == 0) {
            throw new Refusal("campaign.nothing-to-remove");
        }
        event(caseNo, tenant, user, CampaignAct.SUBJECTS_REMOVED, removed + " 个");
        return removed;
    }

    /**
     * 认领: of two bureaus at once one has it, and the other is told which. Who filed a case about the shop before whoever has it now
     * did takes it over (行政处罚法 art. 25), and the other helps, unless it has left.
     *
     * @throws SubjectTaken when it is another's
     */
    public void claim(String caseNo, UUID id, String tenant, String user) {
        begun(caseNo, tenant);
        if (store.claim(caseNo, id, tenant, user)) {
            return;
        }
        Subject subject = locked(caseNo, id);
        if (subject.holder().isEmpty()) {
            // It was given back meanwhile; with its row locked nobody else has it now.
            store.claim(caseNo, id, tenant, user);
            return;
        }
        String holder = subject.holder().get();
        if (holder.equals(tenant)) {
            return;
        }
        Optional<Filings.Filing> own = filings.earliest(tenant, subject.platform(), subject.shopId());
        boolean first = own.isPresent()
                && filed(holder, subject)
                        .noneMatch(theirs -> !theirs.filedAt().isAfter(own.get().filedAt()));
        if (!first) {
            throw new SubjectTaken(organisations.get(holder).name());
        }
        store.giveTo(id, tenant, user, own.map(Filings.Filing::caseNo));
        if (campaigns.seenBy(caseNo, holder).isPresent()) {
            store.help(id, holder, CaseEvents.SYSTEM, subject.ownCase());
        }
        store.done(id, tenant, user, Subject.Deed.TAKEN_OVER);
        recount.one(caseNo, id);
        told(subject, holder, user, CampaignAct.SUBJECT_TAKEN_OVER, tenant);
    }

    /** What it works on now, and what it did in the campaign, also where that is over. */
    private Stream<Filings.Filing> filed(String holder, Subject subject) {
        return Stream.of(
                        filings.earliest(holder, subject.platform(), subject.shopId()),
                        subject.ownCase().flatMap(own -> filings.ofCase(holder, own)))
                .flatMap(Optional::stream);
    }

    /**
     * Both bureaus read it in their files of the campaign, and who had it also in the file of its own case, which belongs to the other
     * now.
     *
     * @param to who has it now
     */
    void told(Subject subject, String from, String user, CampaignAct act, String to) {
        String about = "网店 " + subject.shopId() + "，由" + organisations.get(to).name() + "办理";
        event(subject.caseNo(), from, CaseEvents.SYSTEM, act, about);
        event(subject.caseNo(), to, user, act, about);
        if (act == CampaignAct.SUBJECT_TAKEN_OVER) {
            subject.ownCase().ifPresent(own -> involvements.ofCase(own, from).stream()
                    .findFirst()
                    .ifPresent(one -> events.append(
                            own,
                            from,
                            CaseEvents.SYSTEM,
                            act,
                            Map.of("requestId", one.subjectId(), CaseEvents.ABOUT, about))));
        }
    }

    private void event(String caseNo, String tenant, String user, CampaignAct act, String about) {
        events.append(caseNo, tenant, user, act, Map.of("requestId", Campaign.id(caseNo), CaseEvents.ABOUT, about));
    }

    /** Back into the pool, as long as no clue is made of it; after that it is handed over by the clue's own 移送. */
    public void release(String caseNo, UUID id, String tenant, String user) {
        running(caseNo, tenant);
        Subject subject = mine(caseNo, id, tenant);
        if (subject.ownCase().isPresent()) {
            throw new Refusal("campaign.clue-begun", subject.ownCase().get());
        }
        store.release(id);
        store.done(id, tenant, user, Subject.Deed.RELEASED);
    }

    /** 协办, with a subject of another member. */
    public void help(String caseNo, UUID id, String tenant, String user) {
        begun(caseNo, tenant);
        Subject subject = locked(caseNo, id);
        if (subject.holder().filter(holder -> !holder.equals(tenant)).isEmpty()) {
            throw new Refusal("campaign.nobody-to-help");
        }
        store.help(id, tenant, user, Optional.empty());
        store.done(id, tenant, user, Subject.Deed.HELPED);
    }

    /**
     * Records what an officer found; what he found before stays on record and counts no more. Milestones follow from it.
     *
     * @param results by the codes of the campaign's items; what is not named was not looked at
     * @throws SubjectTaken when it is another's
     * @throws Refusal {@code campaign.option-unknown}, and {@code campaign.nothing-checked} where nothing was looked at
     */
    void check(String caseNo, UUID id, String tenant, String user, Map<String, String> results) {
        Campaign campaign = begun(caseNo, tenant);
        mine(caseNo, id, tenant);
        CheckItem[] items = campaign.checks().toArray(CheckItem[]::new);
        Map<CheckItem, Check.Result> found = new EnumMap<>(CheckItem.class);
        results.forEach((item, result) -> found.put(
                ENTRIES.oneOf(items, Optional.of(item), "检查事项"),
                ENTRIES.oneOf(Check.Result.values(), Optional.ofNullable(result), "检查结果")));
        Check check = Check.of(found);
        if (check.results().isEmpty()) {
            throw new Refusal("campaign.nothing-checked");
        }
        store.checked(id, campaign.checklist(), tenant, user, check);
        recount.one(caseNo, id);
    }

    private Subject locked(String caseNo, UUID id) {
        return store.locked(caseNo, id).orElseThrow(() -> new NotFound("campaign.subject-unknown"));
    }

    /** With its row locked. @throws SubjectTaken when it is another's @throws Refusal {@code campaign.not-claimed} */
    Subject mine(String caseNo, UUID id, String tenant) {
        Subject subject = locked(caseNo, id);
        if (subject.holder().isEmpty()) {
            throw new Refusal("campaign.not-claimed");
        }
        subject.holder().filter(holder -> !holder.equals(tenant)).ifPresent(holder -> {
            throw new SubjectTaken(organisations.get(holder).name());
        });
        return subject;
    }

    /** So many of them at most, in the order in which they came, for whoever may see the campaign. */
    @Transactional(readOnly = true)
    public List<Subject> subjects(String caseNo, int most) {
        return store.page(caseNo, PoolStore.Which.ANY, 0, most);
    }

    @Transactional(readOnly = true)
    public Counts counts(String caseNo) {
        return store.counts(caseNo);
    }
}
