package org.redshield.bridge.campaign;

import static org.redshield.bridge.campaign.Campaigns.ENTRIES;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.Forbidden;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.checks.Check;
import org.redshield.bridge.campaign.checks.CheckItem;
import org.redshield.bridge.cases.CaseAccess;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.clues.api.Filings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What members do with the pool: claim subjects (认领), give them back, and help with those of others (协办). What is in it is
 * the room {@code filling}'s matter, what a bureau works on in its own cases {@link PoolCases}'.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class Pool {

    private final CampaignStore campaigns;
    private final PoolStore store;
    private final DeedStore deeds;
    private final PoolRecount recount;
    private final Filings filings;
    private final Jurisdiction jurisdiction;
    private final Organisations organisations;
    private final Involvements involvements;
    private final CaseEvents events;
    private final InstantSource time;

    /**
     * The campaign, for who leads it, takes part or ordered it; for everybody else it is not there.
     *
     * @throws NotFound {@code campaign.not-found}
     */
    @Transactional(readOnly = true)
    public Campaign seenBy(String caseNo, String tenant) {
        return campaigns.readBy(caseNo, tenant).orElseThrow(() -> new NotFound("campaign.not-found", caseNo));
    }

    /** The same. Whatever else would be refused: who does not take part learns nothing, not even that there is such a campaign. */
    @Transactional(readOnly = true)
    public Campaign seen(String caseNo, Caller caller) {
        if (!CaseAccess.doesCaseWork(caller)) {
            throw new NotFound("campaign.not-found", caseNo);
        }
        return seenBy(caseNo, caller.tenant());
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

    /** For who changes the pool. @throws Forbidden {@code campaign.officers-only}, and as {@link #workedOnBy} */
    @Transactional(readOnly = true)
    public Caller worker(String caseNo, Caller caller) {
        seen(caseNo, caller);
        workedOnBy(caseNo, caller.tenant());
        if (!caller.hasRole("officer", "unitHead")) {
            throw new Forbidden("campaign.officers-only");
        }
        return caller;
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
    public Campaign begun(String caseNo, String tenant) {
        Campaign campaign = running(caseNo, tenant);
        if (ChinaTime.day(time.instant()).isBefore(campaign.from())) {
            throw new Refusal("campaign.not-begun", campaign.from());
        }
        return campaign;
    }

    /**
     * 认领: of two bureaus at once one has it, and the other is told which. While who is competent comes first ({@link Jurisdiction}), another
     * has it only by a case that it has filed. Who filed a case about the shop before whoever has it now
     * did takes it over (行政处罚法 art. 25), and the other helps, unless it has left.
     *
     * @throws PoolSubject.Taken when it is another's
     * @throws Refusal {@code campaign.others-first}
     */
    public void claim(String caseNo, UUID id, String tenant, String user) {
        Campaign campaign = begun(caseNo, tenant);
        boolean byPlace = jurisdiction.comesFirst(campaign);
        if (claims(campaign, id, tenant, user, byPlace)) {
            return;
        }
        PoolSubject subject = locked(caseNo, id);
        Optional<Filings.Filing> own = filings.earliest(tenant, subject.platform(), subject.shopId());
        if (subject.holder().isEmpty()) {
            // It was given back meanwhile, or it is others' to claim; with its row locked nobody else has it now.
            if (!claims(campaign, id, tenant, user, byPlace && own.isEmpty())) {
                throw jurisdiction.othersFirst(campaign, subject);
            }
            return;
        }
        String holder = subject.holder().get();
        if (holder.equals(tenant)) {
            return;
        }
        boolean first = own.isPresent()
                && filed(holder, subject)
                        .noneMatch(theirs -> !theirs.filedAt().isAfter(own.get().filedAt()));
        if (!first) {
            throw new PoolSubject.Taken(organisations.name(holder));
        }
        store.giveTo(id, tenant, user, own.map(Filings.Filing::caseNo));
        if (campaigns.seenBy(caseNo, holder).isPresent()) {
            store.help(id, holder, CaseEvents.SYSTEM, subject.ownCase());
        }
        deeds.done(id, tenant, user, PoolSubject.Deed.TAKEN_OVER);
        recount.one(caseNo, id);
        told(subject, holder, user, CampaignAct.SUBJECT_TAKEN_OVER, tenant);
    }

    private boolean claims(Campaign campaign, UUID id, String tenant, String user, boolean byPlace) {
        boolean won = store.claim(campaign, id, tenant, user, byPlace);
        if (won && campaign.priorityDays() > 0) {
            store.helpsNoMore(id, tenant);
        }
        return won;
    }

    /**
     * Claims all that is nobody's and for which the bureau is competent, also when it does not come first any more. What another is just
     * claiming stays out.
     *
     * @return how many
     * @throws Refusal {@code campaign.none-of-ours}
     */
    int claimOwn(String caseNo, String tenant, String user) {
        begun(caseNo, tenant);
        int claimed = store.claimCompetent(caseNo, tenant, user);
        if (claimed == 0) {
            throw new Refusal("campaign.none-of-ours");
        }
        return claimed;
    }

    /** What it works on now, and what it did in the campaign, also where that is over. */
    private Stream<Filings.Filing> filed(String holder, PoolSubject subject) {
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
    void told(PoolSubject subject, String from, String user, CampaignAct act, String to) {
        String about = "网店 " + subject.shopId() + "，由" + organisations.name(to) + "办理";
        event(subject.caseNo(), from, CaseEvents.SYSTEM, act, about);
        event(subject.caseNo(), to, user, act, about);
        if (act == CampaignAct.SUBJECT_TAKEN_OVER) {
            subject.ownCase().ifPresent(own -> involvements.ofCase(own, from).stream()
                    .findFirst()
                    .ifPresent(one -> events.append(own, from, CaseEvents.SYSTEM, act, one.subjectId(), about)));
        }
    }

    private void event(String caseNo, String tenant, String user, CampaignAct act, String about) {
        events.append(caseNo, tenant, user, act, Campaign.id(caseNo), about);
    }

    /** Back into the pool, as long as no clue is made of it; after that it is handed over by the clue's own 移送. */
    public void release(String caseNo, UUID id, String tenant, String user) {
        running(caseNo, tenant);
        PoolSubject subject = mine(caseNo, id, tenant);
        if (subject.ownCase().isPresent()) {
            throw new Refusal("campaign.clue-begun", subject.ownCase().get());
        }
        store.release(id);
        deeds.done(id, tenant, user, PoolSubject.Deed.RELEASED);
    }

    /** 协办, with a subject of another member, or one that others claim first. */
    public void help(String caseNo, UUID id, String tenant, String user) {
        Campaign campaign = begun(caseNo, tenant);
        PoolSubject subject = locked(caseNo, id);
        boolean anothers =
                subject.holder().filter(holder -> !holder.equals(tenant)).isPresent();
        if (!anothers && !jurisdiction.isForOthers(campaign, subject, tenant)) {
            throw new Refusal("campaign.nobody-to-help");
        }
        store.help(id, tenant, user, Optional.empty());
        deeds.done(id, tenant, user, PoolSubject.Deed.HELPED);
    }

    /**
     * Records what an officer found; what he found before stays on record and counts no more. Milestones follow from it.
     *
     * @param results by the codes of the campaign's items; what is not named was not looked at
     * @throws PoolSubject.Taken when it is another's
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
        deeds.checked(id, campaign.checklist(), tenant, user, check);
        recount.one(caseNo, id);
    }

    /** With its row locked until the transaction ends. @throws NotFound {@code campaign.subject-unknown} */
    public PoolSubject locked(String caseNo, UUID id) {
        return store.locked(caseNo, id).orElseThrow(() -> new NotFound("campaign.subject-unknown"));
    }

    /** With its row locked. @throws PoolSubject.Taken when it is another's @throws Refusal {@code campaign.not-claimed} */
    PoolSubject mine(String caseNo, UUID id, String tenant) {
        PoolSubject subject = locked(caseNo, id);
        if (subject.holder().isEmpty()) {
            throw new Refusal("campaign.not-claimed");
        }
        subject.holder().filter(holder -> !holder.equals(tenant)).ifPresent(holder -> {
            throw new PoolSubject.Taken(organisations.name(holder));
        });
        return subject;
    }

    /** So many of them at most, in the order in which they came, for whoever may see the campaign. */
    @Transactional(readOnly = true)
    public List<PoolSubject> subjects(String caseNo, int most) {
        return store.page(caseNo, PoolStore.Which.ANY, 0, most);
    }

    @Transactional(readOnly = true)
    public CampaignCounts counts(String caseNo) {
        return store.counts(caseNo);
    }
}
