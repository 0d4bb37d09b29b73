package org.redshield.bridge.deadline;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.redshield.bridge.deadline.calendar.DeadlineSettings;
import org.redshield.bridge.deadline.calendar.RollOver;
import org.redshield.bridge.deadline.clock.MissedClocks;
import org.redshield.bridge.support.DatabaseBeans;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Registered by name, never scanned. The clocks on a real PostgreSQL with the real change log, and a hand on the time. */
@Import({DatabaseBeans.class, ClockBeans.class})
public class ClockDatabase {

    /** The time that the clocks see; tests set it. */
    public static final class SettableTime implements InstantSource {
        private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-09-18T02:00:00Z"));

        @Override
        public Instant instant() {
            return now.get();
        }

        public void set(Instant instant) {
            now.set(instant);
        }
    }

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("shared_buffers", "16MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) throws Exception {
        DataSource dataSource = postgres.getPostgresDatabase();
        try (Connection connection = dataSource.getConnection();
                Liquibase liquibase = new Liquibase(
                        "db/changelog/deadline.sql",
                        new ClassLoaderResourceAccessor(),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            liquibase.update(new Contexts());
        }
        return dataSource;
    }

    @Bean
    SettableTime time() {
        return new SettableTime();
    }

    @Bean
    MissedClocks missed(JdbcClient jdbc) {
        return new MissedClocks(jdbc);
    }

    @Bean
    public DeadlineSettings settings() {
        return new DeadlineSettings(
                LocalTime.of(15, 0),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                RollOver.NON_WORKING,
                Duration.ofMillis(500),
                300,
                null,
                Duration.ofSeconds(10));
    }
}
