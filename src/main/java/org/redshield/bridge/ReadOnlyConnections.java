package org.redshield.bridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;

/** Makes pools of connections for questions: few, read-only and with a time limit on each statement. */
public final class ReadOnlyConnections {

    /** Longer than a statement and the way back of its end. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private ReadOnlyConnections() {}

    /**
     * A pool to the same database, apart from the main one, so that no question can hold up a deadline.
     *
     * @param name as in metrics and logs
     * @param timeout of one statement
     */
    public static HikariDataSource beside(DataSource main, String name, int connections, Duration timeout)
            throws SQLException {
        HikariDataSource original = main.unwrap(HikariDataSource.class);
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setJdbcUrl(original.getJdbcUrl());
        config.setUsername(original.getUsername());
        config.setPassword(original.getPassword());
        Properties properties = new Properties();
        properties.putAll(original.getDataSourceProperties());
        endSilence(properties, timeout);
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setReadOnly(true);
        // The driver's own read-only mode begins with a transaction, which a lone statement has not.
        // Memory for the places of all that is found often: with less, whole pages are noted and each row of them is
        // compared again.
        config.setConnectionInitSql(
                "set default_transaction_read_only = on; set work_mem = '32MB'; set statement_timeout = "
                        + timeout.toMillis());
        // The first question opens the first connection: a start must not need more connections than before.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /**
     * Where the network has silently gone, not even the end of a statement that took too long comes back.
     *
     * @param timeout after which the server ends a statement of these connections
     */
    public static void endSilence(Properties properties, Duration timeout) {
        properties.put("socketTimeout", String.valueOf(timeout.plus(SILENCE).toSeconds()));
        properties.put("tcpKeepAlive", "true");
    }
}
