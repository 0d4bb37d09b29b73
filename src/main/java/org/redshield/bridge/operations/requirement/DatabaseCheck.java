package org.redshield.bridge.operations.requirement;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import liquibase.changelog.ChangeLogParameters;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.exception.LiquibaseException;
import liquibase.parser.ChangeLogParserFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.redshield.bridge.CannotStart;
import org.springframework.core.env.Environment;

/** Knocks at the database before anything is built on it, with each account that will be used. */
final class DatabaseCheck {

    private static final int OLDEST = 18;
    private static final String PATIENCE_SECONDS = "10";
    private static final String CHANGE_LOG = "db/changelog/master.xml";

    static final Demand VALUE = Demand.stops(
            "{} 中有一个参数的值不对（%s）", "the value of a parameter in {} is wrong (%s)", DatabaseRequirement.ADDRESS);

    static final Demand NEW_ENOUGH = Demand.stops(
            "需要 PostgreSQL " + OLDEST + " 或更新版本，现在是 %s", "it needs PostgreSQL " + OLDEST + " or newer, this is %s");

    static final Demand MIGRATED = Demand.stops(
            "数据库还没有升级到这一版，缺 %s 步，第一步是 %s。请先用表的所有者账号运行一次 --migrate",
            "the database is not migrated to this release: it lacks %s change sets, the first of them %s; run --migrate with"
                    + " the owner's account first");

    private DatabaseCheck() {}

    /** @throws CannotStart when it is away, shuts the door, or is too old */
    static void check(Environment environment) {
        String url = environment.getProperty("spring.datasource.url", "");
        knock(
                url,
                account(environment, "spring.datasource.username"),
                account(environment, "spring.datasource.password"));
        String owner = account(environment, "spring.liquibase.user");
        if (!owner.isEmpty()) {
            knock(url, owner, account(environment, "spring.liquibase.password"));
        }
        if (!environment.getProperty("spring.liquibase.enabled", Boolean.class, true)) {
            migrated(environment);
        }
    }

    /** A node that does not migrate works on what somebody else has migrated, and on nothing less. */
    private static void migrated(Environment environment) {
        try (Connection connection = DriverManager.getConnection(
                environment.getProperty("spring.datasource.url", ""),
                account(environment, "spring.datasource.username"),
                account(environment, "spring.datasource.password"))) {
            List<String> lacking = lacking(connection);
            if (!lacking.isEmpty()) {
                throw MIGRATED.refused(null, lacking.size(), lacking.get(0));
            }
        } catch (SQLException e) {
            throw CannotStart.of(e);
        }
    }

    private static String account(Environment environment, String key) {
        return environment.getProperty(key, "");
    }

    private static void knock(String url, String user, String password) {
        Properties properties = new Properties();
        if (!user.isEmpty()) {
            properties.setProperty("user", user);
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", PATIENCE_SECONDS);
        properties.setProperty("loginTimeout", PATIENCE_SECONDS);
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement();
                ResultSet version =
                        statement.executeQuery("select current_setting('server_version_num')::int / 10000")) {
            version.next();
            if (version.getInt(1) < OLDEST) {
                throw NEW_ENOUGH.refused(null, version.getInt(1));
            }
        } catch (SQLException e) {
            throw isOfValue(e) ? VALUE.refused(e, e.getMessage()) : CannotStart.of(e);
        }
    }

    /** Whether the driver itself, and no server, says so. */
    private static boolean isOfValue(SQLException e) {
        return e instanceof PSQLException here
                && here.getServerErrorMessage() == null
                && (PSQLState.INVALID_PARAMETER_VALUE.getState().equals(e.getSQLState())
                        || String.valueOf(e.getMessage()).startsWith("Invalid "));
    }

    /** @return this release's change sets that have not run, in their order; of a later release's it says nothing. It takes no lock. */
    private static List<String> lacking(Connection connection) throws SQLException {
        Set<String> ran = ran(connection);
        return ofThisRelease().getChangeSets().stream()
                .map(one -> name(one.getFilePath(), one.getAuthor(), one.getId()))
                .filter(one -> !ran.contains(one))
                .toList();
    }

    private static DatabaseChangeLog ofThisRelease() {
        try (ClassLoaderResourceAccessor files = new ClassLoaderResourceAccessor()) {
            return ChangeLogParserFactory.getInstance()
                    .getParser(CHANGE_LOG, files)
                    .parse(CHANGE_LOG, new ChangeLogParameters(), files);
        } catch (LiquibaseException e) {
            throw new IllegalStateException("The change logs cannot be read", e);
        } catch (Exception e) {
            throw new IllegalStateException("The class path cannot be closed", e);
        }
    }

    private static Set<String> ran(Connection connection) throws SQLException {
        Set<String> ran = new HashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet made = statement.executeQuery("select to_regclass('databasechangelog') is not null")) {
                made.next();
                if (!made.getBoolean(1)) {
                    return ran;
                }
            }
            try (ResultSet rows = statement.executeQuery("select filename, author, id from databasechangelog")) {
                while (rows.next()) {
                    ran.add(name(rows.getString(1), rows.getString(2), rows.getString(3)));
                }
            }
        }
        return ran;
    }

    private static String name(String file, String author, String id) {
        return DatabaseChangeLog.normalizePath(file) + " " + author + ":" + id;
    }
}
