package org.redshield.bridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Ends connections whose process at the server is no more. Whoever waits for the answer of a machine that was cut off hears nothing,
 * not even a refusal, and would wait for good; a limit on silence would end long statements too. So the server that is reached now is
 * asked every few seconds which of the processes behind the pools' connections it has.
 *
 * <p>So it is seen, too, that commits wait for a standby that is away. Of people's connections those that wait for it, or for the lock
 * of one that does, are ended: their processes wait on, so that nobody sees what the standby does not have.
 */
public final class LostConnections implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LostConnections.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** Where an address leads to another server now, the connection to the one before goes on answering. */
    private static final int LOOKS_BY_ONE_CONNECTION = 5;

    /** With its beginning, for a process of another machine may have the same number. */
    private static final String PROCESS = "pid || ' since ' || extract(epoch from backend_start)";

    /** A standby has nothing to say of it. */
    private static final String OWN = "select pid, " + PROCESS
            + " from pg_stat_activity where pid = pg_backend_pid() and not pg_is_in_recovery()";

    /** Each, whether it waits for the standby or, in however long a line, for one that does, and since when its commit does. */
    private static final String PROCESSES = """
            with recursive process as materialized (
                 select pid, %s as name, wait_event, query_start,
                        case when wait_event_type = 'Lock' then pg_blocking_pids(pid) end as blocked_by
                   from pg_stat_activity
                  where not pg_is_in_recovery()),
            waiting (pid) as (
                 select pid from process where wait_event = 'SyncRep'
                 union
                 select process.pid from waiting join process on waiting.pid = any(blocked_by))
            select name, pid in (select pid from waiting),
                   case when wait_event = 'SyncRep' and query_start < clock_timestamp() - interval '5 s'
                        then name || ' at ' || extract(epoch from query_start) end
              from process
            """.formatted(PROCESS);

    private record Watched(String process, boolean isOfPeople) {}

    /**
     * @param waiting for the standby, of {@code all}
     * @param commits that have waited for it for a while
     */
    private record Processes(Set<String> all, Set<String> waiting, Set<String> commits) {}

    private final Map<Connection, Watched> processes = new ConcurrentHashMap<>();
    private final HikariConfig pool;
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "lost-connections");
        thread.setDaemon(true);
        return thread;
    });
    private Connection asking;
    private int looks;
    private Set<String> commitsBefore = Set.of();
    private volatile int commitsWaiting;

    /** @param pool whose database it is */
    LostConnections(HikariConfig pool) {
        this.pool = pool;
    }

    void start() {
        watch.scheduleWithFixedDelay(this::look, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether what is committed waits for a synchronous standby, as it was seen last. */
    public boolean isStandbyAway() {
        return commitsWaiting > 0;
    }

    /** How many commits were seen to do so for a while. */
    public int commitsWaiting() {
        return commitsWaiting;
    }

    /** From now on the pool, which must not have begun, makes connections that are watched. */
    void watch(HikariConfig pool, boolean isOfPeople) {
        DataSource unwatched = new DriverDataSource(
                pool.getJdbcUrl(),
                pool.getDriverClassName(),
                pool.getDataSourceProperties(),
                pool.getUsername(),
                pool.getPassword());
        pool.setDataSource(new DelegatingDataSource(unwatched) {
            @Override
            public Connection getConnection() throws SQLException {
                return remembered(super.getConnection(), isOfPeople);
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return remembered(super.getConnection(user, password), isOfPeople);
            }
        });
    }

    private Connection remembered(Connection connection, boolean isOfPeople) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // Nobody watches it yet.
            int silence = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) SILENCE.toMillis());
            try (ResultSet own = statement.executeQuery(OWN)) {
                // Behind a pooler it is another one with each transaction, and the driver knows none of them.
                if (own.next()
                        && own.getInt(1)
                                == connection.unwrap(PGConnection.class).getBackendPID()) {
                    processes.put(connection, new Watched(own.getString(2), isOfPeople));
                }
            }
            connection.setNetworkTimeout(Runnable::run, silence);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    synchronized void look() {
        if (watch.isShutdown()) {
            return;
        }
        try {
            for (Connection connection : Set.copyOf(processes.keySet())) {
                if (connection.isClosed()) {
                    processes.remove(connection);
                }
            }
            // Before the question: what is opened later the answer may lack.
            Map<Connection, Watched> open = Map.copyOf(processes);
            if (looks++ % LOOKS_BY_ONE_CONNECTION == 0) {
                askAnew();
            }
            Processes there = there();
            if (!there.all()
                    .containsAll(open.values().stream().map(Watched::process).toList())) {
                // The one asked so far may be a server that everybody else has left.
                askAnew();
                there = there();
            }
            seen(there);
            for (Map.Entry<Connection, Watched> one : open.entrySet()) {
                end(one.getKey(), one.getValue(), there);
            }
        } catch (SQLException | RuntimeException e) {
            // Whoever is not answered knows nothing. That the database is away others say.
            LOG.debug("The database does not say which processes it has", e);
        }
    }

    /** A long statement may wait for a moment when its end is seen: who waits for the standby does so at two looks. */
    private void seen(Processes there) {
        Set<String> still = new HashSet<>(there.commits());
        still.retainAll(commitsBefore);
        commitsBefore = there.commits();
        if (!still.isEmpty() && !isStandbyAway()) {
            LOG.error("Commits wait for a synchronous standby: nothing is taken until it is back or given up");
        }
        commitsWaiting = still.size();
    }

    private void end(Connection connection, Watched watched, Processes there) throws SQLException {
        if (!there.all().isEmpty() && !there.all().contains(watched.process())) {
            LOG.warn("The database has no process {} any more: its connection is ended", watched.process());
            connection.abort(LostConnections::apart);
        } else if (isStandbyAway() && watched.isOfPeople() && there.waiting().contains(watched.process())) {
            LOG.warn("Process {} waits for the standby: who waits for it is told", watched.process());
            connection.abort(LostConnections::apart);
        }
    }

    /** What is encrypted may wait for its last words. */
    private static void apart(Runnable ending) {
        Thread thread = new Thread(ending, "lost-connection");
        thread.setDaemon(true);
        thread.start();
    }

    private Processes there() throws SQLException {
        if (asking == null) {
            asking = open();
        }
        Set<String> all = new HashSet<>();
        Set<String> waiting = new HashSet<>();
        Set<String> commits = new HashSet<>();
        try (Statement statement = asking.createStatement();
                ResultSet rows = statement.executeQuery(PROCESSES)) {
            while (rows.next()) {
                all.add(rows.getString(1));
                if (rows.getBoolean(2)) {
                    waiting.add(rows.getString(1));
                }
                Optional.ofNullable(rows.getString(3)).ifPresent(commits::add);
            }
        } catch (SQLException | RuntimeException e) {
            forget();
            throw e;
        }
        return new Processes(all, waiting, commits);
    }

    /** Where the server takes no more connections, the one that there is still asks. */
    private void askAnew() throws SQLException {
        Connection next = open();
        forget();
        asking = next;
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        pool.getDataSourceProperties().forEach((name, value) -> properties.put(name, value.toString()));
        Optional.ofNullable(pool.getUsername()).ifPresent(user -> properties.setProperty("user", user));
        Optional.ofNullable(pool.getPassword()).ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("connectTimeout", String.valueOf(SILENCE.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(SILENCE.toSeconds()));
        return DriverManager.getConnection(pool.getJdbcUrl(), properties);
    }

    private void forget() {
        try (Connection useless = asking) {
            asking = null;
        } catch (SQLException e) {
            LOG.debug("A connection did not close", e);
        }
    }

    @Override
    public synchronized void close() {
        watch.shutdownNow();
        forget();
    }
}
