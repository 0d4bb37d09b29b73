package org.redshield.bridge.auditor;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Function;
import javax.sql.DataSource;
import org.redshield.bridge.ReadOnlyConnections;
import org.redshield.bridge.Refusal;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where auditors search: connections of their own and a limit of time, so that no search holds up anybody's work. */
@Component
class AuditorDatabase implements DisposableBean {

    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final int CONNECTIONS = 2;

    private final HikariDataSource connections;
    private final JdbcClient client;

    AuditorDatabase(DataSource main) throws SQLException {
        connections = ReadOnlyConnections.beside(main, "record", CONNECTIONS, LONGEST);
        connections.setConnectionTimeout(LONGEST.toMillis());
        client = JdbcClient.create(connections);
    }

    /** @throws Refusal auditor.search-too-slow */
    <T> T ask(Function<JdbcClient, T> question) {
        try {
            return question.apply(client);
        } catch (CannotGetJdbcConnectionException | QueryTimeoutException e) {
            throw new Refusal("auditor.search-too-slow");
        }
    }

    @Override
    public void destroy() {
        connections.close();
    }
}
