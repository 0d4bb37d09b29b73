package org.redshield.bridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.jdbc.DataSourceProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionSystemException;

/**
 * Two pools of connections behind one {@link DataSource}: whoever serves a request takes from the people's, jobs, deliveries
 * and the start from the bridge's own. A transaction keeps the connection that it began with, so that the engine and our own
 * tables share it as before; only which pool it comes from is new.
 */
@Configuration(proxyBeanMethods = false)
class DatabasePools {

    private static final String PEOPLE = "people";

    /**
     * What a node holds that stands still with a transaction open (a stopped machine) would keep the other ones waiting: longer
     * than this nobody does, and HAProxy gives up on them after 60 s. Whoever works that long in one says so ({@link LongPause}).
     */
    private static final String ENDS_STANDSTILL = "set idle_in_transaction_session_timeout = '45s'";

    // The pools ask the server whether a connection is alive before they give it out, unless somebody used it so
    // lately.
    // Half a second, their default, saves that question only where many work. A server that went away costs each
    // connection that was in use in these five seconds one request that fails, as it does in any half second; then the
    // pools make new ones.
    static {
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "5000");
    }

    @Bean
    HikariDataSource backgroundConnections(DataSourceProperties database, Environment environment) {
        HikariDataSource pool = database.initializeDataSourceBuilder()
                .type(HikariDataSource.class)
                .build();
        pool.setPoolName("background");
        pool.setConnectionInitSql(ENDS_STANDSTILL);
        Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(pool));
        return pool;
    }

    @Bean
    LostConnections lostConnections(@Qualifier("backgroundConnections") HikariDataSource background) {
        LostConnections lost = new LostConnections(background);
        lost.watch(background, false);
        lost.start();
        return lost;
    }

    @Bean
    MeterBinder commitsThatWait(LostConnections lost) {
        return registry -> Gauge.builder("bridge.standby.waiting", lost, LostConnections::commitsWaiting)
                .description("Commits that wait for a synchronous standby that is away")
                .register(registry);
    }

    @Bean
    HikariDataSource peopleConnections(
            @Qualifier("backgroundConnections") HikariDataSource background,
            LostConnections lost,
            PeopleDatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(PEOPLE);
        config.setJdbcUrl(background.getJdbcUrl());
        config.setUsername(background.getUsername());
        config.setPassword(background.getPassword());
        Properties properties = new Properties();
        properties.putAll(background.getDataSourceProperties());
        ReadOnlyConnections.endSilence(properties, settings.timeout());
        config.setDataSourceProperties(properties);
        config.setMaximumPoolSize(settings.connections());
        config.setMinimumIdle(Math.min(2, settings.connections()));
        config.setConnectionTimeout(settings.patience().toMillis());
        config.setConnectionInitSql("%s; set statement_timeout = %d"
                .formatted(ENDS_STANDSTILL, settings.timeout().toMillis()));
        lost.watch(config, true);
        // The first request opens the first connection.
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    @Bean
    @Primary
    DataSource dataSource(
            @Qualifier("backgroundConnections") HikariDataSource background,
            @Qualifier("peopleConnections") HikariDataSource people) {
        AbstractRoutingDataSource both = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return RequestThread.isCurrent() ? PEOPLE : null;
            }

            @Override
            public <T> T unwrap(Class<T> type) throws SQLException {
                // Whoever derives another from it, as the migration by the schema's owner, starts from a pool.
                return type == DataSource.class ? type.cast(background) : super.unwrap(type);
            }
        };
        both.setDefaultTargetDataSource(background);
        both.setTargetDataSources(Map.of(PEOPLE, people));
        return both;
    }

    /** The engine's too. */
    @Bean
    PlatformTransactionManager transactionManager(DataSource database) {
        return new Transactions(database);
    }

    /** Where the connection breaks off at the commit nobody knows what came of it: no rollback, which would say otherwise, is tried. */
    static final class Transactions extends JdbcTransactionManager {

        private static final long serialVersionUID = 1;

        Transactions(DataSource database) {
            super(database);
        }

        @Override
        protected RuntimeException translateException(String task, SQLException fault) {
            return RetryLater.brokeOff(fault)
                    ? new TransactionSystemException(task + " broke off", fault)
                    : super.translateException(task, fault);
        }
    }
}
