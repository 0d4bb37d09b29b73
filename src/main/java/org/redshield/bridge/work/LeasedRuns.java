package org.redshield.bridge.work;

import static org.redshield.bridge.Rows.timestamp;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redshield.bridge.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Long looks that wait in a table of {@code run_id}, {@code next_at} and {@code attempts}, one at a time on each node. All of a look is one
 * transaction: a node that dies leaves nothing half. What fails is tried again, ever later, and after some attempts given up: also where
 * each of them ended its node and told nobody.
 */
public final class LeasedRuns {

    private static final Logger LOG = LoggerFactory.getLogger(LeasedRuns.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final BackOff AGAIN = BackOff.doubling(Duration.ofSeconds(2), Duration.ofMinutes(5));
    private static final int MOST_ATTEMPTS = 5;

    private final LeasedRows rows;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final Look look;
    private final String failed;

    /** What is looked at, and where its end is kept; both inside a transaction. */
    public interface Look {

        /** @throws Refusal where another try would end the same */
        void look(UUID run);

        /** @param why as those read it who wait for the result */
        void fail(UUID run, String why);

        /** Whether a look that was refused so is worth another at once: what it looked at has changed meanwhile. */
        default boolean isWorthAnother(Refusal why) {
            return false;
        }
    }

    private record Taken(Lease lease, UUID run, int attempts) {}

    /** @param failed code of the refusal that says that it was given up */
    public LeasedRuns(
            JdbcClient jdbc,
            String table,
            InstantSource clock,
            TransactionTemplate transaction,
            String failed,
            Look look) {
        this.rows = new LeasedRows(jdbc, table, LEASE, "run_id");
        this.clock = clock;
        this.transaction = transaction;
        this.failed = failed;
        this.look = look;
    }

    /** Statement of how many seconds the oldest of that table has been due at {@code :now} while no node does any. */
    public static String unattended(String table) {
        return """
                select case when bool_or(lease_until >= clock_timestamp()) then 0
                            else greatest(0, coalesce(extract(epoch from :now - min(next_at)), 0))
                       end as unattended
                  from %s
                """.formatted(table);
    }

    public List<Work> work(String kind, Duration net) {
        return List.of(Work.of(kind, net, () -> rows.next("true"), this::round), rows.renewal());
    }

    private void round() {
        Optional<Taken> taken = take("next_at <= ?", timestamp(clock.instant()));
        while (taken.isPresent() && !Thread.currentThread().isInterrupted()) {
            tryOnce(taken.get());
            taken = take("next_at <= ?", timestamp(clock.instant()));
        }
    }

    /** Does this one at once, if no other node has it yet. */
    public void now(UUID run) {
        take("run_id = ?", run).ifPresent(this::tryOnce);
    }

    private Optional<Taken> take(String condition, Object value) {
        return rows
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

    private void tryOnce(Taken taken) {
        boolean isLast = taken.attempts() >= MOST_ATTEMPTS;
        try {
            if (taken.attempts() > MOST_ATTEMPTS) {
                fail(taken, new Refusal(failed));
                return;
            }
            transaction.executeWithoutResult(status -> {
                look.look(taken.run());
                // Last: a row that is locked cannot be renewed meanwhile, nor taken over from a node that stands still.
                if (rows.holds(taken.lease())) {
                    rows.delete(taken.lease());
                } else {
                    status.setRollbackOnly();
                }
            });
        } catch (Refusal e) {
            if (look.isWorthAnother(e) && !isLast) {
                giveBack(taken, clock.instant());
            } else {
                fail(taken, e);
            }
        } catch (RuntimeException e) {
            LOG.error("Run {} of {} failed", taken.run(), failed, e);
            if (isLast) {
                fail(taken, new Refusal(failed));
            } else {
                giveBack(taken, clock.instant().plus(BackOff.spread(AGAIN.after(taken.attempts()))));
            }
        } finally {
            rows.release(taken.lease());
        }
    }

    private void giveBack(Taken taken, Instant next) {
        rows.giveBack(taken.lease(), "next_at = ?", timestamp(next));
    }

    private void fail(Taken taken, Refusal why) {
        LOG.warn("Run {} ended with {}", taken.run(), why.code());
        transaction.executeWithoutResult(status -> {
            if (rows.holds(taken.lease())) {
                look.fail(taken.run(), why.getMessage());
                rows.delete(taken.lease());
            }
        });
    }
}
