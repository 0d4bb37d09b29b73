package org.redshield.bridge.installation;

import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Looks at what is there before it is migrated, by a node or by {@code --migrate}, behind {@code OneMigrationAtATime}: nobody else
 * migrates now, so a lock of a migration is one that was left.
 */
@Component
class HalfUpgradeGuard implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof SpringLiquibase liquibase) {
            DataSource owner = liquibase.getDataSource();
            JdbcClient database = JdbcClient.create(owner);
            Stream.of(HalfUpgrade.later(database), HalfUpgrade.left(database))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(one -> {
                        throw one.cannotStart();
                    });
        }
        return bean;
    }
}
