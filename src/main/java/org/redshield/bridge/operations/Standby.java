package org.redshield.bridge.operations;

import java.time.Duration;
import org.redshield.bridge.RetryLater;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Whether what is written waits for a standby that is away. Whoever writes all the same holds a connection until he is told that
 * it failed, and one at the server for as long as that lasts: none would be left for those who read.
 */
@Component
public class Standby {

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final long RETRY_SECONDS = 30;

    /** As long as no commit waits that is listened to. */
    private static final String AWAY = """
            select exists (select from pg_stat_activity
                            where wait_event = 'SyncRep' and query_start < clock_timestamp() - interval '5 s')
            """;

    private final OperationsDatabase database;
    private long looked = System.nanoTime() - FRESH.toNanos();
    private boolean waited;
    private boolean away;

    Standby(OperationsDatabase database) {
        this.database = database;
    }

    /** Before something is written for a person. @throws RetryLater while commits wait */
    public void require() {
        if (isAway()) {
            throw new RetryLater(RETRY_SECONDS, "operations.standby-away");
        }
    }

    private synchronized boolean isAway() {
        if (System.nanoTime() - looked >= FRESH.toNanos()) {
            look();
            looked = System.nanoTime();
        }
        return away;
    }

    private void look() {
        boolean before = away;
        try {
            boolean waits = database.client().sql(AWAY).query(Boolean.class).single();
            // A long statement may wait for a moment when its end is seen.
            away = waits && (before || waited);
            waited = waits;
        } catch (DataAccessException e) {
            // That the database is away others say.
            waited = false;
            away = false;
        }
        if (away && !before) {
            LOG.error("Commits wait for a synchronous standby: nothing is taken until it is back or given up");
        }
    }
}
