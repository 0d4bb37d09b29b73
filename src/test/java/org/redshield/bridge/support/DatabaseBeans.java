package org.redshield.bridge.support;

import java.time.LocalTime;
import javax.sql.DataSource;
import org.redshield.bridge.deadline.calendar.WorkingCalendar;
import org.redshield.bridge.deadline.rule.DeadlineCalculator;
import org.redshield.bridge.work.Signals;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** What a feature's services need on top of a database when they run without the bridge around them. Imported by name. */
@EnableTransactionManagement(proxyTargetClass = true)
public class DatabaseBeans {

    @Bean
    JdbcClient jdbc(DataSource dataSource) {
        return JdbcClient.create(dataSource);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource dataSource) {
        return new JdbcTransactionManager(dataSource);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    /** Not started: heard in this context alone. */
    @Bean
    Signals signals(DataSource dataSource) {
        return new Signals(dataSource) {
            @Override
            public boolean isAutoStartup() {
                return false;
            }
        };
    }

    @Bean
    DeadlineCalculator deadlineCalculator() {
        return new DeadlineCalculator(WorkingCalendar.packaged(), LocalTime.of(15, 0));
    }
}
