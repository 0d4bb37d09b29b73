package org.redshield.bridge.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.env.Environment;

/** What HAProxy hears of a node when the database has much to do. */
class ReadinessTest extends Scenario {

    @Autowired
    @Qualifier("peopleConnections")
    private HikariDataSource people;

    @Autowired
    private Environment environment;

    @Test
    void slowStatementsOfPeopleTakeNoNodeOutOfService() throws Exception {
        ExecutorService readers = Executors.newCachedThreadPool();
        List<Statement> slow = new CopyOnWriteArrayList<>();
        try {
            for (int i = 0; i < people.getMaximumPoolSize() + 5; i++) {
                readers.execute(() -> readsForLong(slow));
            }
            await("every connection of people is taken, and more wait")
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> slow.size() >= people.getMaximumPoolSize() - 2
                            && people.getHikariPoolMXBean().getThreadsAwaitingConnection() > 0);
            for (int i = 0; i < 5; i++) {
                long began = System.nanoTime();
                Http.Answer readiness = new Http(
                                "http://localhost:" + environment.getRequiredProperty("local.management.port"), null)
                        .get("/actuator/health/readiness");
                assertThat(readiness.status()).as(readiness.text()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .as("HAProxy waits for 2 s")
                        .isLessThan(Duration.ofSeconds(2));
            }
        } finally {
            readers.shutdownNow();
            slow.forEach(ReadinessTest::end);
        }
    }

    private static void end(Statement slow) {
        try {
            slow.cancel();
        } catch (SQLException e) {
            // It has ended by itself.
        }
    }

    private void readsForLong(List<Statement> slow) {
        try (Connection connection = people.getConnection();
                Statement statement = connection.createStatement()) {
            slow.add(statement);
            statement.execute("select pg_sleep(15)");
        } catch (SQLException e) {
            // No connection came, or the test is over.
        }
    }
}
