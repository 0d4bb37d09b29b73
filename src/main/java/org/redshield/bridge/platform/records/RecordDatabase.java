package org.redshield.bridge.platform.records;

import java.sql.SQLException;
import java.util.function.Function;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Where records are looked up: a pool of its own, so that a search through a million rows holds up nothing else. */
public final class RecordDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordDatabase.class);
    private static final String NO_SUCH_TABLE = "42P01";
    private static final String CANCELLED = "57014";
    private static final int PORTION = 1000;

    private final DataSource connections;
    private final JdbcClient client;
    private final JdbcClient streaming;
    private final TransactionTemplate transaction;

    public RecordDatabase(DataSource connections) {
        this.connections = connections;
        this.client = JdbcClient.create(connections);
        JdbcTemplate inPortions = new JdbcTemplate(connections);
        inPortions.setFetchSize(PORTION);
        this.streaming = JdbcClient.create(inPortions);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(connections));
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** The rows were archived between two looks. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Asks several things of one and the same state.
     *
     * @throws RecordsUnavailable when too many ask, or the answer takes too long
     * @throws Gone when a table is not there any more
     */
    <T> T read(Function<JdbcClient, T> questions) {
        return ask(client, questions);
    }

    /** As {@link #read}, for many rows: they come in portions, and the time limit is that of a portion. */
    <T> T stream(Function<JdbcClient, T> questions) {
        return ask(streaming, questions);
    }

    private <T> T ask(JdbcClient of, Function<JdbcClient, T> questions) {
        try {
            return transaction.execute(status -> questions.apply(of));
        } catch (CannotCreateTransactionException e) {
            LOG.warn("No connection for a query on records: {}", e.getMessage());
            throw new RecordsUnavailable("platform.records-busy");
        } catch (DataAccessException e) {
            String state = NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                    ? String.valueOf(sql.getSQLState())
                    : "";
            throw switch (state) {
                case NO_SUCH_TABLE -> new Gone();
                case CANCELLED -> new RecordsUnavailable("platform.records-too-slow");
                default -> e;
            };
        }
    }

    @Override
    public void close() throws Exception {
        if (connections instanceof AutoCloseable pool) {
            pool.close();
        }
    }
}
