package org.redshield.bridge.operations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import liquibase.integration.spring.SpringLiquibase;
import org.redshield.bridge.CannotStart;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/**
 * Two nodes that start at once on an empty database: Liquibase's own lock is a table that it has to create first, and the node
 * that comes second to that would end.
 */
@Component
public final class OneMigrationAtATime implements BeanPostProcessor, Ordered {

    /** Of PostgreSQL, for as long as somebody migrates. */
    public static final long LOCK = 7_240_011L;

    private Connection held;

    /** Before who looks at what was left by others. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase liquibase) {
            try {
                held = liquibase.getDataSource().getConnection();
                try (Statement statement = held.createStatement()) {
                    statement.execute("select pg_advisory_lock(" + LOCK + ")");
                }
            } catch (SQLException e) {
                throw CannotStart.of(e);
            }
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase) {
            try (Connection ended = held;
                    Statement statement = ended.createStatement()) {
                // Said, because the connection may go back to a pool.
                statement.execute("select pg_advisory_unlock(" + LOCK + ")");
            } catch (SQLException e) {
                throw CannotStart.of(e);
            }
        }
        return bean;
    }
}
