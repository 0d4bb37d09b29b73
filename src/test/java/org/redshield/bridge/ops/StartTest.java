package org.redshield.bridge.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.TestBridgeApplication;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Thorough;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What whoever starts it reads when it does not start: the one sentence why, and exit code 1. */
class StartTest {

    @TempDir
    private Path folder;

    /** Nothing but the main class, as the packaged jar starts it. */
    @Test
    void theBridgeAloneSaysWhatIsMissing() throws Exception {
        assertThat(fails(BridgeApplication.class, Map.of()))
                .contains("红盾云桥没有启动：（1）没有设置 spring.datasource.url（SPRING_DATASOURCE_URL）")
                .contains("（2）没有设置 bridge.administrator.password（BRIDGE_ADMINISTRATOR_PASSWORD）")
                .contains("Redshield Bridge does not start: (1) spring.datasource.url (SPRING_DATASOURCE_URL)")
                .doesNotContain("stack_trace", "\tat ");
    }

    /** Some, each in a JVM of its own; {@code WrongSettingsTest} has many, in this one. */
    static List<Arguments> mistakes() {
        return Thorough.few(4, allMistakes(), "mistakes");
    }

    /** What goes wrong, and what is said then; the rest of the settings is right. */
    private static List<Arguments> allMistakes() {
        return List.of(
                Arguments.of("unknown setting bridge.exchnage.interval", "没有名为", "--bridge.exchnage.interval=1s"),
                Arguments.of(
                        "the database does not accept this user and password",
                        "数据库不接受这个用户名和密码",
                        "--spring.datasource.username=nobody"),
                Arguments.of(
                        "the database cannot be reached",
                        "连不上数据库",
                        "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/bridge"),
                Arguments.of(
                        "it needs PostgreSQL 18 or newer, this is 17",
                        "需要 PostgreSQL 18 或更新版本，现在是 17",
                        "--spring.datasource.username=old_server"),
                Arguments.of(
                        "bridge.connected-bureaus (BRIDGE_CONNECTEDBUREAUS): there is no bureau 999999",
                        "999999 不是任何局的代码",
                        "--bridge.connected-bureaus=999999"),
                Arguments.of(
                        "bridge.officers-file (BRIDGE_OFFICERSFILE): line 2 of the file lacks a column",
                        "bridge.officers-file（BRIDGE_OFFICERSFILE）所指文件第 2 行",
                        "--bridge.officers-file=file:%s/officers.csv"),
                Arguments.of(
                        "none.pem of bridge.evidence.log.key (BRIDGE_EVIDENCE_LOG_KEY) cannot be read",
                        "bridge.evidence.log.key（BRIDGE_EVIDENCE_LOG_KEY）指定的文件",
                        "--bridge.evidence.log.key=file:%1$s/none.pem --bridge.evidence.log.certificate=file:%1$s/none.pem"),
                Arguments.of("the directory of numbers", "不能读写编号记录目录", "--bridge.numbers.directory=%s/officers.csv"),
                Arguments.of(
                        "bridge.administrator.password (BRIDGE_ADMINISTRATOR_PASSWORD), is too weak",
                        "账号管理员 admin 的密码 bridge.administrator.password（BRIDGE_ADMINISTRATOR_PASSWORD）过于简单",
                        "--bridge.administrator.password=secret"),
                Arguments.of(
                        "the value 'soon' of bridge.polling.lease (BRIDGE_POLLING_LEASE) is wrong",
                        "设置 bridge.polling.lease（BRIDGE_POLLING_LEASE）的值“soon”不对",
                        "--bridge.polling.lease=soon"),
                Arguments.of(
                        "the database was written in Europe/Paris",
                        "数据库按 Europe/Paris 写成",
                        "--spring.datasource.url=%2$s"));
    }

    @ParameterizedTest
    @Tag("thorough")
    @MethodSource("mistakes")
    void everyMistakeIsOneSentence(String english, String chinese, String settings) throws Exception {
        Files.writeString(folder.resolve("officers.csv"), "certificateNo,name\n310105001,王小明\n");
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        JdbcClient jdbc = JdbcClient.create(database);
        jdbc.sql("create schema old").update();
        jdbc.sql("create function old.current_setting(text) returns text language sql as $$select '170004'$$")
                .update();
        jdbc.sql("""
                        do $$ begin
                            if to_regrole('old_server') is null then create role old_server superuser login; end if;
                        end $$
                        """).update();
        jdbc.sql("alter role old_server set search_path = old, pg_catalog").update();
        DataSource abroad = TestDatabase.empty();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url(database),
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--bridge.administrator.password=Erstes-Wort7",
                "--bridge.evidence.directory=" + folder.resolve("evidence"),
                "--bridge.evidence.keys=" + folder.resolve("keys"),
                "--bridge.numbers.directory=" + folder.resolve("numbers"),
                "--server.port=0",
                "--management.server.port=0"));
        if (settings.contains("%2$s")) {
            abroad = TestDatabase.with("db/changelog/master.xml");
            JdbcClient.create(abroad)
                    .sql("insert into installation (zone) values ('Europe/Paris')")
                    .update();
        }
        for (String setting : settings.formatted(folder, url(abroad)).split(" ")) {
            arguments.removeIf(given -> given.startsWith(setting.substring(0, setting.indexOf('=') + 1)));
            arguments.add(setting);
        }

        String said = fails(BridgeApplication.class, Map.of(), arguments.toArray(String[]::new));

        assertThat(said).contains(english, chinese).doesNotContain("stack_trace", "\tat ");
        assertThat(said.lines().filter(line -> line.contains("\"ERROR\"") || line.startsWith("红盾云桥")))
                .as("the log's line, and the same for people")
                .hasSize(2);
    }

    private static String url(DataSource database) {
        return TestDatabase.url(database);
    }

    /** The sandbox and PostgreSQL run already when the bridge finds its mistake. */
    @Test
    @Tag("thorough")
    void theWholeSystemEndsWithTheBridge() throws Exception {
        String said = fails(TestBridgeApplication.class, ports(), "--bridge.exchnage.interval=1s");
        assertThat(said)
                .contains("Sandbox platform ready", "unknown setting bridge.exchnage.interval", "没有名为")
                .doesNotContain("\tat org.");
        assertThat(folder.resolve("target/bridge-data/postgres/PG_VERSION")).exists();
        assertThat(folder.resolve("target/bridge-data/postgres/postmaster.pid"))
                .as("PostgreSQL has ended too")
                .doesNotExist();
    }

    /** PostgreSQL alone runs already, and the sandbox finds its port taken. */
    @Test
    @Tag("thorough")
    void theWholeSystemEndsWithTheSandbox() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Map<String, String> ports = new HashMap<>(ports());
            ports.put("SANDBOX_PORT", String.valueOf(taken.getLocalPort()));
            assertThat(fails(TestBridgeApplication.class, ports))
                    .contains("端口 " + taken.getLocalPort() + " 已被占用")
                    .doesNotContain("\tat org.");
        }
        assertThat(folder.resolve("target/bridge-data/postgres/PG_VERSION")).exists();
        assertThat(folder.resolve("target/bridge-data/postgres/postmaster.pid"))
                .as("PostgreSQL has ended too")
                .doesNotExist();
    }

    /** The packaged jar, with every key of docs/configuration.md, each with a value that is not its absence. */
    @Test
    @Tag("packaged")
    void everyDocumentedKeyIsTaken() throws Exception {
        // Key and certificate in one file.
        String key = "file:" + TestKeys.file(OwnKey.LOG);
        String sm2 = "file:" + TestKeys.file(OwnKey.LOG_SM2);
        Path officers = Files.writeString(
                folder.resolve("officers.csv"), "certificateNo,bureau,user,name,unit,phone,expiresOn\n");
        Path agreements = Files.writeString(
                folder.resolve("agreements.csv"),
                "partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo\n");
        Map<String, String> values = new HashMap<>();
        values.put("bridge.administrator.password", "secret");
        values.put("bridge.agreements-file", "file:" + agreements);
        values.put("bridge.assistance.aggregate-sales-authorised", "330000");
        values.put("bridge.assistance.repeated-within", "P60D");
        values.put(
                "bridge.audit.key",
                Files.writeString(
                                folder.resolve("record.key"),
                                Base64.getEncoder().encodeToString(new byte[32]))
                        .toString());
        values.put("bridge.connected-bureaus", "350100");
        values.put("bridge.deadline.calendar-folder", folder.toString());
        values.put(
                "bridge.drafts.key",
                Files.writeString(
                                folder.resolve("drafts.key"),
                                Base64.getEncoder().encodeToString(new byte[32]))
                        .toString());
        values.put("bridge.sessions.key", values.get("bridge.drafts.key"));
        values.put("bridge.password.key", values.get("bridge.drafts.key"));
        values.put("bridge.administrator.second-user", "second");
        values.put("bridge.administrator.second-password", "secret");
        values.put("bridge.evidence.heads.directory", folder.resolve("heads").toString());
        values.put("bridge.evidence.heads.witness", "http://127.0.0.1:1");
        values.put("bridge.evidence.keys", folder.resolve("keys").toString());
        values.put("bridge.evidence.directory", folder.resolve("evidence").toString());
        values.put("bridge.evidence.log.key", key);
        values.put("bridge.evidence.log.certificate", key);
        values.put("bridge.evidence.log.sm2-key", sm2);
        values.put("bridge.evidence.log.sm2-certificate", sm2);
        values.put("bridge.evidence.s3.access-key", "key");
        values.put("bridge.evidence.s3.bucket", "evidence");
        values.put("bridge.evidence.s3.endpoint", "http://127.0.0.1:1");
        values.put("bridge.evidence.s3.secret-key", "secret");
        values.put("bridge.evidence.time-stamp.certificates", key);
        values.put("bridge.evidence.time-stamp.url", "http://127.0.0.1:1/tsa");
        values.put("bridge.keys.encrypt", "true");
        values.put("bridge.mail.from", "bridge@bureau.example");
        values.put("bridge.mail.link", "http://127.0.0.1:1");
        values.put("bridge.matching.engine", "spark");
        values.put("bridge.matching.spark", "sc://127.0.0.1:1");
        values.put("bridge.numbers.directory", folder.resolve("numbers").toString());
        values.put("bridge.ofd.organisations", "310105");
        values.put("bridge.officers-file", "file:" + officers);
        values.put("bridge.scanner.host", "127.0.0.1");
        values.put("bridge.seals.directory", folder.resolve("seals").toString());
        values.put("bridge.seals.password", "secret");
        values.put("bridge.seals.trusted", key);
        values.put("bridge.public-url", "http://127.0.0.1:1");
        values.put("bridge.address", "https://bridge.example");
        values.put("bridge.proxies", "10.1.0.0/16,2001:db8::1");
        // Asked only when somebody signs in.
        values.put("bridge.sign-in.issuer", "http://127.0.0.1:1");
        values.put("bridge.sign-in.client-id", "redshield-bridge");
        values.put("bridge.sign-in.client-secret", "secret");
        values.put("bridge.sign-in.first-account", "zhangwei");
        values.put("bridge.sign-in.audience", "redshield-bridge");
        values.put("bridge.sign-in.second-factor-levels", "2");
        values.put("bridge.traces.endpoint", "http://127.0.0.1:1/v1/traces");
        List<String> arguments = new ArrayList<>();
        JsonNode metadata = new ObjectMapper()
                .readTree(StartTest.class.getResource("/META-INF/spring-configuration-metadata.json"));
        for (JsonNode property : metadata.path("properties")) {
            String name = property.path("name").asText();
            if (name.startsWith("bridge.") && !property.path("type").asText().startsWith("java.util.Map")) {
                String value = values.getOrDefault(name, written(property.path("defaultValue")));
                assertThat(value).as("this test needs a value for " + name).isNotEmpty();
                arguments.add("--" + name + "=" + value);
            }
        }
        arguments.add("--spring.mail.host=127.0.0.1");
        arguments.add("--bridge.letters.patterns.350100={prefix}{type}〔{year}〕{serial:4}号");
        arguments.add("--bridge.letters.prefix.350100=榕市监");
        arguments.add("--spring.datasource.url=" + TestDatabase.emptyUrl());
        Path log = Path.of("target", "every-documented-key.log");
        Files.deleteIfExists(log);
        try (ChildBridge bridge = new ChildBridge(log, "512m", arguments.toArray(String[]::new))) {
            bridge.start();
        }
    }

    private static String written(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(","))
                // As the build writes down a list of durations.
                : value.asText().replaceAll("^\\[|]$", "");
    }

    private static Map<String, String> ports() throws IOException {
        return Map.of("POSTGRES_PORT", freePort(), "SANDBOX_PORT", freePort(), "SERVER_PORT", freePort());
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /** @return all that it said before it ended with exit code 1 */
    private String fails(Class<?> main, Map<String, String> environment, String... settings) throws Exception {
        Path said = folder.resolve("said.log");
        String[] arguments = new String[4 + settings.length];
        arguments[0] = "-XX:TieredStopAtLevel=1";
        arguments[1] = "-cp";
        arguments[2] =
                main == BridgeApplication.class ? ChildBridge.classPath() : System.getProperty("java.class.path");
        arguments[3] = main.getName();
        System.arraycopy(settings, 0, arguments, 4, settings.length);
        Process process = new Program(Path.of(System.getProperty("java.home"), "bin", "java"))
                .builder(environment, arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ends; it said %s", said)
                    .isTrue();
            assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(1);
            return Files.readString(said);
        } finally {
            process.destroyForcibly();
        }
    }
}
