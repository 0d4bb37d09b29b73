package org.redshield.bridge.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time by which everything goes on record: the database's, which all nodes share. A node's own clock only counts on from
 * what the database said last. A node that is far off is not trusted all the same: something is wrong with that machine, so it
 * is not ready and takes no work until its clock is set.
 *
 * <p>There is no thread: whoever is about to take work asks {@link #isRight()}, and once a minute that asks the database.
 */
public final class DatabaseClock implements InstantSource, NodeClock {

    /** More than this, and a node takes no work. */
    public static final Duration TOLERANCE = Duration.ofSeconds(5);

    private static final Duration TRUSTED_FOR = Duration.ofMinutes(1);

    /** Between two looks the machine's clock was set, or the machine slept. */
    private static final Duration JUMP = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    private final JdbcClient jdbc;
    private final InstantSource node;
    private final LongSupplier nanos;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Look last;

    /** @param ahead how far the node's clock was ahead of the database's, negative when behind */
    private record Look(Duration ahead, Instant at, long nanos) {

        boolean isRight() {
            return ahead.abs().compareTo(TOLERANCE) <= 0;
        }
    }

    public DatabaseClock(JdbcClient jdbc) {
        this(jdbc, InstantSource.system(), System::nanoTime);
    }

    DatabaseClock(JdbcClient jdbc, InstantSource node, LongSupplier nanos) {
        this.jdbc = jdbc;
        this.node = node;
        this.nanos = nanos;
        look();
    }

    @Override
    public Instant instant() {
        return node.instant().minus(last.ahead);
    }

    /** How far the node's own clock is ahead of the database's, as it was seen last; negative when it is behind. */
    public Duration ahead() {
        return last.ahead;
    }

    /** Within {@link #TOLERANCE}, that is; asks the database when that was not done for a minute. */
    @Override
    public boolean isRight() {
        if (isOld(last) && looking.tryLock()) {
            try {
                look();
            } catch (DataAccessException e) {
                // Without a database there is no work to take; what was seen last holds until it is back.
                LOG.debug("The database's time cannot be read: {}", e.getMessage());
            } finally {
                looking.unlock();
            }
        }
        return last.isRight();
    }

    private boolean isOld(Look look) {
        Duration real = Duration.ofNanos(nanos.getAsLong() - look.nanos);
        Duration shown = Duration.between(look.at, node.instant());
        return real.compareTo(TRUSTED_FOR) >= 0 || shown.minus(real).abs().compareTo(JUMP) >= 0;
    }

    private void look() {
        Instant before = node.instant();
        long began = nanos.getAsLong();
        Instant database = jdbc.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        long ended = nanos.getAsLong();
        // The answer was given somewhere on the way: what differs by less than half of it says nothing.
        Duration half = Duration.ofNanos((ended - began) / 2);
        Duration ahead = Duration.between(database, before.plus(half));
        Look seen = last;
        boolean same =
                ahead.minus(seen == null ? Duration.ZERO : seen.ahead).abs().compareTo(half) <= 0;
        if (same) {
            ahead = seen == null ? Duration.ZERO : seen.ahead;
        } else {
            ClockUtil.offset(-ahead.toMillis());
        }
        last = new Look(ahead, before, began);
        say(seen, last);
    }

    private static void say(Look before, Look now) {
        if (!now.isRight() && (before == null || before.isRight())) {
            LOG.error(
                    "This node's clock is {} s ahead of the database's: the node is not ready and takes no work until the"
                            + " machine's clock is set (NTP)",
                    now.ahead.toMillis() / 1000.0);
        } else if (now.isRight() && before != null && !before.isRight()) {
            LOG.info("This node's clock is right again, the node takes work");
        }
    }
}
