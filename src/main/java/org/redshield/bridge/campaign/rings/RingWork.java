package org.redshield.bridge.campaign.rings;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.LeasedRuns;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks for rings, one campaign at a time on each node. */
@Component
class RingWork implements BackgroundWork, LeasedRuns.Look {

    static final String KIND = "campaign.rings";

    private static final Duration NET = Duration.ofSeconds(30);

    private final PoolRings rings;
    private final RingLook look;
    private final RingStore store;
    private final LeasedRuns runs;

    RingWork(
            JdbcClient jdbc,
            PoolRings rings,
            RingLook look,
            RingStore store,
            InstantSource clock,
            TransactionTemplate transaction) {
        this.rings = rings;
        this.look = look;
        this.store = store;
        this.runs = new LeasedRuns(jdbc, "campaign_ring_work", clock, transaction, "rings.failed", this);
    }

    @Override
    public Share share() {
        return Share.MATCHING;
    }

    @Override
    public List<Work> work() {
        return runs.work(KIND, NET);
    }

    @Override
    public void look(UUID run) {
        look.look(store.run(run).orElseThrow());
    }

    @Override
    public void fail(UUID run, String why) {
        rings.fail(store.run(run).orElseThrow(), why);
    }

    @Override
    public boolean isWorthAnother(Refusal why) {
        return why.code().equals(RingLook.CHANGED);
    }
}
