package org.redshield.bridge.oversight;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import javax.sql.DataSource;
import org.redshield.bridge.ReadOnlyConnections;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Connections for lists and charts: few, read-only and with a time limit on each statement, so that no search can hold up
 * a deadline. Not a {@code DataSource} of the application: nothing else shall take it for the main one.
 */
@Component
class ReportDatabase {

    private final HikariDataSource connections;
    private final JdbcClient client;

    ReportDatabase(DataSource main, OversightSettings settings) throws java.sql.SQLException {
        connections =
                ReadOnlyConnections.beside(main, "reports", settings.reportConnections(), settings.reportTimeout());
        client = JdbcClient.create(connections);
    }

    /** For questions only. */
    JdbcClient client() {
        return client;
    }

    @PreDestroy
    void close() {
        connections.close();
    }
}
