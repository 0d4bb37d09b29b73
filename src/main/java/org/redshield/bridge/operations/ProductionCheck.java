package org.redshield.bridge.operations;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.StartCheck;
import org.redshield.bridge.operations.Requirement.Lack;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code --check}: says in Chinese and English what is missing before real cases may be worked on, and ends: with 0 where nothing is.
 * Nothing is started and nothing is written.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ProductionCheck implements ApplicationListener<ApplicationPreparedEvent> {

    static final String ARGUMENT = "--check";

    @Override
    public void onApplicationEvent(ApplicationPreparedEvent event) {
        if (List.of(event.getArgs()).contains(ARGUMENT)) {
            List<Lack> lacks = lacks(event.getApplicationContext().getEnvironment());
            BridgeApplication.answer(report(lacks));
            System.exit(lacks.stream().anyMatch(Lack::needed) ? 1 : 0);
        }
    }

    static List<Lack> lacks(ConfigurableEnvironment settings) {
        List<Lack> lacks = new ArrayList<>();
        Optional<CannotStart> hindrance = StartCheck.hindrance(settings);
        hindrance.ifPresent(why -> lacks.add(Lack.needed(why.chinese(), why.english())));
        if (hindrance.isPresent()) {
            add(lacks, settings, Optional.empty());
            return lacks;
        }
        SingleConnectionDataSource database = new SingleConnectionDataSource(
                settings.getProperty("spring.datasource.url", ""),
                settings.getProperty("spring.datasource.username", ""),
                settings.getProperty("spring.datasource.password", ""),
                true);
        try {
            database.getConnection().setReadOnly(true);
            JdbcClient jdbc = JdbcClient.create(database);
            boolean made = jdbc.sql("select to_regclass('databasechangelog') is not null")
                    .query(Boolean.class)
                    .single();
            if (!made) {
                lacks.add(Lack.needed(
                        "数据库还是空的：先启动一次节点，由它建表，再检查一遍",
                        "the database is empty: start a node once, which makes the tables, and check again"));
            }
            add(lacks, settings, Optional.of(jdbc).filter(any -> made));
        } catch (SQLException e) {
            throw new IllegalStateException("The database went away during the check", e);
        } finally {
            database.destroy();
        }
        return lacks;
    }

    private static void add(List<Lack> lacks, ConfigurableEnvironment settings, Optional<JdbcClient> database) {
        SpringFactoriesLoader.loadFactories(Requirement.class, ProductionCheck.class.getClassLoader())
                .forEach(one -> lacks.addAll(one.lacking(settings, database)));
    }

    static String report(List<Lack> lacks) {
        List<Lack> needed = lacks.stream().filter(Lack::needed).toList();
        List<Lack> advised = lacks.stream().filter(lack -> !lack.needed()).toList();
        StringBuilder report = new StringBuilder("\n红盾云桥生产环境检查 Redshield Bridge, check for production\n");
        list(report, "\n缺少 Missing\n", needed);
        list(report, "\n建议 Advised\n", advised);
        return report.append(
                        needed.isEmpty()
                                ? "\n需要的都已具备。Nothing is missing.\n"
                                : "\n缺少 %1$d 项，补齐后再检查一遍。%1$d missing; check again when they are there.\n"
                                        .formatted(needed.size()))
                .toString();
    }

    private static void list(StringBuilder report, String title, List<Lack> lacks) {
        if (lacks.isEmpty()) {
            return;
        }
        report.append(title);
        for (int i = 0; i < lacks.size(); i++) {
            Lack lack = lacks.get(i);
            report.append("%3d. %s。%n     %s.%n".formatted(i + 1, lack.chinese(), lack.english()));
        }
    }
}
