package org.redshield.bridge.operations;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.redshield.bridge.ReadOnlyConnections;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Connections of those who watch, one for readiness and one for the figures: whatever people and jobs ask of the database, and
 * however long, nobody has to wait for them to hear that it is there.
 */
@Component
class OperationsDatabase {

    private static final int CONNECTIONS = 2;
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final HikariDataSource connections;
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    OperationsDatabase(DataSource main) throws SQLException {
        connections = ReadOnlyConnections.beside(main, "operations", CONNECTIONS, LONGEST_STATEMENT);
        connections.setValidationTimeout(PATIENCE.toMillis());
        connections.setConnectionTimeout(PATIENCE.toMillis());
        client = JdbcClient.create(connections);
        transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
    }

    /** For questions only. */
    JdbcClient client() {
        return client;
    }

    /** For several questions, which are one transaction. */
    void together(Runnable questions) {
        transaction.executeWithoutResult(status -> questions.run());
    }

    @PreDestroy
    void close() {
        connections.close();
    }
}
