package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the figures say of themselves while one of them cannot be read. */
class FigureReadingTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-12-02T02:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final HikariDataSource pool = new HikariDataSource();
    private final OperationsDatabase database;

    FigureReadingTest() throws SQLException {
        pool.setJdbcUrl(TestDatabase.emptyUrl());
        pool.setUsername("postgres");
        pool.setPassword("postgres");
        database = new OperationsDatabase(pool);
    }

    @AfterEach
    void close() {
        database.close();
        pool.close();
    }

    private double value(String meter) {
        return meters.get(meter).gauge().value();
    }

    @Test
    void theAgeGrowsWhileAnyCannotBeReadAndTheOthersAreFresh() {
        JdbcClient owner = JdbcClient.create(pool);
        owner.sql("create table fine (id int)").update();
        FigureReading reading = new FigureReading(
                database,
                List.of(
                        Figures.of("fine", "select count(*) as rows from fine").count("rows", "Rows"),
                        Figures.of("away", "select count(*) as rows from away").count("rows", "Rows")),
                now::get,
                meters);

        now.updateAndGet(then -> then.plus(Duration.ofDays(3)));
        owner.sql("insert into fine values (1)").update();
        reading.read();
        assertThat(value("fine.rows")).isEqualTo(1);
        assertThat(value("bridge.figures.age")).isEqualTo(Duration.ofDays(3).toSeconds());

        owner.sql("create table away (id int)").update();
        reading.read();
        assertThat(value("bridge.figures.age")).isZero();
    }
}
