package org.redshield.bridge.campaign.rings;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.redshield.bridge.work.BackOff;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Lease;
import org.redshield.bridge.work.LeasedRows;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Looks for rings, one campaign at a time on each node. All of a look is one transaction: a node that dies leaves nothing half. */
@Component
class RingWork implements BackgroundWork {

    static final String KIND = "campaign.rings";

    private static final Logger LOG = LoggerFactory.getLogger(RingWork.class);
    private static final Duration NET = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final BackOff AGAIN = BackOff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final int MOST_ATTEMPTS = 5;

    private final PoolRings rings;
    private final RingStore store;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final LeasedRows waiting;

    RingWork(JdbcClient jdbc, PoolRings rings, RingStore store, InstantSource clock, TransactionTemplate transaction) {
        this.rings = rings;
        this.store = store;
        this.clock = clock;
        this.transaction = transaction;
        this.waiting = new LeasedRows(jdbc, "campaign_ring_work", LEASE, "run_id");
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
        Optional<Taken> taken = take();
        while (taken.isPresent() && !Thread.currentThread().isInterrupted()) {
            look(taken.get());
            taken = take();
        }
    }

    private Optional<Taken> take() {
        return waiting
                .take(
                        1,
                        "next_at",
                        "attempts = attempts + 1",
                        (lease, row) -> new Taken(lease, row.getObject("run_id", UUID.class), row.getInt("attempts")),
                        "next_at <= ?",
                        timestamp(clock.instant()))
                .stream()
                .findFirst();
    }

    private void look(Taken taken) {
        try {
            // Who ended its node before told nobody: without an end nobody could begin another.
            if (taken.attempts() > MOST_ATTEMPTS) {
                fail(taken, new Refusal("rings.failed"));
                return;
            }
            transaction.executeWithoutResult(status -> {
                if (waiting.holds(taken.lease())) {
                    rings.look(store.run(taken.run()).orElseThrow());
                    waiting.delete(taken.lease());
                }
            });
        } catch (Refusal e) {
            if (e.code().equals(PoolRings.CHANGED) && taken.attempts() < MOST_ATTEMPTS) {
                waiting.giveBack(taken.lease(), "next_at = ?", timestamp(clock.instant()));
            } else {
                fail(taken, e);
            }
        } catch (RuntimeException e) {
            LOG.error("Look for rings {} failed", taken.run(), e);
            if (taken.attempts() >= MOST_ATTEMPTS) {
                fail(taken, new Refusal("rings.failed"));
            } else {
                Instant next = clock.instant().plus(BackOff.spread(AGAIN.after(taken.attempts())));
                waiting.giveBack(taken.lease(), "next_at = ?", timestamp(next));
            }
        } finally {
            waiting.release(taken.lease());
        }
    }

    private void fail(Taken taken, Refusal why) {
        LOG.warn("Look for rings {} failed: {}", taken.run(), why.code());
        transaction.executeWithoutResult(status -> {
            if (waiting.holds(taken.lease())) {
                rings.fail(store.run(taken.run()).orElseThrow(), why.getMessage());
                waiting.delete(taken.lease());
            }
        });
    }
}
