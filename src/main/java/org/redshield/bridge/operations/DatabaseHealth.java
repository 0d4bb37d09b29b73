package org.redshield.bridge.operations;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Part of readiness, in place of the framework's own, which asks each pool for a connection: with that, slow statements of people
 * took all nodes out of service. A node whose pool is taken is slow; it is not gone.
 */
@Component("dbHealthIndicator")
class DatabaseHealth implements HealthIndicator {

    private final OperationsDatabase database;

    DatabaseHealth(OperationsDatabase database) {
        this.database = database;
    }

    @Override
    public Health health() {
        try {
            database.client().sql("select 1").query(Integer.class).single();
            return Health.up().build();
        } catch (DataAccessException e) {
            return Health.down(e).build();
        }
    }
}
