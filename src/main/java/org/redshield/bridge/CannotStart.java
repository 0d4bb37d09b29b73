package org.redshield.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import liquibase.exception.LiquibaseException;
import org.springframework.boot.context.config.ConfigDataNotFoundException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.embedded.tomcat.ConnectorStartFailedException;
import org.springframework.boot.web.server.PortInUseException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.UnicodeReader;
import org.yaml.snakeyaml.scanner.ScannerException;

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

    /** What can be wrong with a file of settings; the fact is which, and where or what. */
    private static final String[] NO_YAML = {
        "设置文件 %s 不是正确的 YAML，请核对缩进（只用空格，不用制表符）、冒号后面的空格和引号",
        "the file of settings %s is no YAML; look at its indentation (blanks, no tabs), the blanks after colons, and quotes"
    };

    private static final String[] NO_TEXT = {
        "设置文件 %s 不是 UTF-8 文本，请另存为 UTF-8 编码", "the file of settings %s is no text in UTF-8; save it as UTF-8"
    };

    private static final String[] NO_FILE = {
        "找不到设置文件 %s，请核对 SPRING_CONFIG_LOCATION、SPRING_CONFIG_ADDITIONAL_LOCATION 和 spring.config.import",
        "the file of settings %s is not there; look at SPRING_CONFIG_LOCATION, SPRING_CONFIG_ADDITIONAL_LOCATION and spring.config.import"
    };

    private static final String[] NO_PORT = {
        "端口 %s 不是 0 到 65535 的整数（SERVER_PORT、MANAGEMENT_PORT、SANDBOX_PORT）",
        "the port %s is no whole number from 0 to 65535 (SERVER_PORT, MANAGEMENT_PORT, SANDBOX_PORT)"
    };

    private static final String[] SHUT_PORT = {
        "端口 %s 打不开：它已被占用，账号不能用 1024 以下的端口，或者 SERVER_ADDRESS、MANAGEMENT_SERVER_ADDRESS 不是本机的地址；加密时还请核对" + " server.ssl",
        "the port %s cannot be opened: it is in use, the account may not use those below 1024, or SERVER_ADDRESS,"
                + " MANAGEMENT_SERVER_ADDRESS is no address of this machine; with TLS look at server.ssl too"
    };

    private static final Pattern OUT_OF_RANGE = Pattern.compile("(?i)port (?:value )?out of range: ?(\\S+)");

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

    /** What can be wrong with files of settings and ports, in both languages; which is a fact. */
    public static List<List<String>> ofFilesAndPorts() {
        return Stream.of(NO_YAML, NO_TEXT, NO_FILE, NO_PORT, SHUT_PORT)
                .map(List::of)
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
            Optional<CannotStart> told = fileOrPort(one, failure);
            if (told.isPresent()) {
                return told.get();
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

    /** What Spring says of files of settings, and the web server of ports. */
    private static Optional<CannotStart> fileOrPort(Throwable one, Throwable failure) {
        if (one instanceof ConfigDataNotFoundException absent) {
            String file = absent.getReferenceDescription().replaceAll("(?s)^.*'(?:optional:)?([^']*)'.*$", "$1");
            return Optional.of(said(NO_FILE, file, failure));
        }
        if (one instanceof YAMLException wrong) {
            boolean text = wrong instanceof MarkedYAMLException;
            return Optional.of(said(text ? NO_YAML : NO_TEXT, SettingsFiles.broken(wrong), failure));
        }
        if (one instanceof ConnectorStartFailedException shut) {
            return Optional.of(said(SHUT_PORT, shut.getPort(), failure));
        }
        Matcher port = OUT_OF_RANGE.matcher(String.valueOf(one.getMessage()));
        return one instanceof IllegalArgumentException && port.find()
                ? Optional.of(said(NO_PORT, port.group(1), failure))
                : Optional.empty();
    }

    private static CannotStart said(String[] sentence, Object fact, Throwable failure) {
        return new CannotStart(sentence[0].formatted(fact), sentence[1].formatted(fact), failure);
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

    /** Which file of settings cannot be read: whoever reads them all says where something is wrong in it, and not in which. */
    private static final class SettingsFiles {

        /** Where one lies beside the program. */
        private static final List<Path> FOLDERS = List.of(Path.of(""), Path.of("config"));

        private static final List<String> NAMED =
                List.of("SPRING_CONFIG_LOCATION", "SPRING_CONFIG_ADDITIONAL_LOCATION", "SPRING_CONFIG_IMPORT");

        private SettingsFiles() {}

        /** The file in which that is wrong, as far as it can be told, and the line. Of what stands there it says nothing: it may be a secret. */
        static String broken(YAMLException wrong) {
            String file = candidates()
                    .filter(SettingsFiles::isBroken)
                    .map(path -> path.toAbsolutePath().normalize().toString())
                    .findFirst()
                    .orElse("application.yml");
            return wrong instanceof MarkedYAMLException marked && marked.getProblemMark() != null
                    ? file + ":" + (where(marked).getLine() + 1)
                    : file;
        }

        /** Where it begins: a quote that is not closed shows at the end of the file. */
        private static Mark where(MarkedYAMLException wrong) {
            return wrong instanceof ScannerException && wrong.getContextMark() != null
                    ? wrong.getContextMark()
                    : wrong.getProblemMark();
        }

        private static Stream<Path> candidates() {
            Stream<Path> named = NAMED.stream()
                    .flatMap(name -> Stream.of(
                            System.getenv(name),
                            System.getProperty(name.toLowerCase(Locale.ROOT).replace('_', '.'))))
                    .filter(value -> value != null && !value.isBlank())
                    .flatMap(value -> Stream.of(value.split("[,;]")))
                    .map(value -> Path.of(value.replaceFirst("^(?:optional:)?(?:file:)?(?://)?", "")));
            return Stream.concat(FOLDERS.stream(), named).flatMap(SettingsFiles::yaml);
        }

        private static Stream<Path> yaml(Path place) {
            Path absolute = place.toAbsolutePath();
            if (Files.isRegularFile(absolute)) {
                return Stream.of(absolute);
            }
            if (!Files.isDirectory(absolute)) {
                return Stream.empty();
            }
            try (Stream<Path> all = Files.list(absolute)) {
                return all
                        .filter(path -> path.getFileName().toString().matches("application.*\\.ya?ml"))
                        .sorted()
                        .toList()
                        .stream();
            } catch (IOException e) {
                return Stream.empty();
            }
        }

        /** Read as Spring reads it. */
        private static boolean isBroken(Path file) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            try (InputStream content = Files.newInputStream(file)) {
                new Yaml(new SafeConstructor(options))
                        .loadAll(new UnicodeReader(content))
                        .forEach(part -> {});
                return false;
            } catch (YAMLException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }
}
