package org.redshield.bridge.bureau;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.engine.account.People;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.liquibase.LiquibaseAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/** At the start: after the tables are there, before any other bean can ask. */
class DirectoryStartTest {

    // No @Configuration: the application's own scan must not find it.
    @EnableConfigurationProperties(BureauSettings.class)
    @ComponentScan(
            basePackageClasses = Organisations.class,
            excludeFilters =
                    @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.bureau\\.(duty|directory)\\..*"))
    static class Bureau {}

    /** Asks while the context is still being built, as a seed of users does. */
    static final class EarlyReader {
        final int connected;

        EarlyReader(Organisations organisations) {
            connected = organisations.connectedBureaus().size();
        }
    }

    @Test
    void theDirectoryIsLoadedBeforeAnyoneReadsIt() {
        DataSource database = TestDatabase.empty();
        new ApplicationContextRunner()
                .withBean(EarlyReader.class)
                .withBean(DataSource.class, () -> database)
                .withBean(InstantSource.class, InstantSource::system)
                .withBean(People.class, () -> mock(People.class))
                .withUserConfiguration(Bureau.class)
                .withConfiguration(AutoConfigurations.of(
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        LiquibaseAutoConfiguration.class))
                .withPropertyValues(
                        "spring.liquibase.change-log=classpath:db/changelog/bureau.sql",
                        "bridge.connected-bureaus=310105,330110",
                        "bridge.platforms.taobao.home-bureau=330110",
                        "bridge.platforms.taobao.url=http://localhost/router/rest")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(EarlyReader.class).connected).isEqualTo(2);
                    assertThat(context.getBean(Organisations.class)
                                    .homeBureauOf("taobao")
                                    .code())
                            .isEqualTo("330110");
                });
    }
}
