package org.redshield.bridge.operations;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Part of readiness, in place of the framework's own, which asks each pool for a connection: with that, slow statements of people
 * took all nodes out of service. A node whose pool is taken is slow; it is not gone.
 *
 * <p>HAProxy asks each node every second for each of its two backends: what has just been answered is answered the same, but for a
 * database that was away.
 */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    /** Less than the time between two questions of one that asks, and of one that asks again. */
    private static final Duration HOLDS = Duration.ofMillis(900);

    private final Runnable question;
    private final LongSupplier nanos;
    private volatile long holdsUntil;

    @Autowired
    DatabaseHealth(OperationsDatabase database) {
        this(() -> database.client().sql("select 1").query(Integer.class).single(), System::nanoTime);
    }

    /** @param question throws where the database is away */
    DatabaseHealth(Runnable question, LongSupplier nanos) {
        this.question = question;
        this.nanos = nanos;
        this.holdsUntil = nanos.getAsLong();
    }

    @Override
    public Health health() {
        long now = nanos.getAsLong();
        if (now - holdsUntil < 0) {
            return Health.up().build();
        }
        try {
            question.run();
            holdsUntil = now + HOLDS.toNanos();
            return Health.up().build();
        } catch (DataAccessException e) {
            return Health.down(e).build();
        }
    }
}
