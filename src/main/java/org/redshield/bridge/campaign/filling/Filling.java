package org.redshield.bridge.campaign.filling;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.CreditCode;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.bureau.Places;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignAct;
import org.redshield.bridge.campaign.Jurisdiction;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.PoolCases;
import org.redshield.bridge.campaign.PoolSubject;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.Involvement;
import org.redshield.bridge.cases.Involvements;
import org.redshield.bridge.cases.visibility.ShopSource;
import org.redshield.bridge.casework.Entries;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is in a campaign's pool and what is known of it: members put shops in, take out what was a mistake, and correct places. */
@Service
@Transactional
@RequiredArgsConstructor
class Filling {

    private static final Entries ENTRIES = new Entries(CampaignAct.FEATURE);
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_CODE = 64;
    private static final int LONGEST_PLACE = 50;
    private static final String SHOP_ID = "[A-Za-z0-9_-]{2," + LONGEST_CODE + "}";
    private static final String LISTED = "名单";

    private final Pool pool;
    private final PoolCases cases;
    private final FillStore store;
    private final Jurisdiction jurisdiction;
    private final Places places;
    private final List<ShopSource> sources;
    private final Organisations organisations;
    private final Involvements involvements;
    private final CaseEvents events;

    /** @param list by which all of it can be taken out again */
    record Added(int added, UUID list) {}

    /**
     * Puts shops into the pool, also before the campaign's first day; those that are in it already stay as they are, but for a credit
     * code, a name or a place that nobody knew, or a code or a name that the holder corrects.
     *
     * @param shops the platform and the place by their codes or their names
     * @throws Refusal {@code campaign.list-line} with what is wrong in a line: a platform that the campaign does not look at, a place that
     *     is none, or what is malformed
     */
    Added add(String caseNo, String tenant, String user, List<PoolSubject.Named> shops) {
        return add(pool.running(caseNo, tenant), tenant, user, shops, LISTED);
    }

    private Added add(Campaign campaign, String tenant, String user, List<PoolSubject.Named> shops, String basis) {
        Map<String, String> platforms = organisations.names(campaign.platforms());
        Map<String, String> divisions = divisions(shops);
        List<PoolSubject.Named> sound =
                shops.stream().map(one -> checked(platforms, divisions, one)).toList();
        UUID list = Ids.next();
        int added = store.add(
                campaign.caseNo(), tenant, user, list, sound, basis, jurisdiction.competent(divisions.values()));
        if (added > 0) {
            event(campaign.caseNo(), tenant, user, CampaignAct.SUBJECTS_ADDED, added + " 个");
        }
        return new Added(added, list);
    }

    private Map<String, String> divisions(List<PoolSubject.Named> shops) {
        return places.divisions(shops.stream().map(PoolSubject.Named::place).collect(Collectors.toSet()));
    }

    /**
     * Puts in what the bureau knows by its own work on the campaign's platforms. What cannot be a subject, for its number or its credit
     * code is none, stays out; so does a place that leads nowhere.
     *
     * @throws Refusal {@code campaign.option-unknown}
     */
    Added addFrom(String caseNo, String tenant, String user, String source) {
        Campaign campaign = pool.running(caseNo, tenant);
        List<PoolSubject.Named> known = known(campaign, tenant, source);
        Map<String, String> divisions = divisions(known);
        return add(
                campaign,
                tenant,
                user,
                known.stream()
                        .map(one -> new PoolSubject.Named(
                                one.platform(),
                                one.shopId(),
                                one.creditCode(),
                                one.shopName(),
                                divisions.getOrDefault(one.place(), ""),
                                0))
                        .toList(),
                source(source).placeBasis());
    }

    /** How many shops that would be: all members see them then. @throws Refusal {@code campaign.option-unknown} */
    @Transactional(readOnly = true)
    public int known(String caseNo, String tenant, String source) {
        return known(pool.seenBy(caseNo, tenant), tenant, source).size();
    }

    private ShopSource source(String code) {
        return sources.stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new Refusal("campaign.option-unknown", "来源", code));
    }

    private List<PoolSubject.Named> known(Campaign campaign, String tenant, String source) {
        return source(source).shops(tenant, campaign.platforms(), SubjectList.MOST).stream()
                .filter(shop -> shop.shopId().matches(SHOP_ID) && shop.name().length() <= LONGEST_NAME)
                .map(shop -> new PoolSubject.Named(
                        shop.platform(), shop.shopId(), creditCode(shop), shop.name(), shop.place(), 0))
                .toList();
    }

    /**
     * Puts the shop of a clue or case that the bureau works on into the pool, and claims it: that case goes on, no other begins.
     *
     * @throws PoolSubject.Taken when the shop is another bureau's
     * @throws Refusal {@code campaign.case-without-shop}, also where the bureau works on no such case; as {@link Pool#claim}; {@code
     *     campaign.clue-begun} where it works on the subject in another one
     */
    void addOwn(String caseNo, String tenant, String user, String ownCase) {
        Campaign campaign = pool.begun(caseNo, tenant);
        Involvement about = involvements.ofCase(ownCase, tenant).stream()
                .filter(one -> one.open()
                        && one.platform().isPresent()
                        && one.shopId().isPresent()
                        && one.counterpart().isEmpty())
                .findFirst()
                .orElseThrow(() -> new Refusal("campaign.case-without-shop", ownCase));
        String platform = about.platform().orElseThrow();
        String shopId = about.shopId().orElseThrow();
        add(campaign, tenant, user, List.of(new PoolSubject.Named(platform, shopId, "", "", "", 0)), LISTED);
        cases.goesOn(caseNo, platform, shopId, tenant, user, ownCase);
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

    private static PoolSubject.Named checked(
            Map<String, String> platforms, Map<String, String> divisions, PoolSubject.Named one) {
        try {
            return sound(platforms, divisions, one);
        } catch (Refusal wrong) {
            throw one.line() == 0 ? wrong : new Refusal("campaign.list-line", one.line(), wrong.getMessage());
        }
    }

    private static PoolSubject.Named sound(
            Map<String, String> platforms, Map<String, String> divisions, PoolSubject.Named one) {
        String platform = platforms.entrySet().stream()
                .filter(known -> known.getKey().equals(one.platform())
                        || known.getValue().equals(one.platform()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Refusal("campaign.other-platform", one.platform()));
        if (!one.shopId().matches(SHOP_ID)) {
            throw new Refusal("campaign.shop-id-malformed", ENTRIES.atMost(one.shopId(), "网店ID", LONGEST_CODE));
        }
        return new PoolSubject.Named(
                platform,
                one.shopId(),
                one.creditCode().isBlank()
                        ? ""
                        : CreditCode.parse(one.creditCode()).value(),
                ENTRIES.atMost(one.shopName(), "网店名称", LONGEST_NAME),
                one.place().isBlank() ? "" : division(divisions, one.place()),
                one.line());
    }

    private static String division(Map<String, String> divisions, String place) {
        return Optional.ofNullable(divisions.get(place))
                .orElseThrow(
                        () -> new Refusal("campaign.place-unknown", ENTRIES.atMost(place, "实际经营地", LONGEST_PLACE)));
    }

    /** Takes out one that the bureau put in by mistake and nobody has claimed. @throws Refusal {@code campaign.added-by-another} */
    void remove(String caseNo, UUID id, String tenant, String user) {
        pool.running(caseNo, tenant);
        PoolSubject subject = pool.locked(caseNo, id);
        if (!subject.addedBy().equals(tenant)) {
            throw new Refusal("campaign.added-by-another");
        }
        subject.holder().ifPresent(holder -> {
            throw new PoolSubject.Taken(organisations.name(holder));
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
        pool.running(caseNo, tenant);
        int removed = store.removeList(caseNo, tenant, list);
        if (removed == 0) {
            throw new Refusal("campaign.nothing-to-remove");
        }
        event(caseNo, tenant, user, CampaignAct.SUBJECTS_REMOVED, removed + " 个");
        return removed;
    }

    /**
     * Says where a shop really trades, as any member may while it is nobody's, and then its holder only; all read it with the reason. Shops
     * of the same operator of which the same was known, or nothing, go with it: they are one subject. Whose they are already does not change by
     * that: what is another's is handed over by 移送.
     *
     * @throws PoolSubject.Taken when it is another's
     * @throws Refusal {@code campaign.place-unknown, .place-same}, and of a reason that is none
     */
    void correctPlace(
            String caseNo, UUID id, String tenant, String user, Optional<String> place, Optional<String> reason) {
        pool.running(caseNo, tenant);
        store.oneAtATime(caseNo);
        store.lockOperator(caseNo, id);
        PoolSubject subject = pool.locked(caseNo, id);
        subject.holder().filter(holder -> !holder.equals(tenant)).ifPresent(holder -> {
            throw new PoolSubject.Taken(organisations.name(holder));
        });
        String stated = ENTRIES.text(place, "实际经营地", 2, LONGEST_PLACE);
        String why = ENTRIES.reason(reason, "更正理由");
        String division = division(places.divisions(List.of(stated)), stated);
        if (division.equals(subject.place())) {
            throw new Refusal("campaign.place-same", places.name(division));
        }
        store.correctPlace(
                subject,
                tenant,
                user,
                division,
                jurisdiction.competent(List.of(division)).getOrDefault(division, List.of()),
                why);
    }

    private void event(String caseNo, String tenant, String user, CampaignAct act, String about) {
        events.append(caseNo, tenant, user, act, Campaign.id(caseNo), about);
    }
}
