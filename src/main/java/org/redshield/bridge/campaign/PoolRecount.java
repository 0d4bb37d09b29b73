package org.redshield.bridge.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.redshield.bridge.ChinaTime;
import org.redshield.bridge.cases.order.Progress;
import org.redshield.bridge.clues.api.StepsReached;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds the milestones of the pools against the cases and checks that they stand for, each night and before a report is made, and mends what
 * differs: a node of the release before knows of no pool and tells it nothing.
 */
@Component
class PoolRecount implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(PoolRecount.class);
    private static final Duration NET = Duration.ofMinutes(10);
    private static final LocalTime AT_NIGHT = LocalTime.of(3, 30);

    private final CampaignStore campaigns;
    private final PoolStore store;
    private final StepsReached steps;
    private final TransactionTemplate apart;
    private final InstantSource time;
    private volatile Instant next;

    PoolRecount(
            CampaignStore campaigns,
            PoolStore store,
            StepsReached steps,
            PlatformTransactionManager transactions,
            InstantSource time) {
        this.campaigns = campaigns;
        this.store = store;
        this.steps = steps;
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.time = time;
        this.next = nextNight(time.instant());
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of("campaign.recount", NET, () -> Optional.of(next), this::night));
    }

    private static Instant nextNight(Instant now) {
        Instant tonight = ChinaTime.at(ChinaTime.day(now), AT_NIGHT);
        return now.isBefore(tonight) ? tonight : ChinaTime.at(ChinaTime.day(now).plusDays(1), AT_NIGHT);
    }

    /** Each node does it; who comes second finds nothing to mend, and who is woken before it is time does nothing. */
    private void night() {
        Instant now = time.instant();
        boolean due = !now.isBefore(next);
        next = nextNight(now);
        if (due) {
            campaigns.running().forEach(this::recount);
        }
    }

    /**
     * In a transaction of its own, however long the caller's goes on: cases wait for it.
     *
     * @return how many milestones were wrong or missing
     */
    int recount(String caseNo) {
        return apart.execute(status -> {
            // While these rows are locked no case of theirs comes further.
            int mended = recount(store.lockedWorked(caseNo));
            if (mended > 0) {
                LOG.warn("{} milestones of campaign {} were not those of its cases; they are now", mended, caseNo);
            }
            return mended;
        });
    }

    /** In the caller's transaction, of a subject that has a case or was checked only now: what it has reached by that. */
    void one(String caseNo, UUID id) {
        recount(List.of(store.locked(caseNo, id).orElseThrow()));
    }

    private int recount(List<PoolSubject> worked) {
        Map<StepsReached.Of, List<Progress>> reached =
                steps
                        .reached(worked.stream()
                                .map(PoolRecount::of)
                                .flatMap(Optional::stream)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.groupingBy(step -> new StepsReached.Of(step.tenant(), step.caseNo())));
        return store.recount(worked.stream().collect(Collectors.toMap(Function.identity(), subject -> of(subject)
                .map(reached::get)
                .orElse(List.of()))));
    }

    /** Its case; none where it was only checked. */
    private static Optional<StepsReached.Of> of(PoolSubject subject) {
        return subject.ownCase()
                .map(ownCase -> new StepsReached.Of(subject.holder().orElseThrow(), ownCase));
    }
}
