package org.redshield.bridge.casefile;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.redshield.bridge.ReadOnlyConnections;
import org.redshield.bridge.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where cases are looked up: a pool of its own, so that no search holds up a deadline or somebody's task. */
@Component
class SearchDatabase {

    private static final Logger LOG = LoggerFactory.getLogger(SearchDatabase.class);

    private final HikariDataSource connections;
    private final JdbcClient client;

    SearchDatabase(DataSource main, CaseSearchSettings settings) throws SQLException {
        connections = ReadOnlyConnections.beside(main, "cases", settings.connections(), settings.timeout());
        connections.setConnectionTimeout(settings.timeout().toMillis());
        client = JdbcClient.create(connections);
    }

    /** Not now: the same question may be answered later. */
    static final class Unavailable extends Refusal {
        private static final long serialVersionUID = 1;

        private Unavailable(String code) {
            super(code);
        }
    }

    /** @throws Unavailable {@code casefile.search-busy}, {@code casefile.search-too-slow} */
    <T> T ask(Function<JdbcClient, T> question) {
        try {
            return question.apply(client);
        } catch (CannotGetJdbcConnectionException e) {
            LOG.warn("No connection for a search for cases: {}", e.getMessage());
            throw new Unavailable("casefile.search-busy");
        } catch (QueryTimeoutException e) {
            LOG.warn("A search for cases took too long");
            throw new Unavailable("casefile.search-too-slow");
        }
    }

    @PreDestroy
    void close() {
        connections.close();
    }
}
