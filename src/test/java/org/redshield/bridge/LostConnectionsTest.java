package org.redshield.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LostConnectionsTest {

    private final String url = TestDatabase.emptyUrl();
    private final JdbcClient server = JdbcClient.create(new DriverManagerDataSource(url));
    private Network network;
    private LostConnections lost;
    private HikariDataSource pool;

    @BeforeEach
    void connect() throws IOException {
        URI database = URI.create(url.substring("jdbc:".length()));
        network = new Network(database.getPort());
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url.replace(":" + database.getPort(), ":" + network.port()));
        // Each is made when it is asked for.
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(0);
        lost = new LostConnections(config);
        lost.watch(config, true);
        pool = new HikariDataSource(config);
    }

    @AfterEach
    void disconnect() throws IOException {
        // First the network: then nobody waits any more.
        network.close();
        lost.close();
        pool.close();
    }

    @Test
    void whoWaitsForAServerThatIsGoneIsToldAndWhoWaitsForOneThatIsThereWaitsOn() throws Exception {
        Connection cutOff = pool.getConnection();
        CompletableFuture<Void> waiting = waitingIn(cutOff);
        // So that it has a connection of its own that is cut off with the others.
        lost.look();
        network.cut();
        end(cutOff);
        Connection later = pool.getConnection();
        CompletableFuture<Void> longStatement = waitingIn(later);
        lost.look();
        assertThat(waiting).as("nobody has said which processes there are").isNotDone();
        lost.look();
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(longStatement).isNotDone();
        assertThat(later.isClosed()).isFalse();
    }

    /** The one before is alive and answers. */
    @Test
    void whoWaitsForAServerThatTheAddressHasLeftIsTold() throws Exception {
        CompletableFuture<Void> waiting = waitingIn(pool.getConnection());
        lost.look();
        try (EmbeddedPostgres other =
                EmbeddedPostgres.builder().setRegisterShutdownHook(false).start()) {
            String name = URI.create(url.substring("jdbc:".length())).getPath().substring(1);
            JdbcClient.create(other.getPostgresDatabase())
                    .sql("create database " + name)
                    .update();
            network.leadTo(other.getPort());
            await().pollInSameThread().until(() -> {
                lost.look();
                return waiting.isDone();
            });
            try (Connection there = pool.getConnection()) {
                lost.look();
                assertThat(there.isValid(1)).as("what leads to the other one").isTrue();
            }
            network.close();
            lost.close();
        }
        assertThatThrownBy(waiting::join).hasCauseInstanceOf(IllegalStateException.class);
    }

    private void end(Connection connection) throws SQLException {
        server.sql("select pg_terminate_backend(?)")
                .param(process(connection))
                .query()
                .singleValue();
    }

    private static int process(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID();
    }

    /** In a statement that does not end. */
    private CompletableFuture<Void> waitingIn(Connection connection) throws SQLException {
        int process = process(connection);
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("select pg_sleep(600)");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        await().until(() -> server.sql(
                        "select count(*) = 1 from pg_stat_activity where pid = ? and wait_event = 'PgSleep'")
                .param(process)
                .query(Boolean.class)
                .single());
        return waiting;
    }

    /** Passes on what is said to a port of this machine, until it is cut: then nothing more arrives, and nobody is told. */
    private static final class Network implements AutoCloseable {

        private final ServerSocket door = new ServerSocket(0);
        private final List<Socket> ends = new CopyOnWriteArrayList<>();
        private volatile int port;
        private volatile int cut;

        Network(int leadsTo) throws IOException {
            port = leadsTo;
            apart(() -> {
                while (true) {
                    Socket near = door.accept();
                    Socket far = new Socket("localhost", port);
                    ends.addAll(List.of(near, far));
                    int made = ends.size();
                    apart(() -> pass(near, far, made));
                    apart(() -> pass(far, near, made));
                }
            });
        }

        int port() {
            return door.getLocalPort();
        }

        /** Those who come later. */
        void leadTo(int other) {
            port = other;
        }

        void cut() {
            cut = ends.size();
        }

        private void pass(Socket from, Socket to, int made) throws IOException {
            InputStream said = from.getInputStream();
            byte[] some = new byte[8192];
            for (int length = said.read(some); length >= 0; length = said.read(some)) {
                if (made > cut) {
                    to.getOutputStream().write(some, 0, length);
                }
            }
            if (made > cut) {
                to.close();
            }
        }

        @FunctionalInterface
        private interface Work {
            void run() throws IOException;
        }

        private static void apart(Work work) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                } catch (IOException e) {
                    // It was closed.
                }
            });
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            door.close();
            for (Socket end : ends) {
                end.close();
            }
        }
    }
}
