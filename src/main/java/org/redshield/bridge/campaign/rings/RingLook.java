package org.redshield.bridge.campaign.rings;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Json;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.rings.RingOffer.Agreed;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.indicators.api.RingSearch;
import org.redshield.bridge.keys.Hashes;
import org.redshield.bridge.platform.request.Aliases;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** 团伙串并: one look over the records that the members agreed to put together, and what each of them is told of it. */
@Component
@RequiredArgsConstructor
class RingLook {

    private final RingStore store;
    private final CampaignStore campaigns;
    private final RingSearch search;
    private final Aliases aliases;
    private final Organisations organisations;
    private final CaseEvents events;
    private final RingSettings settings;
    private final InstantSource time;

    /** Of a look during which somebody has taken something back. */
    static final String CHANGED = "rings.changed";

    private static final int PORTION = 2_000;

    void requireFit(List<Agreed> agreed) {
        if (bureaus(agreed).size() < 2) {
            throw new Refusal("rings.too-few");
        }
        long records = agreed.stream().mapToLong(one -> one.answer().records()).sum();
        if (records > settings.mostRecords()) {
            throw new Refusal("rings.too-many-records", records, settings.mostRecords());
        }
    }

    static Set<String> bureaus(List<Agreed> agreed) {
        return agreed.stream().map(Agreed::tenant).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * Looks, in the caller's transaction.
     *
     * @throws Refusal {@code rings.changed} where somebody has taken something back meanwhile: it is to be done again;
     *     {@code rings.too-few, .too-many-records}, and of who holds the records
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void look(RingRun run) {
        List<Agreed> agreed = store.agreed(run.caseNo());
        requireFit(agreed);
        Campaign campaign = campaigns.campaign(run.caseNo()).orElseThrow();
        UnaryOperator<String> alias = aliases.ofCase(run.caseNo());
        List<RingSearch.Order> portion = new ArrayList<>();
        int[] written = new int[1];
        RingSearch.Found found = search.across(
                agreed.stream()
                        .map(one -> new RingSearch.Source(
                                one.answer().requestNo(),
                                one.tenant(),
                                one.answer().platform(),
                                one.answer().shopId()))
                        .toList(),
                alias,
                order -> {
                    portion.add(order);
                    if (portion.size() == PORTION) {
                        written[0] += keep(run, written[0], portion);
                    }
                });
        keep(run, written[0], portion);
        // Under a lock only now: who takes something back does not wait for the look. Who joined meanwhile is in the
        // next.
        Set<UUID> offers = agreed.stream().map(Agreed::offer).collect(Collectors.toSet());
        if (!store.holdAgreed(offers) || !new HashSet<>(store.agreed(run.caseNo())).containsAll(agreed)) {
            throw new Refusal(CHANGED);
        }
        String report = Json.write(new RingRun.Report(
                run.caseNo(),
                LegalBasis.citation(campaign.basis()) + "；" + PoolRings.PERSONAL_DATA,
                found.method(),
                found.tableVersion(),
                found.parameters(),
                bureaus(agreed).stream()
                        .map(bureau -> new RingRun.Data(
                                bureau, answers(agreed, bureau), found.files().get(bureau)))
                        .toList(),
                found.orders(),
                found.rings()));
        String sha256 = Hashes.sha256(report);
        store.end(run, report, sha256, found.rings().size(), agreed, time.instant());
        tell(run, agreed, found, sha256);
    }

    private int keep(RingRun run, int from, List<RingSearch.Order> portion) {
        int size = portion.size();
        store.orders(run.id(), from, portion);
        portion.clear();
        return size;
    }

    private static long answers(List<Agreed> agreed, String bureau) {
        return agreed.stream().filter(one -> one.tenant().equals(bureau)).count();
    }

    /** Each bureau reads in its file of the campaign what was made of its records, and who may read that. */
    private void tell(RingRun run, List<Agreed> agreed, RingSearch.Found found, String sha256) {
        Set<String> bureaus = bureaus(agreed);
        String names = bureaus.stream().map(organisations::name).collect(Collectors.joining("、"));
        events.appendAll(
                CaseEvents.SYSTEM,
                RingAct.RINGS_LOOKED,
                bureaus.stream()
                        .map(bureau -> new CaseEvents.Happened(
                                run.caseNo(),
                                bureau,
                                Campaign.id(run.caseNo()),
                                "本局交易记录 " + answers(agreed, bureau) + " 份；发现跨单位团伙 "
                                        + found.rings().size() + " 个；结果向" + names + "出示，校验值 " + sha256))
                        .toList());
    }
}
