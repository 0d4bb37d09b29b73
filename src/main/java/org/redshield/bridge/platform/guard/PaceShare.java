package org.redshield.bridge.platform.guard;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.redshield.bridge.work.BackgroundWork;
import org.redshield.bridge.work.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which share of each platform's pace is this node's: platforms count what comes from all nodes. Of {@code n} nodes each takes
 * an nth, and never more than the others leave: a new node begins when they have given way, and what a dead one had is free
 * when its lease ends.
 */
@Component
class PaceShare implements BackgroundWork {

    private static final Logger LOG = LoggerFactory.getLogger(PaceShare.class);
    private static final Duration LEASE = Duration.ofSeconds(10);

    private record Held(double share, long until) {}

    private final UUID node = UUID.randomUUID();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final LongSupplier nanos;
    private volatile Held held;

    @Autowired
    PaceShare(JdbcClient jdbc, TransactionTemplate transaction) {
        this(jdbc, transaction, System::nanoTime);
    }

    /** @param nanos a time that only goes on */
    PaceShare(JdbcClient jdbc, TransactionTemplate transaction, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.nanos = nanos;
        this.held = new Held(0, nanos.getAsLong());
    }

    /** From 0 to 1; 0 also when it could not be renewed: somebody else may have it. */
    double ofThisNode() {
        Held now = held;
        return nanos.getAsLong() - now.until() < 0 ? now.share() : 0;
    }

    @Override
    public List<Work> work() {
        return List.of(Work.every("lease.platform_node", LEASE.dividedBy(3), this::renew));
    }

    void renew() {
        // Ours ends before the row's.
        long until = nanos.getAsLong() + LEASE.toNanos();
        double before = held.share();
        double share;
        try {
            share = transaction.execute(status -> {
                double given = given();
                // What others can see as theirs is no longer ours.
                held = new Held(Math.min(given, held.share()), held.until());
                return given;
            });
        } catch (DataAccessException | TransactionException e) {
            // In its turn again, and not ever later: whoever has no share calls nobody.
            LOG.warn("The share of the pace of platforms could not be renewed: {}", e.getMessage());
            return;
        }
        held = new Held(share, until);
        if (share != before) {
            LOG.info("Platforms are called at {} % of their pace from this node", Math.round(share * 100));
        }
    }

    private double given() {
        // One node after the other; one that stands still meanwhile keeps the others waiting no longer than that.
        jdbc.sql("set local idle_in_transaction_session_timeout = '2s'").update();
        jdbc.sql("lock table platform_node in exclusive mode").update();
        // One far ahead was written before the database's clock was put back.
        jdbc.sql("""
                        delete from platform_node where node <> :node
                           and not until between clock_timestamp() and clock_timestamp() + 2 * :lease * interval '1 ms'
                        """).param("node", node).param("lease", LEASE.toMillis()).update();
        return jdbc.sql("""
                        insert into platform_node (node, share, until)
                        select :node, greatest(0, least(1.0 / (count(*) + 1), 1 - coalesce(sum(share), 0))),
                               clock_timestamp() + :lease * interval '1 ms'
                          from platform_node where node <> :node
                        on conflict (node) do update set share = excluded.share, until = excluded.until
                        returning share
                        """)
                .param("node", node)
                .param("lease", LEASE.toMillis())
                .query(Double.class)
                .single();
    }
}
