package org.redshield.bridge.crash;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A lock on one table that stops the bridge exactly before it writes there. */
final class TableHold implements AutoCloseable {

    private final Connection connection;
    private final JdbcClient jdbc;
    private final String table;

    /** @param mode of PostgreSQL, such as {@code share}, which lets everybody read and nobody write */
    TableHold(DataSource database, String table, String mode) throws SQLException {
        this.connection = database.getConnection();
        this.jdbc = JdbcClient.create(database);
        this.table = table;
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("lock table " + table + " in " + mode + " mode");
        }
    }

    /** Returns when the bridge stands before the lock. */
    void awaitReached(Duration patience) {
        await("the bridge wants to write to " + table)
                .atMost(patience)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> jdbc.sql("select count(*) from pg_locks where not granted and relation = ?::regclass")
                                .param(table)
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    /** Lets go. */
    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
