package org.redshield.bridge.indicators;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.HeldRecords;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.LeasedRuns;
import org.redshield.bridge.work.Work;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at records, one case at a time on each node. */
@Component
class IndicatorWork implements BackgroundWork, LeasedRuns.Look {

    static final String KIND = "indicators";

    private static final Duration NET = Duration.ofSeconds(10);
    private static final int PORTION = 5_000;

    private final IndicatorStore store;
    private final DataRequests requests;
    private final NewestTable<Thresholds> newest;
    private final Reporting reporting;
    private final InstantSource clock;
    private final LeasedRuns runs;

    IndicatorWork(
            JdbcClient jdbc,
            DataSource database,
            IndicatorStore store,
            DataRequests requests,
            HeldRecords held,
            Divisions divisions,
            InstantSource clock,
            TransactionTemplate transaction) {
        JdbcTemplate inPortions = new JdbcTemplate(database);
        inPortions.setFetchSize(PORTION);
        this.store = store;
        this.requests = requests;
        this.newest = new NewestTable<>(jdbc, Thresholds.KEY, Thresholds::read);
        this.reporting = new Reporting(JdbcClient.create(inPortions), held, divisions);
        this.clock = clock;
        this.runs = new LeasedRuns(jdbc, "indicator_work", clock, transaction, "indicators.failed", this);
    }

    @Override
    public Share share() {
        return Share.MATCHING;
    }

    @Override
    public List<Work> work() {
        return runs.work(KIND, NET);
    }

    /** Does this one at once, if no other node has it yet. */
    void now(UUID run) {
        runs.now(run);
    }

    @Override
    public void look(UUID id) {
        IndicatorStore.Run run = store.get(id);
        NewestTable.Version<Thresholds> table = newest.get();
        store.end(
                run.id(),
                reporting.of(new Reporting.Matter(
                        run.id(),
                        run.tenant(),
                        run.answers().stream().map(requests::get).toList(),
                        table.id(),
                        table.table(),
                        store.parcelList(run.tenant()))),
                clock.instant());
    }

    @Override
    public void fail(UUID run, String why) {
        store.fail(run, why, clock.instant());
    }
}
