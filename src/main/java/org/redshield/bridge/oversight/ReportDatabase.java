package org.redshield.bridge.oversight;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.util.Properties;
import javax.sql.DataSource;
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
        HikariDataSource original = main.unwrap(HikariDataSource.class);
        HikariConfig config = new HikariConfig();
        config.setPoolName("reports");
        config.setJdbcUrl(original.getJdbcUrl());
        config.setUsername(original.getUsername());
        config.setPassword(original.getPassword());
        Properties properties = new Properties();
        properties.putAll(original.getDataSourceProperties());
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(settings.reportConnections());
        config.setMinimumIdle(0);
        config.setReadOnly(true);
        config.setConnectionInitSql(
                "set statement_timeout = " + settings.reportTimeout().toMillis());
        // The first question opens the first connection: a start must not need more connections than before.
        config.setInitializationFailTimeout(-1);
        connections = new HikariDataSource(config);
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
