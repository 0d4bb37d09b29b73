package org.redshield.bridge.work;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.redshield.bridge.access.provider.OtherNodes;
import org.redshield.bridge.installation.InstallationRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Says to all nodes that there is work of a kind. A signal is a hint and nothing more: whoever hears it looks at the rows,
 * and who does not hear it finds them a little later by looking anyway.
 *
 * <p>In its own node a signal goes straight to whoever listens, right after the commit. To other nodes it goes by
 * {@code NOTIFY}, at most ten times a second with all that has come together, on a connection of its own outside the pool,
 * and not at all while there is no other node: a {@code NOTIFY} takes a lock of the whole database when it commits, so no
 * transaction that does something carries one. The same connection listens. When it was lost it is made again, and then
 * everything is looked at once.
 */
@Component
public class Signals implements OtherNodes, SmartLifecycle {

    static final String CHANNEL = "bridge_work";

    /** Between a kind and what the signal is about. */
    private static final char ABOUT = ':';

    /** PostgreSQL takes 8,000 bytes at a time. */
    private static final int LONGEST = 7_500;

    /** By this the nodes know each other among the database's sessions. */
    static final String APPLICATION = "redshield-bridge-signals";

    /** A node that has just begun to listen. It looks at everything itself; the others learn that they are not alone. */
    private static final String HERE = "here";

    /** The longest time in which a kind of work is not looked at. */
    public static final Duration SOON = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);

    private final DataSource database;
    private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final Set<String> outgoing = ConcurrentHashMap.newKeySet();
    private volatile Thread thread;
    private volatile boolean hears;
    private volatile boolean alone;
    private long told;

    public Signals(DataSource database) {
        this.database = database;
    }

    /** From now on whoever listens is told of that kind; it must not take long, and may be told in vain. */
    public void listen(String kind, Runnable wake) {
        listenAbout(kind, about -> wake.run());
    }

    /** The same for whoever wants to know about what; nothing is said where that is not known, and everything is meant. */
    @Override
    public void listenAbout(String kind, Consumer<String> wake) {
        listeners.computeIfAbsent(kind, any -> new CopyOnWriteArrayList<>()).add(wake);
    }

    /** @param about ids and codes in ASCII, without blanks: everybody at the database can read it */
    @Override
    public void send(String kind, String about) {
        send(kind + ABOUT + about);
    }

    /** There is work of that kind: said when the caller's transaction has committed, or at once without one. */
    public void send(String kind) {
        afterCommit(kind, () -> {
            wake(kind);
            outgoing.add(kind);
        });
    }

    /** The same for what is due in a while: where all look before that anyway, nothing is said. */
    public void sendIfSoon(String kind, Duration untilDue) {
        if (untilDue.compareTo(SOON) < 0) {
            send(kind);
        }
    }

    /** The same for other nodes only; this one knows already. */
    public void spread(String kind) {
        afterCommit(kind + " elsewhere", () -> outgoing.add(kind));
    }

    /** Everything is to be looked at, in this node. */
    public void wakeAll() {
        listeners.keySet().forEach(this::wake);
    }

    /** Whether the signals of other nodes arrive; otherwise one must look more often. */
    public boolean isHearing() {
        return hears;
    }

    private void wake(String signal) {
        int end = signal.indexOf(ABOUT);
        String kind = end < 0 ? signal : signal.substring(0, end);
        String about = end < 0 ? "" : signal.substring(end + 1);
        listeners.getOrDefault(kind, List.of()).forEach(listener -> {
            try {
                listener.accept(about);
            } catch (RuntimeException e) {
                // Anybody at the database can say anything; whoever cannot make sense of it goes on listening.
                LOG.error("A signal of {} could not be followed", kind, e);
            }
        });
    }

    /** Once for each transaction, however often it says so. */
    private void afterCommit(String what, Runnable signal) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            signal.run();
            return;
        }
        boolean known = TransactionSynchronizationManager.getSynchronizations().stream()
                .anyMatch(other -> other instanceof AfterCommit said && said.isOf(this, what));
        if (!known) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(this, what, signal));
        }
    }

    private static final class AfterCommit implements TransactionSynchronization {

        private final Signals of;
        private final String what;
        private final Runnable signal;

        AfterCommit(Signals of, String what, Runnable signal) {
            this.of = of;
            this.what = what;
            this.signal = signal;
        }

        boolean isOf(Signals signals, String said) {
            return of == signals && what.equals(said);
        }

        /** Not {@code afterCommit}: who signals from there comes too late to be called by it. */
        @Override
        public void afterCompletion(int status) {
            if (status == STATUS_COMMITTED) {
                signal.run();
            }
        }
    }

    @Override
    public synchronized void start() {
        thread = new Thread(this::run, "signals");
        thread.setDaemon(true);
        thread.start();
    }

    /** What has still to be said is said. */
    @Override
    public synchronized void stop() {
        Thread ending = thread;
        thread = null;
        try {
            ending.join(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Before whoever sends or listens, and after them at the end. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void run() {
        Thread self = Thread.currentThread();
        boolean warned = false;
        while (thread == self) {
            try (Connection connection = connect()) {
                serve(connection, self);
            } catch (SQLException e) {
                if (hears || !warned) {
                    LOG.warn("No signals from other nodes until the connection is back: {}", e.getMessage());
                    warned = true;
                }
            } finally {
                hears = false;
            }
            pause(self);
        }
    }

    private void pause(Thread self) {
        try {
            if (thread == self) {
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException e) {
            self.interrupt();
            thread = null;
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = open();
        try (Statement statement = connection.createStatement()) {
            statement.execute("set application_name = '" + APPLICATION + "'; listen " + CHANNEL + "; "
                    + InstallationRecord.PRESENCE);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Like those of the pool, but none of them: signals must come through when all are in use. */
    private Connection open() throws SQLException {
        if (!database.isWrapperFor(HikariDataSource.class)) {
            return database.getConnection();
        }
        HikariDataSource pool = database.unwrap(HikariDataSource.class);
        Properties properties = new Properties();
        pool.getDataSourceProperties().forEach((name, value) -> properties.put(name, value.toString()));
        Optional.ofNullable(pool.getUsername()).ifPresent(user -> properties.setProperty("user", user));
        Optional.ofNullable(pool.getPassword()).ifPresent(secret -> properties.setProperty("password", secret));
        // A network that has silently gone must show.
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("socketTimeout", "10");
        return DriverManager.getConnection(pool.getJdbcUrl(), properties);
    }

    private void serve(Connection connection, Thread self) throws SQLException {
        PGConnection postgres = connection.unwrap(PGConnection.class);
        alone = isAlone(connection);
        long looked = System.nanoTime();
        tell(connection, Set.of(HERE));
        while (thread == self || !outgoing.isEmpty()) {
            // Reads from the socket only; the database has nothing to do.
            PGNotification[] news = postgres.getNotifications((int) TICK.toMillis());
            for (PGNotification heard : news == null ? new PGNotification[0] : news) {
                hear(heard, postgres.getBackendPID());
            }
            if (System.nanoTime() - looked > HEARTBEAT.toNanos()) {
                alone = isAlone(connection);
                looked = System.nanoTime();
                if (!hears) {
                    LOG.warn("Signals do not arrive; is there a pooler between this node and the database?");
                }
            }
            tellOthers(connection);
        }
    }

    private void hear(PGNotification heard, int own) {
        if (heard.getPID() != own) {
            alone = false;
            List.of(heard.getParameter().split(" ")).forEach(this::wake);
        } else if (!hears && heard.getParameter().equals(HERE)) {
            // It went all the way round: whatever came before this may have been missed.
            hears = true;
            LOG.info("Listening to the signals of other nodes");
            wakeAll();
        }
    }

    private void tellOthers(Connection connection) throws SQLException {
        if (alone) {
            outgoing.clear();
            return;
        }
        Set<String> kinds = new HashSet<>(outgoing);
        long now = System.nanoTime();
        if (kinds.isEmpty() || now - told < TICK.toNanos()) {
            return;
        }
        told = now;
        // First taken off, then told: what is said again meanwhile is told again.
        outgoing.removeAll(kinds);
        try {
            tell(connection, kinds);
        } catch (SQLException e) {
            outgoing.addAll(kinds);
            throw e;
        }
    }

    private static void tell(Connection connection, Set<String> kinds) throws SQLException {
        try (PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
            notify.setString(1, CHANNEL);
            for (String part : parts(kinds)) {
                notify.setString(2, part);
                notify.execute();
            }
        }
    }

    /** As many together as one notification can hold. */
    static List<String> parts(Set<String> kinds) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String kind : kinds) {
            if (part.length() + kind.length() >= LONGEST) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : " ").append(kind);
        }
        parts.add(part.toString());
        return parts;
    }

    private static boolean isAlone(Connection connection) throws SQLException {
        try (PreparedStatement others = connection.prepareStatement("""
                        select not exists (select from pg_stat_activity
                                            where datname = current_database() and application_name = ?
                                              and pid <> pg_backend_pid())
                        """)) {
            others.setString(1, APPLICATION);
            try (ResultSet row = others.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
