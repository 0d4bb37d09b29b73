package org.redshield.bridge;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.springframework.core.env.Environment;

/** Knocks at the database before anything is built on it, with each account that will be used. */
final class DatabaseCheck {

    private static final int OLDEST = 18;
    private static final String PATIENCE_SECONDS = "10";

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
                throw new CannotStart(
                        "需要 PostgreSQL " + OLDEST + " 或更新版本，现在是 " + version.getInt(1),
                        "it needs PostgreSQL " + OLDEST + " or newer, this is " + version.getInt(1));
            }
        } catch (SQLException e) {
            throw CannotStart.of(e);
        }
    }
}
