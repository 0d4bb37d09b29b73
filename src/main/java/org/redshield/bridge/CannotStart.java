package org.redshield.bridge;

import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import liquibase.exception.LiquibaseException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;

/**
 * Why the bridge does not start: one sentence for whoever starts it, in Chinese and then in English. Thrown by what knows the
 * mistake; {@link #of} finds words for the rest.
 */
public final class CannotStart extends RuntimeException {

    private static final int LONGEST = 400;

    /** PostgreSQL's codes, by their beginning. */
    private static final Map<String, String[]> DATABASE = new LinkedHashMap<>();

    static {
        DATABASE.put("28", new String[] {
            "数据库不接受这个用户名和密码，请核对 spring.datasource.username、password 和 spring.liquibase.user、password",
            "the database does not accept this user and password; look at spring.datasource.username, .password and"
                    + " spring.liquibase.user, .password"
        });
        DATABASE.put("3D000", new String[] {"数据库服务器上没有这个数据库", "the server has no database of that name"});
        DATABASE.put("53300", new String[] {"数据库的连接数已用完", "the database has no connection left"});
        DATABASE.put("57P", new String[] {"数据库正在启动或者停止", "the database is starting or stopping"});
        DATABASE.put("08", new String[] {"连不上数据库", "the database cannot be reached"});
        DATABASE.put("42501", new String[] {
            "数据库账号没有所需的权限，升级须用表的所有者账号（spring.liquibase.user）",
            "the database account lacks a right; migration needs the owner's (spring.liquibase.user)"
        });
    }

    private final String chinese;
    private final String english;

    public CannotStart(String chinese, String english) {
        this(chinese, english, null);
    }

    public CannotStart(String chinese, String english, Throwable cause) {
        super("红盾云桥没有启动：" + chinese + "。Redshield Bridge does not start: " + english + ".", cause);
        this.chinese = chinese;
        this.english = english;
    }

    /** Why, without its full stop. */
    public String chinese() {
        return chinese;
    }

    /** The same. */
    public String english() {
        return english;
    }

    /** What a database can say, in both languages; a fact follows, which is its own first line. */
    public static List<List<String>> ofDatabases() {
        return DATABASE.values().stream()
                .map(said -> List.of(said[0] + "（%s）", said[1] + " (%s)"))
                .toList();
    }

    /** What happened, in one sentence, whatever it was. */
    public static CannotStart of(Throwable failure) {
        Throwable root = failure;
        CannotStart general = null;
        for (Throwable one = failure; one != null; one = one.getCause() == one ? null : one.getCause()) {
            root = one;
            if (one instanceof CannotStart known) {
                return known;
            }
            if (one instanceof PortInUseException port) {
                return new CannotStart(
                        "端口 " + port.getPort() + " 已被占用（SERVER_PORT、MANAGEMENT_PORT）",
                        "port " + port.getPort() + " is in use (SERVER_PORT, MANAGEMENT_PORT)",
                        failure);
            }
            if (one instanceof SQLException database) {
                general = database(database, failure, general);
            } else if (one instanceof BindException setting) {
                String last = firstLine(root(one));
                general = new CannotStart(
                        "设置 " + setting.getName() + " 的值不对（" + last + "）",
                        "the value of " + setting.getName() + " is wrong (" + last + ")",
                        failure);
            } else if (one instanceof LiquibaseException && general == null) {
                String last = firstLine(root(one));
                general = new CannotStart(
                        "数据库升级失败（" + last + "）", "the database could not be migrated (" + last + ")", failure);
            }
        }
        if (general != null) {
            return general;
        }
        String last = root.getClass().getSimpleName() + ": " + firstLine(root);
        return new CannotStart(
                "出现意外错误（" + last + "），日志级别设为 logging.level.org.redshield=debug 可看全部经过",
                "unexpected failure (" + last + "); logging.level.org.redshield=debug shows all of it",
                failure);
    }

    private static CannotStart database(SQLException database, Throwable failure, CannotStart general) {
        String state = database.getSQLState() == null ? "" : database.getSQLState();
        return DATABASE.entrySet().stream()
                .filter(code -> state.startsWith(code.getKey()))
                .findFirst()
                .map(code -> new CannotStart(
                        code.getValue()[0] + "（" + firstLine(database) + "）",
                        code.getValue()[1] + " (" + firstLine(database) + ")",
                        failure))
                .orElse(general);
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable failure) {
        String text =
                String.valueOf(failure.getMessage()).strip().lines().findFirst().orElse("");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
