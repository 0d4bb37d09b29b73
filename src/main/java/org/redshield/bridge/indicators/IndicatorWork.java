package org.redshield.bridge.indicators;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.engine.model.NewestTable;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.platform.request.HeldRecords;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks at records, one case at a time on each node. All of a look is one transaction: a node that dies leaves nothing half. */
@Component
class IndicatorWork implements BackgroundWork {

    static final String KIND = "indicators";

    private static final Logger LOG = LoggerFactory.getLogger(IndicatorWork.class);
    private static final Duration NET = Duration.ofSeconds(10);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final BackOff AGAIN = BackOff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final int MOST_ATTEMPTS = 5;
    private static final int PORTION = 5_000;

    private final IndicatorStore store;
    private final DataRequests requests;
    private final NewestTable<Thresholds> newest;
    private final Reporting reporting;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final LeasedRows waiting;

    IndicatorWork(
            JdbcClient jdbc,
            DataSource database,
            IndicatorStore store,
            DataRequests requests,
            HeldRecords held,
            InstantSource clock,
            TransactionTemplate transaction) {
        JdbcTemplate inPortions = new JdbcTemplate(database);
        inPortions.setFetchSize(PORTION);
        this.store = store;
        this.requests = requests;
        this.newest = new NewestTable<>(jdbc, Thresholds.KEY, Thresholds::read);
        this.reporting = new Reporting(JdbcClient.create(inPortions), held);
        this.clock = clock;
        this.transaction = transaction;
        this.waiting = new LeasedRows(jdbc, "indicator_work", LEASE, "run_id");
    }

    private record Taken(Lease lease, UUID run, int attempts) {}

    @Override
    public Share share() {
        return Share.MATCHING;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.of(KIND, NET, () -> waiting.next("true"), this::round), waiting.renewal());
    }

    private void round() {
        Optional<Taken> taken = take("next_at <= ?", timestamp(clock.instant()));
        while (taken.isPresent() && !Thread.currentThread().isInterrupted()) {
            look(taken.get());
            taken = take("next_at <= ?", timestamp(clock.instant()));
        }
    }

    /** Does this one at once, if no other node has it yet. */
    void now(UUID run) {
        take("run_id = ?", run).ifPresent(this::look);
    }

    private Optional<Taken> take(String condition, Object value) {
        return waiting
                .take(
                        1,
                        "next_at",
                        "attempts = attempts + 1",
                        (lease, row) -> new Taken(lease, row.getObject("run_id", UUID.class), row.getInt("attempts")),
                        condition,
                        value)
                .stream()
                .findFirst();
    }

    private void look(Taken taken) {
        try {
            transaction.executeWithoutResult(status -> {
                if (waiting.holds(taken.lease())) {
                    IndicatorStore.Run run = store.get(taken.run());
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
                    waiting.delete(taken.lease());
                }
            });
        } catch (Refusal e) {
            fail(taken, e);
        } catch (RuntimeException e) {
            LOG.error("Look at records {} failed", taken.run(), e);
            if (taken.attempts() >= MOST_ATTEMPTS) {
                fail(taken, new Refusal("indicators.failed"));
            } else {
                Instant next = clock.instant().plus(BackOff.spread(AGAIN.after(taken.attempts())));
                waiting.giveBack(taken.lease(), "next_at = ?", timestamp(next));
            }
        } finally {
            waiting.release(taken.lease());
        }
    }

    private void fail(Taken taken, Refusal why) {
        LOG.warn("Look at records {} failed: {}", taken.run(), why.code());
        transaction.executeWithoutResult(status -> {
            if (waiting.holds(taken.lease())) {
                store.fail(taken.run(), why.getMessage(), clock.instant());
                waiting.delete(taken.lease());
            }
        });
    }
}
