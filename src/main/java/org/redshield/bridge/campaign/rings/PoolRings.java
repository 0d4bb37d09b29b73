package org.redshield.bridge.campaign.rings;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Ids;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.access.NotFound;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.campaign.Campaign;
import org.redshield.bridge.campaign.CampaignStore;
import org.redshield.bridge.campaign.Member;
import org.redshield.bridge.campaign.Pool;
import org.redshield.bridge.campaign.rings.RingOffer.Agreed;
import org.redshield.bridge.campaign.rings.RingOffer.Answer;
import org.redshield.bridge.campaign.rings.RingOffer.Impact;
import org.redshield.bridge.campaign.rings.RingOffer.State;
import org.redshield.bridge.cases.Approvals;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.LegalBasis;
import org.redshield.bridge.cases.law.Law;
import org.redshield.bridge.casework.Entries;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.dataset.TargetType;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.HeldRecords;
import org.redshield.bridge.work.Signals;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each bureau lets records of its own cases be joined by the decision of its head (个人信息保护法第二十三条、第三十四条、第五十五条), and takes
 * that back whenever it likes; what comes of a look only those read whose records are in it.
 */
@Service
@Transactional
@RequiredArgsConstructor
class PoolRings {

    /** Cases whose records can be offered at once. */
    static final int MOST_SUBJECTS = 500;

    private static final Entries ENTRIES = new Entries(RingAct.FEATURE);
    static final String PERSONAL_DATA = Law.PERSONAL_DATA.cite(13) + "第一款第三项、第三十四条";

    private final RingStore store;
    private final CampaignStore campaigns;
    private final Pool pool;
    private final HeldRecords held;
    private final Organisations organisations;
    private final Approvals approvals;
    private final CaseEvents events;
    private final Signals signals;
    private final InstantSource time;
    private final RingLook look;

    /** The answers of orders that the bureau holds in its cases about subjects that are its own in the pool. */
    @Transactional(readOnly = true)
    public List<Answer> offerable(String caseNo, String tenant) {
        pool.seenBy(caseNo, tenant);
        return store.held(caseNo, tenant, MOST_SUBJECTS).stream()
                .flatMap(subject -> held.ofCase(subject.ownCase(), tenant).stream()
                        .filter(request -> request.dataset() == Dataset.TRADE && isOf(request, subject))
                        .map(request -> new Answer(
                                request.requestNo(),
                                subject.id(),
                                subject.ownCase(),
                                subject.platform(),
                                subject.shopId(),
                                request.rows())))
                .toList();
    }

    private static boolean isOf(DataRequest request, RingStore.Held subject) {
        return request.platform().equals(subject.platform())
                && request.scope().targetType() == TargetType.SHOP
                && request.scope().targetId().equals(subject.shopId());
    }

    /**
     * An officer says which records, and what for; his head decides. What is agreed to holds until another is agreed to in its place.
     *
     * @throws Refusal {@code rings.no-records, .record-unknown, .offered-already}
     */
    public void offer(Caller caller, String caseNo, List<String> chosen, Optional<String> purpose) {
        Campaign campaign = pool.running(caseNo, caller.tenant());
        String what = ENTRIES.reason(purpose, "串并目的");
        List<Answer> answers = offerable(caseNo, caller.tenant()).stream()
                .filter(answer -> chosen.contains(answer.requestNo()))
                .toList();
        if (chosen.isEmpty()) {
            throw new Refusal("rings.no-records");
        }
        if (answers.size() != Set.copyOf(chosen).size()) {
            throw new Refusal("rings.record-unknown");
        }
        RingOffer offer = new RingOffer(
                Ids.next(),
                caseNo,
                caller.tenant(),
                State.PENDING,
                impact(campaign, caller.tenant(), what, answers),
                caller.userId(),
                time.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        if (!store.offer(offer, answers)) {
            throw new Refusal("rings.offered-already");
        }
        event(offer, caller.userId(), RingAct.RECORDS_OFFERED, offer.impact().data() + "；目的：" + what);
    }

    private Impact impact(Campaign campaign, String tenant, String purpose, List<Answer> answers) {
        long shops = answers.stream().map(Answer::subjectId).distinct().count();
        long records = answers.stream().mapToLong(Answer::records).sum();
        String others = present(campaign)
                .filter(code -> !code.equals(tenant))
                .map(organisations::name)
                .collect(Collectors.joining("、"));
        return new Impact(
                purpose,
                LegalBasis.citation(campaign.basis()) + "；" + PERSONAL_DATA,
                shops + " 家网店的交易记录 " + answers.size() + " 份，共 " + records + " 条，用到其中的买家标识、收货电话、收货地址、下单时间",
                records,
                "同意参加串并的成员单位（联合行动现有其他单位：" + others + "）；不参加的单位只看到何时串并、哪些单位参加、发现几个团伙",
                "找出在多个单位查办的网店下单的买家团伙，供各单位核实；不对个人下结论，是否虚假交易由办案人员逐笔核实后决定",
                "买家、收货人只以本次行动专用的代号出示，原始记录不离开本局案件；每次串并和查看都留痕；本局可以随时撤回同意");
    }

    private Stream<String> present(Campaign campaign) {
        return Stream.concat(
                        Stream.of(campaign.tenant()),
                        campaigns.members(campaign.caseNo()).stream()
                                .filter(Member::takesPart)
                                .map(Member::tenant))
                .distinct();
    }

    /** @throws Refusal {@code rings.offer-decided, .own-offer} */
    public void approve(Caller caller, String caseNo, UUID id, Optional<String> opinion) {
        pool.running(caseNo, caller.tenant());
        RingOffer offer = pending(caller, caseNo, id);
        approvals.decide(offer.approval(), caller.userId(), RingAct.RECORDS_APPROVED, opinion);
        store.replaceAgreed(offer);
        store.decided(offer, State.APPROVED, caller.userId(), Optional.empty(), time.instant());
    }

    /** @throws Refusal {@code rings.offer-decided, .own-offer} */
    public void refuse(Caller caller, String caseNo, UUID id, Optional<String> opinion) {
        pool.seenBy(caseNo, caller.tenant());
        String why = ENTRIES.reason(opinion, "审批意见");
        RingOffer offer = pending(caller, caseNo, id);
        approvals.decide(offer.approval(), caller.userId(), RingAct.RECORDS_REFUSED, Optional.of(why));
        store.decided(offer, State.REFUSED, caller.userId(), Optional.of(why), time.instant());
    }

    private RingOffer pending(Caller caller, String caseNo, UUID id) {
        RingOffer offer = own(caller, caseNo, id);
        if (offer.state() != State.PENDING) {
            throw new Refusal("rings.offer-decided", offer.state().title());
        }
        return offer;
    }

    private RingOffer own(Caller caller, String caseNo, UUID id) {
        return store.locked(id, caseNo, caller.tenant()).orElseThrow(() -> new NotFound("rings.offer-unknown"));
    }

    /**
     * The bureau takes its consent back, or what its officer has offered: no look begins with its records any more, and results in which
     * they are say so. Sent again it is the same.
     *
     * @throws Refusal {@code rings.offer-decided} where its head has refused it, or agreed to another in its place
     */
    public void withdraw(Caller caller, String caseNo, UUID id, Optional<String> reason) {
        pool.seenBy(caseNo, caller.tenant());
        String why = ENTRIES.reason(reason, "撤回的理由");
        RingOffer offer = own(caller, caseNo, id);
        if (offer.state() == State.REFUSED || offer.state() == State.REPLACED) {
            throw new Refusal("rings.offer-decided", offer.state().title());
        }
        if (offer.state() != State.WITHDRAWN) {
            store.withdrawn(offer, caller.userId(), why, time.instant());
            event(offer, caller.userId(), RingAct.RECORDS_WITHDRAWN, why);
        }
    }

    /**
     * Begins a look; any node does it.
     *
     * @throws Refusal {@code rings.not-agreed} to a bureau that has not agreed, {@code .too-few, .too-many-records, .looking}
     */
    public void begin(Caller caller, String caseNo) {
        pool.running(caseNo, caller.tenant());
        List<Agreed> agreed = store.agreed(caseNo);
        Set<String> bureaus = RingLook.bureaus(agreed);
        if (!bureaus.contains(caller.tenant())) {
            throw new Refusal("rings.not-agreed");
        }
        look.requireFit(agreed);
        if (store.begin(caseNo, caller.tenant(), caller.userId(), time.instant())
                .isEmpty()) {
            throw new Refusal("rings.looking");
        }
        event(caseNo, caller.tenant(), caller.userId(), RingAct.RINGS_BEGUN, bureaus.size() + " 个单位的记录");
        signals.send(RingWork.KIND);
    }

    /** It could not be done, and why. */
    public void fail(RingRun run, String why) {
        store.fail(run.id(), why, time.instant());
        event(run.caseNo(), run.tenant(), CaseEvents.SYSTEM, RingAct.RINGS_FAILED, why);
    }

    /**
     * The result, for who has records in it.
     *
     * @throws NotFound {@code rings.run-unknown}
     * @throws Refusal {@code rings.not-in-it, .not-done}
     */
    @Transactional(readOnly = true)
    public RingRun read(String caseNo, UUID id, String tenant) {
        pool.seenBy(caseNo, tenant);
        RingRun run = store.run(id)
                .filter(one -> one.caseNo().equals(caseNo))
                .orElseThrow(() -> new NotFound("rings.run-unknown"));
        if (run.state() != RingRun.State.DONE) {
            throw new Refusal("rings.not-done");
        }
        if (!run.bureaus().contains(tenant)) {
            throw new Refusal("rings.not-in-it");
        }
        return run;
    }

    private void event(RingOffer offer, String user, RingAct act, String about) {
        event(offer.caseNo(), offer.tenant(), user, act, about);
    }

    private void event(String caseNo, String tenant, String user, RingAct act, String about) {
        events.append(caseNo, tenant, user, act, Campaign.id(caseNo), about);
    }
}
