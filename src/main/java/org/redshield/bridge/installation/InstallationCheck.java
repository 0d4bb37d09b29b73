package org.redshield.bridge.installation;

import java.util.function.Consumer;
import org.redshield.bridge.BridgeApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Compares before anything of the bridge is made, and so before a database is migrated that is another one than was meant. Behind
 * {@code StartCheck}, which has seen to it that the database is there; commands have ended before.
 */
public final class InstallationCheck implements ApplicationListener<ApplicationPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        ConfigurableApplicationContext context = event.getApplicationContext();
        // The sandbox beside it has no database.
        if (context.getBeanFactory().getBeanNamesForType(BridgeApplication.class, true, false).length > 0) {
            withDatabase(
                    context.getEnvironment(),
                    database -> InstallationComparison.require(context.getEnvironment(), database));
        }
    }

    /** By the account of the nodes. */
    static void withDatabase(Environment settings, Consumer<JdbcClient> work) {
        SingleConnectionDataSource database = new SingleConnectionDataSource(
                settings.getProperty("spring.datasource.url", ""),
                settings.getProperty("spring.datasource.username", ""),
                settings.getProperty("spring.datasource.password", ""),
                true);
        try {
            work.accept(JdbcClient.create(database));
        } finally {
            database.destroy();
        }
    }
}
