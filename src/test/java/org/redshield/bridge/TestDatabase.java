package org.redshield.bridge;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.SpringApplication;

/** One PostgreSQL for all tests of this JVM; every caller gets a database of its own in it. */
public final class TestDatabase {

    private static final String MASTER = "db/changelog/master.xml";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    /** Names of databases to copy, by their change logs. Nobody is connected to them. */
    private static final Map<List<String>, String> MIGRATED = new ConcurrentHashMap<>();

    /** Of all pools. */
    private static final ScheduledExecutorService HOUSEKEEPER = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "test-databases");
        thread.setDaemon(true);
        return thread;
    });

    private TestDatabase() {}

    /** A new database with the given change logs applied: once, each further one is a copy of the first. */
    public static DataSource with(String... changeLogs) {
        return pooled(copyUrl(changeLogs));
    }

    private static String copyUrl(String... changeLogs) {
        String template = MIGRATED.computeIfAbsent(List.of(changeLogs), TestDatabase::migrated);
        return Server.POSTGRES.getJdbcUrl("postgres", create(" template " + template));
    }

    /** A connection for each statement is a process of the server each: that was a quarter of what the tests' databases did. */
    private static DataSource pooled(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("postgres");
        config.setPassword("postgres");
        config.setMaximumPoolSize(40);
        config.setMinimumIdle(0);
        config.setIdleTimeout(Duration.ofSeconds(10).toMillis());
        config.setInitializationFailTimeout(-1);
        config.setScheduledExecutor(HOUSEKEEPER);
        return new HikariDataSource(config);
    }

    /** Where it is, for those who connect by themselves, and say who they are. */
    public static String url(DataSource database) {
        String url = database instanceof HikariDataSource pool
                ? pool.getJdbcUrl()
                : ((PGSimpleDataSource) database).getURL();
        return url.replaceFirst("\\?user=postgres$", "");
    }

    private static String migrated(List<String> changeLogs) {
        String name = create("");
        try (Connection connection =
                Server.POSTGRES.getDatabase("postgres", name).getConnection()) {
            for (String changeLog : changeLogs) {
                new Liquibase(changeLog, new ClassLoaderResourceAccessor(), new JdbcConnection(connection)).update("");
            }
            return name;
        } catch (SQLException | LiquibaseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new, empty database. */
    public static DataSource empty() {
        return Server.POSTGRES.getDatabase("postgres", create(""));
    }

    /** The JDBC URL of a new database of this release, on which a bridge has nothing to migrate: that takes most of its start. */
    public static String migratedUrl() {
        return copyUrl(MASTER);
    }

    /** The JDBC URL of a new, empty database. */
    public static String emptyUrl() {
        return Server.POSTGRES.getJdbcUrl("postgres", create(""));
    }

    private static String create(String how) {
        String name = "test_" + NUMBER.incrementAndGet();
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + how);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return name;
    }

    private static final class Server {

        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path data = Files.createTempDirectory("bridge-postgres");
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setDataDirectory(data)
                        .setCleanDataDirectory(false)
                        .setServerConfig("max_connections", "200")
                        // As docker-compose.yml has it.
                        .setServerConfig("log_error_verbosity", "terse")
                        // Nobody needs it after the machine has failed; each of its many databases was waited for on
                        // the disk.
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setRegisterShutdownHook(false)
                        .start();
                // After the contexts: a bridge that closes without its database waits for a connection.
                SpringApplication.getShutdownHandlers().add(() -> close(server, data));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** By itself it looks at each of a hundred thousand files twice: the JVM was killed over it, half a minute later. */
        private static void close(EmbeddedPostgres server, Path data) {
            try {
                server.close();
                Files.walkFileTree(data, new SimpleFileVisitor<Path>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException fault) throws IOException {
                        Files.deleteIfExists(folder);
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
