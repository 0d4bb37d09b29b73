package org.redshield.bridge.indicators;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.access.Caller;
import org.redshield.bridge.bureau.Divisions;
import org.redshield.bridge.cases.CaseEvents;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.indicators.IndicatorStore.Run;
import org.redshield.bridge.indicators.IndicatorsInCases.IndicatorAct;
import org.redshield.bridge.platform.request.DataRequest;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.HeldRecords;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.LeasedRuns;
import org.redshield.bridge.work.Signals;
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
    /** Up to so many records the answer is waited for. */
    private static final long AT_ONCE = 100_000;
    /** Until then others leave to the node that was asked what it does at once. */
    private static final Duration IF_THIS_NODE_DIES = Duration.ofMinutes(1);

    private final IndicatorStore store;
    private final DataRequests requests;
    private final NewestTable<Thresholds> newest;
    private final Reporting reporting;
    private final CaseEvents events;
    private final Signals signals;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final LeasedRuns runs;

    IndicatorWork(
            JdbcClient jdbc,
            DataSource database,
            IndicatorStore store,
            DataRequests requests,
            HeldRecords held,
            Divisions divisions,
            CaseEvents events,
            Signals signals,
            InstantSource clock,
            TransactionTemplate transaction) {
        JdbcTemplate inPortions = new JdbcTemplate(database);
        inPortions.setFetchSize(PORTION);
        this.store = store;
        this.requests = requests;
        this.newest = new NewestTable<>(jdbc, Thresholds.KEY, Thresholds::read);
        this.reporting = new Reporting(JdbcClient.create(inPortions), held, divisions);
        this.events = events;
        this.signals = signals;
        this.clock = clock;
        this.transaction = transaction;
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

    /** Begins to look at these answers. Where they are few it is done by then, if no other node has taken it. */
    Run begin(Caller caller, String caseNo, List<DataRequest> answers) {
        long records = answers.stream().mapToLong(DataRequest::rows).sum();
        boolean atOnce = records <= AT_ONCE;
        Instant now = clock.instant();
        UUID id = transaction.execute(status -> {
            events.append(caseNo, caller.tenant(), caller.userId(), IndicatorAct.INDICATORS_BEGUN, Map.of());
            if (!atOnce) {
                signals.send(KIND);
            }
            return store.begin(
                    caseNo,
                    caller.tenant(),
                    caller.userId(),
                    answers.stream().map(DataRequest::requestNo).sorted().toList(),
                    records,
                    now,
                    atOnce ? now.plus(IF_THIS_NODE_DIES) : now);
        });
        if (atOnce) {
            runs.now(id);
        }
        return store.get(id);
    }

    @Override
    public void look(UUID id) {
        Run run = store.get(id);
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
