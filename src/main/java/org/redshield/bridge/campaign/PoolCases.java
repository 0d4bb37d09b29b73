package org.redshield.bridge.campaign;

import static org.redshield.bridge.campaign.Campaigns.ENTRIES;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import lombok.RequiredArgsConstructor;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.cases.CaseNumbers;
import org.redshield.bridge.cases.CaseRegister;
import org.redshield.bridge.cases.order.Order;
import org.redshield.bridge.cases.order.OrderKind;
import org.redshield.bridge.cases.order.Orders;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.cases.order.ProgressListener;
import org.redshield.bridge.clues.api.Filings;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The bureaus' own clues and cases about the subjects of a pool: how they begin, are linked, and tell how far they are. */
@Service
@Transactional
@RequiredArgsConstructor
public class PoolCases implements ProgressListener {

    private static final int LONGEST_LINE = 200;

    private final Pool pool;
    private final CampaignStore campaigns;
    private final PoolStore store;
    private final DeedStore deeds;
    private final PoolRecount recount;
    private final Filings filings;
    private final Orders orders;
    private final CaseNumbers numbers;
    private final CaseRegister register;
    private final InstantSource time;

    /**
     * Claims a shop of the pool for a case that the bureau works on: that goes on, no other begins.
     *
     * @throws PoolSubject.Taken when the shop is another bureau's
     * @throws Refusal as {@link Pool#claim}; {@code campaign.clue-begun} where the bureau works on the subject in another case
     */
    public void goesOn(String caseNo, String platform, String shopId, String tenant, String user, String ownCase) {
        pool.claim(caseNo, shop(caseNo, platform, shopId).id(), tenant, user);
        PoolSubject subject = shop(caseNo, platform, shopId);
        if (subject.ownCase().isPresent()) {
            if (!subject.ownCase().get().equals(ownCase)) {
                throw new Refusal("campaign.clue-begun", subject.ownCase().get());
            }
            return;
        }
        link(subject, tenant, user, ownCase);
    }

    private PoolSubject shop(String caseNo, String platform, String shopId) {
        return store.lockedShop(caseNo, platform, shopId).orElseThrow();
    }

    /** The case goes on; what it has reached already counts from when it did. */
    private void link(PoolSubject subject, String tenant, String user, String ownCase) {
        store.ownCase(subject.id(), ownCase);
        recount.one(subject.caseNo(), subject.id());
        deeds.done(subject.id(), tenant, user, PoolSubject.Deed.LINKED);
    }

    /**
     * Makes a clue of a claimed subject: a case of the bureau's own, with a number and a period of its own. Without words of its own the
     * case that the bureau has filed about the shop goes on instead, where there is one; what is the same as a clue that is worked
     * on, the clues put together themselves.
     *
     * @return number of the case
     */
    public String begin(
            String caseNo, UUID id, String tenant, String user, Optional<String> cause, Optional<String> content) {
        Campaign campaign = pool.begun(caseNo, tenant);
        PoolSubject subject = pool.mine(caseNo, id, tenant);
        if (subject.ownCase().isPresent()) {
            throw new Refusal("campaign.clue-begun", subject.ownCase().get());
        }
        Optional<Filings.Filing> filed = cause.filter(text -> !text.isBlank()).isPresent()
                ? Optional.empty()
                : filings.earliest(tenant, subject.platform(), subject.shopId());
        if (filed.isPresent()) {
            link(subject, tenant, user, filed.get().caseNo());
            return filed.get().caseNo();
        }
        String words = ENTRIES.text(cause, "案由", 2, LONGEST_LINE);
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
        deeds.done(id, tenant, user, PoolSubject.Deed.BEGUN);
        orders.place(
                OrderKind.CLUE_VERIFICATION,
                new Order(number, tenant, id.toString(), user, Optional.empty(), Optional.empty(), facts),
                CampaignAct.CLUE_BEGUN);
        // Where it is the same as a clue that is worked on, it is as far as that.
        recount.one(caseNo, id);
        return number;
    }

    /**
     * How far a case has come in which one of the subjects is. Where another member works on it, because it was handed over
     * and accepted there, the subject is that member's from now on.
     */
    @Override
    public void heard(Progress progress) {
        if (progress.kind() != OrderKind.CLUE_VERIFICATION) {
            return;
        }
        for (PoolSubject subject : store.ofCase(progress.caseNo())) {
            String holder = subject.holder().orElse("");
            if (!holder.equals(progress.tenant())) {
                if (campaigns.seenBy(subject.caseNo(), progress.tenant()).isEmpty()) {
                    continue;
                }
                store.giveTo(subject.id(), progress.tenant(), CaseEvents.SYSTEM, subject.ownCase());
                deeds.done(subject.id(), progress.tenant(), CaseEvents.SYSTEM, PoolSubject.Deed.HANDED_OVER);
                pool.told(subject, holder, CaseEvents.SYSTEM, CampaignAct.SUBJECT_HANDED_OVER, progress.tenant());
            }
            store.reached(subject.id(), progress.tenant(), SubjectStage.of(progress), progress.at());
            store.unreached(subject.id(), progress.tenant(), SubjectStage.undone(progress));
        }
    }
}
