package org.redshield.bridge.operations.requirement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.CannotStart;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.operations.requirement.Demand.Weight;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.web.embedded.tomcat.ConnectorStartFailedException;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the start refuses {@code --check} says, in the same words, with the setting and its variable; and neither calls it unexpected. */
@Alone
class WrongSettingsTest {

    private static final String UNREACHED = "jdbc:postgresql://127.0.0.1:1/bridge";

    private static DataSource database;
    private static String abroad;
    private static String encrypted;
    private static String demonstrated;

    @TempDir
    private static Path stores;

    @TempDir
    private Path folder;

    private final Map<String, String> settings = new LinkedHashMap<>();

    /** What is wrong in a database stands in one of its own. */
    @BeforeAll
    static void databasesAndStores() throws Exception {
        database = TestDatabase.with("db/changelog/master.xml");
        abroad = with("insert into installation (zone) values ('Europe/Paris')");
        encrypted = with("insert into storage_key (name, mark, since) values ('0007', 'mark', now())");
        demonstrated = with("insert into act_id_user (id_, rev_, first_) values ('operator', 1, '运维人员')");
        store("valid.p12", "365");
        store("expired.p12", "1");
    }

    /** A key store with one certificate of the alias bridge. @param days for which it is valid, from the day before yesterday */
    private static void store(String name, String days) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        stores.resolve(name).toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "store-pass",
                        "-alias",
                        "bridge",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=bridge.example",
                        "-startdate",
                        "-2d",
                        "-validity",
                        days)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static String with(String statement) {
        DataSource one = TestDatabase.with("db/changelog/master.xml");
        JdbcClient.create(one).sql(statement).update();
        return TestDatabase.url(one);
    }

    /** An installation that starts. */
    @BeforeEach
    void right() throws IOException {
        settings.put("spring.datasource.url", TestDatabase.url(database));
        settings.put("spring.datasource.username", "postgres");
        settings.put("spring.datasource.password", "postgres");
        settings.put("bridge.administrator.password", "Erstes-Wort7");
        settings.put("bridge.connected-bureaus", "310105,330110");
        settings.put("bridge.evidence.directory", folder.resolve("evidence").toString());
        settings.put("bridge.evidence.keys", folder.resolve("keys").toString());
        settings.put("bridge.numbers.directory", folder.resolve("numbers").toString());
        settings.put("bridge.platforms.taobao.adapter", "top");
        settings.put("bridge.platforms.taobao.url", "https://platform.example");
        settings.put("bridge.platforms.taobao.app-key", "key");
        settings.put("bridge.platforms.taobao.app-secret", "top-secret");
        settings.put("bridge.platforms.taobao.home-bureau", "330110");
        Files.writeString(folder.resolve("officers.csv"), "certificateNo,name\n310105001,王小明\n");
        Files.writeString(
                folder.resolve("agreements.csv"),
                "partyA,partyB,kind,dataset,amount,unit,citation,validFrom,validTo\n"
                        + "310105,330110,REPLY,,3,WORKING_DAYS,协议,morgen,\n");
        Files.writeString(folder.resolve("nonsense"), "nonsense");
        Files.writeString(folder.resolve("long.key"), Base64.getEncoder().encodeToString(new byte[64]));
        Files.copy(stores.resolve("valid.p12"), folder.resolve("valid.p12"));
        Files.copy(TestKeys.file(OwnKey.LOG), folder.resolve("log.pem"));
        Files.copy(TestKeys.file(OwnKey.LOG), folder.resolve("other.pem"));
        Files.copy(TestKeys.file(OwnKey.LOG), folder.resolve("another.pem"));
    }

    private static Arguments wrong(String settings, String chinese, String english, String named) {
        return Arguments.of(settings, chinese, english, named);
    }

    /** The setting ({@code -key} leaves it out), what both say, and which setting or file they name. */
    static Stream<Arguments> wrong() {
        String log = "bridge.evidence.log.key=file:%s/log.pem ";
        return Stream.of(
                wrong("-spring.datasource.url", "没有设置", "is not set", "spring.datasource.url"),
                wrong("spring.datasource.url=" + UNREACHED, "连不上数据库", "the database cannot be reached", "127.0.0.1"),
                wrong("spring.datasource.username=nobody", "不接受这个用户名和密码", "does not accept this user", "nobody"),
                wrong("spring.liquibase.user=nobody", "不接受这个用户名和密码", "does not accept this user", "nobody"),
                wrong("spring.datasource.url=ENCRYPTED", "缺少密钥文件", "is missing", "bridge.evidence.keys"),
                wrong("spring.datasource.url=ABROAD", "数据库按 Europe/Paris 写成", "Europe/Paris", "Paris"),
                wrong("spring.datasource.url=DEMONSTRATED", "演示账号", "accounts of the demonstration", "operator"),
                wrong("bridge.exchnage.interval=1s", "没有名为", "unknown setting", "bridge.exchnage.interval"),
                wrong("bridge.polling.lease=soon", "“soon”不对：应当是时长", "'soon' of", "bridge.polling.lease"),
                wrong("bridge.polling.lease=10ms", "不能短于 1 秒", "at least one second", "bridge.polling.lease"),
                wrong("bridge.polling.intervals=1s,x", "应当是时长", "a duration", "bridge.polling.intervals"),
                wrong("bridge.node=half", "whole、cases、matching", "one of whole, cases", "bridge.node"),
                wrong("bridge.upload.max-bytes=lots", "应当是大小", "a size", "bridge.upload.max-bytes"),
                wrong("bridge.upload.max-bytes=-1", "不能小于零", "below zero", "bridge.upload.max-bytes"),
                wrong("bridge.api.basic=ja", "true 或者 false", "true or false", "bridge.api.basic"),
                wrong("bridge.password.strength=40", "应当是 4 到 31", "must be 4 to 31", "bridge.password.strength"),
                wrong("bridge.retry.own=2s", "应当是用逗号分开的时长", "must be durations", "bridge.retry.own"),
                wrong(
                        "bridge.people-database.connections=0",
                        "不能小于 1",
                        "at least 1",
                        "bridge.people-database.connections"),
                wrong("bridge.retention.records=1m", "至少 6 个月", "at least 6m", "bridge.retention.records"),
                wrong("bridge.letters.pattern={year}号", "中没有", "lacks", "bridge.letters.pattern"),
                wrong("bridge.public-url=bridge.example", "http 或者 https", "http or https", "bridge.public-url"),
                wrong("bridge.proxies=10.0.0.0/99", "不是地址、网段", "no address, network", "bridge.proxies"),
                wrong("bridge.matching.engine=spark", "sc://", "sc://", "bridge.matching.spark"),
                wrong("bridge.traces.share=2", "0 到 1", "from 0 to 1", "bridge.traces.share"),
                wrong("bridge.address=${NOWHERE}", "其中的 ${NOWHERE} 没有设置", "${NOWHERE}, to which", "bridge.address"),
                wrong("server.port=http", "应当是整数", "a whole number", "server.port"),
                wrong("server.port=70000", "0 到 65535", "from 0 to 65535", "server.port"),
                wrong("server.port=-5", "0 到 65535", "from 0 to 65535", "server.port"),
                wrong("management.server.port=65536", "0 到 65535", "from 0 to 65535", "management.server.port"),
                wrong("spring.mail.port=99999", "0 到 65535", "from 0 to 65535", "spring.mail.port"),
                wrong("server.address=no.such.host.invalid", "本机的地址", "of this machine", "server.address"),
                wrong(
                        "bridge.platforms.taobao.url=http://localhost:70000/router/rest",
                        "端口应当是",
                        "its port should be",
                        "bridge.platforms.taobao.url"),
                wrong("spring.datasource.url=DATABASE?sslmod=verify-full", "sslmod", "sslmod", "spring.datasource.url"),
                wrong("spring.datasource.url=DATABASE?sslmode=requre", "requre", "requre", "spring.datasource.url"),
                wrong(
                        "spring.datasource.url=DATABASE?targetServerType=first",
                        "一个参数的值不对",
                        "of a parameter",
                        "spring.datasource.url"),
                wrong(
                        "spring.datasource.url=DATABASE?socketTimeout=soon",
                        "一个参数的值不对",
                        "of a parameter",
                        "spring.datasource.url"),
                wrong("server.ssl.key-store=file:%s/none.p12", "读不到", "cannot be read", "server.ssl.key-store"),
                wrong("server.ssl.key-store=%s/none.p12", "读不到", "cannot be read", "server.ssl.key-store"),
                wrong(
                        "management.server.ssl.key-store=%s/none.p12",
                        "读不到", "cannot be read", "management.server.ssl.key-store"),
                wrong(
                        "server.ssl.key-store=file:%s/valid.p12 server.ssl.key-store-password=wrong",
                        "密码不对", "a wrong password", "server.ssl.key-store"),
                wrong(
                        "server.ssl.key-store=file:%s/nonsense server.ssl.key-store-password=store-pass",
                        "文件类型不对", "another type of file", "server.ssl.key-store"),
                wrong(
                        "server.ssl.key-store=file:%s/valid.p12 server.ssl.key-store-password=store-pass server.ssl.key-alias=brigde",
                        "库中有：bridge", "which has: bridge", "server.ssl.key-alias"),
                wrong(
                        "server.ssl.certificate=file:%s/log.pem server.ssl.certificate-private-key=file:%s/another.pem",
                        "不是一对", "a key of another", "server.ssl.certificate"),
                wrong(
                        "server.ssl.certificate=file:%s/log.pem server.ssl.certificate-private-key=file:%s/none.pem",
                        "读不到", "cannot be read", "server.ssl.certificate-private-key"),
                wrong("server.ssl.bundle=mine", "没有用 spring.ssl.bundle", "does not set", "server.ssl.bundle"),
                wrong("server.ssl.client-auth=need", "没有用", "neither certificate", "server.ssl.key-store"),
                wrong("spring.mail.port=smtp", "应当是整数", "a whole number", "spring.mail.port"),
                wrong(
                        "spring.datasource.hikari.maximum-pool-size=0",
                        "maxPoolSize",
                        "maxPoolSize",
                        "spring.datasource.hikari"),
                wrong("-bridge.administrator.password", "没有设置", "is not set", "bridge.administrator.password"),
                wrong("bridge.administrator.password=secret", "过于简单", "too weak", "bridge.administrator.password"),
                wrong("bridge.administrator.user=张三", "账号名只能用", "an account's name", "bridge.administrator.user"),
                wrong(
                        "bridge.administrator.second-user=wang.admin bridge.administrator.second-password=x",
                        "wang.admin",
                        "too weak",
                        "bridge.administrator.second-password"),
                wrong(
                        "bridge.connected-bureaus=999999",
                        "999999 不是任何局的代码",
                        "no bureau 999999",
                        "bridge.connected-bureaus"),
                wrong(
                        "-bridge.platforms.taobao.home-bureau",
                        "平台 taobao",
                        "platform taobao",
                        "bridge.platforms.taobao.home-bureau"),
                wrong(
                        "bridge.platforms.taobao.home-bureau=330111111",
                        "没有代码为“330111111”的局",
                        "no bureau '330111111'",
                        "bridge.platforms.taobao.home-bureau"),
                wrong("bridge.letters.prefix.310105=杭余市监", "都以“杭余市监”编号", "would both number", "bridge.letters.prefix"),
                wrong("bridge.officers-file=file:%s/none.csv", "不是 UTF-8 编码的 CSV", "no CSV", "bridge.officers-file"),
                wrong("bridge.officers-file=file:%s/officers.csv", "第 2 行", "line 2", "bridge.officers-file"),
                wrong("bridge.agreements-file=file:%s/agreements.csv", "第 2 行", "line 2", "bridge.agreements-file"),
                wrong(
                        "bridge.platforms.taobao.adapter=topp",
                        "“topp”，没有这种接口",
                        "'topp'",
                        "bridge.platforms.taobao.adapter"),
                wrong("-bridge.platforms.taobao.url", "平台 taobao 没有设置", "taobao lacks", "bridge.platforms.taobao.url"),
                wrong(
                        "-bridge.platforms.taobao.app-secret",
                        "平台 taobao 没有设置",
                        "taobao lacks",
                        "bridge.platforms.taobao.app-secret"),
                wrong(
                        "bridge.platforms.taobao.adapter=rest",
                        "平台 taobao 没有设置",
                        "taobao lacks",
                        "bridge.platforms.taobao.token-url"),
                wrong(
                        "bridge.platforms.taobao.url=platform.example",
                        "http 或者 https",
                        "http or https",
                        "bridge.platforms.taobao.url"),
                wrong(
                        "bridge.platforms.taobao.app-secrte=x",
                        "没有名为",
                        "unknown setting",
                        "bridge.platforms.taobao.app-secrte"),
                wrong(
                        "bridge.platforms.taobao.pace.submissions=0",
                        "不能小于 1",
                        "at least 1",
                        "bridge.platforms.taobao.pace.submissions"),
                wrong(
                        "bridge.platforms.taobao.ssl-bundle=taobao",
                        "用不了",
                        "cannot be used",
                        "bridge.platforms.taobao.ssl-bundle"),
                wrong(
                        "bridge.sign-in.issuer=https://sso.example",
                        "没有设置",
                        "is not set",
                        "bridge.sign-in.client-secret"),
                wrong("bridge.sign-in.issuer=https://sso.example", "登录以后回到的地址", "sends them back", "bridge.address"),
                wrong(
                        "bridge.sign-in.second-factor-roles=chef",
                        "“chef”",
                        "no role chef",
                        "bridge.sign-in.second-factor-roles"),
                wrong("bridge.mail.from=a@b.example", "没有设置邮件服务器", "the mail server, is not", "spring.mail.host"),
                wrong(
                        "bridge.evidence.s3.bucket=evidence",
                        "对象存储打不开",
                        "cannot be opened",
                        "bridge.evidence.s3.secret-key"),
                wrong(
                        "bridge.evidence.s3.endpoint=minio:9000",
                        "http 或者 https",
                        "http or https",
                        "bridge.evidence.s3.endpoint"),
                wrong(log, "没有设置它的证书", "without its certificate", "bridge.evidence.log.key"),
                wrong(
                        log + "bridge.evidence.log.certificate=file:%s/other.pem",
                        "不是一对",
                        "does not belong",
                        "bridge.evidence.log.key"),
                wrong("bridge.evidence.log.key=file:%s/none.pem", "读不到", "cannot be read", "bridge.evidence.log.key"),
                wrong(
                        log + "bridge.evidence.log.certificate=file:%s/log.pem bridge.keys.suite=chinese",
                        "不是 SM2 密钥",
                        "no SM2 key",
                        "bridge.evidence.log.key"),
                wrong("bridge.keys.suite=russian", "international、chinese", "one of", "bridge.keys.suite"),
                wrong("bridge.drafts.key=%s/long.key", "32 字节随机数", "32 random bytes", "bridge.drafts.key"),
                wrong("bridge.sessions.key=%s/none.key", "读不到", "cannot be read", "bridge.sessions.key"),
                wrong(
                        "bridge.evidence.keys=%s/evidence/keys",
                        "证据目录里面", "directory of evidence", "bridge.evidence.keys"),
                wrong("bridge.evidence.keys=%s/nonsense", "读不出密钥目录", "cannot be read", "bridge.evidence.keys"),
                wrong(
                        "bridge.evidence.time-stamp.url=https://tsa.example bridge.evidence.time-stamp.certificates=file:%s/nonsense",
                        "没有证书", "no certificate", "bridge.evidence.time-stamp.certificates"),
                wrong(
                        "bridge.numbers.directory=%s/nonsense",
                        "不能读写编号记录目录", "the directory of numbers", "bridge.numbers.directory"),
                wrong("bridge.seals.trusted=file:%s/none.pem", "读不到", "cannot be read", "bridge.seals.trusted"));
    }

    private void set(String given) {
        for (String one : given.split(" ")) {
            if (one.startsWith("-")) {
                settings.remove(one.substring(1));
            } else {
                String[] both = one.split("=", 2);
                settings.put(
                        both[0],
                        both[1].replace("%s", folder.toString())
                                .replace("ENCRYPTED", encrypted)
                                .replace("ABROAD", abroad)
                                .replace("DATABASE", TestDatabase.url(database))
                                .replace("DEMONSTRATED", demonstrated));
            }
        }
    }

    /** What {@code --check} lists and what the start ended with, of one and the same environment. */
    private record Both(List<Lack> checked, Throwable ended, String said) {}

    private Both play() {
        @Order(Ordered.HIGHEST_PRECEDENCE)
        final class Check implements ApplicationListener<ApplicationPreparedEvent> {

            private List<Lack> list = List.of();

            @Override
            public void onApplicationEvent(ApplicationPreparedEvent event) {
                list = Requirements.lacking(event.getApplicationContext().getEnvironment());
            }
        }
        Check check = new Check();
        SpringApplication application = new SpringApplication(BridgeApplication.class);
        application.addListeners(check);
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            Throwable ended = catchThrowable(() -> application.run(settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new)));
            return new Both(check.list, ended, said.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void bothSayTheSame(String given, String chinese, String english, String named) {
        set(given);
        Both both = play();
        List<Lack> stops = both.checked().stream()
                .filter(lack -> lack.weight() == Weight.STOPS)
                .toList();
        assertThat(stops).anySatisfy(lack -> {
            assertThat(lack.chinese()).contains(chinese, named);
            assertThat(lack.english()).contains(english, named);
            if (named.contains(".") && !chinese.equals("没有名为") && !named.matches("[0-9.]+")) {
                assertThat(lack.chinese()).contains(Demand.variable(named).orElseThrow());
            }
        });
        assertThat(both.ended()).isInstanceOf(CannotStart.class);
        CannotStart ended = (CannotStart) both.ended();
        assertThat(ended.getMessage())
                .isEqualTo(Lack.refusal(stops).orElseThrow().getMessage())
                .startsWith("红盾云桥没有启动：")
                .doesNotContain("意外错误", "unexpected failure", "top-secret");
        assertThat(both.said()).doesNotContain("\tat ", "unexpected failure");
        assertThat(ProductionCheck.report(both.checked()))
                .contains(stops.stream().map(Lack::chinese).toList())
                .contains(stops.stream().map(Lack::english).toList());
    }

    @Test
    void thereAreManyAndAllOfThemAreSaidAtOnce() {
        assertThat(wrong()).hasSizeGreaterThan(40);
        set("bridge.connected-bureaus=999999,888888 bridge.platforms.taobao.adapter=topp bridge.mail.from=a@b.example"
                + " bridge.polling.lease=soon bridge.polling.idle=later bridge.administrator.password=secret");
        Both both = play();
        assertThat(both.ended())
                .hasMessageContainingAll(
                        "999999",
                        "888888",
                        "topp",
                        "spring.mail.host",
                        "bridge.polling.lease",
                        "bridge.polling.idle",
                        "（7）");
        assertThat(both.ended().getMessage().lines()).hasSize(1);
    }

    @Test
    void nothingStopsWhatIsRight() {
        settings.put("spring.main.lazy-initialization", "true");
        List<Lack> list = new ArrayList<>();
        ApplicationListener<ApplicationPreparedEvent> ends = event -> {
            list.addAll(Requirements.hindering(event.getApplicationContext().getEnvironment()));
            throw new IllegalStateException("That was all");
        };
        SpringApplication application = new SpringApplication(BridgeApplication.class);
        application.setListeners(Stream.concat(application.getListeners().stream(), Stream.of(ends))
                .toList());
        assertThat(catchThrowable(() -> application.run(settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new))))
                .hasMessage("That was all");
        assertThat(list).isEmpty();
    }

    /** As programs, with variables: both end with 1 and say it, and neither writes a stack trace. */
    @Test
    void asProgramsToo() throws Exception {
        set(
                "bridge.connected-bureaus=999999 bridge.platforms.taobao.adapter=topp -bridge.platforms.taobao.home-bureau");
        List<String> sentences = List.of(
                "平台 taobao 的 bridge.platforms.taobao.adapter（BRIDGE_PLATFORMS_TAOBAO_ADAPTER）是“topp”，没有这种接口，现有：rest/top",
                "bridge.connected-bureaus（BRIDGE_CONNECTEDBUREAUS）中的 999999 不是任何局的代码",
                "平台 taobao 没有设置 bridge.platforms.taobao.home-bureau（BRIDGE_PLATFORMS_TAOBAO_HOMEBUREAU）");
        for (String argument : List.of("--check", "--debug=false")) {
            Ended ended = program(argument, Map.of());
            assertThat(ended.code()).as(ended.said()).isEqualTo(1);
            assertThat(ended.said())
                    .contains(sentences)
                    .doesNotContain("\tat ", "stack_trace", "unexpected failure", "意外错误");
        }
    }

    private record Ended(int code, String said) {}

    /** As a program of its own, in the folder, with these settings as variables. */
    private Ended program(String argument, Map<String, String> more) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ChildBridge.classPath(),
                        BridgeApplication.class.getName(),
                        argument)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        settings.forEach(
                (key, value) -> builder.environment().put(Demand.variable(key).orElseThrow(), value));
        builder.environment().putAll(more);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    /** Of which Spring says the line and never the file, and prints what stands there, be it a password. */
    @ParameterizedTest
    @CsvSource({
        "tabs, application.yml:2, 不是正确的 YAML, is no YAML",
        "twice, application.yml:3, 不是正确的 YAML, is no YAML",
        "gbk, application.yml, 不是 UTF-8 文本, is no text in UTF-8",
        "away, /no/such/settings/, 找不到设置文件, is not there",
        "elsewhere, settings/application-production.yml:2, 不是正确的 YAML, is no YAML",
    })
    void aFileOfSettingsThatCannotBeRead(String what, String where, String chinese, String english) throws Exception {
        Map<String, String> more = new HashMap<>();
        Path beside = folder.resolve("application.yml");
        switch (what) {
            case "tabs" -> Files.writeString(beside, "bridge:\n\tnode: whole\n\tpassword: top-secret\n");
            case "twice" -> Files.writeString(beside, "bridge:\n  node: whole\n  node: cases # top-secret\n");
            case "gbk" ->
                Files.write(beside, "bridge:\n  address: 浙江省 # top-secret\n".getBytes(Charset.forName("GBK")));
            case "elsewhere" -> {
                Path file = Files.createDirectories(folder.resolve("settings")).resolve("application-production.yml");
                Files.writeString(file, "bridge:\n  node: 'whole\n  password: top-secret\n");
                more.put("SPRING_PROFILES_ACTIVE", "production");
                more.put("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + file.getParent() + "/");
            }
            default -> more.put("SPRING_CONFIG_ADDITIONAL_LOCATION", "file:" + where);
        }
        settings.remove("bridge.platforms.taobao.app-secret");
        for (String argument : List.of("--check", "--debug=false")) {
            Ended ended = program(argument, more);
            assertThat(ended.said())
                    .contains("红盾云桥没有启动：", where, chinese, english)
                    .doesNotContain("\tat ", "unexpected failure", "意外错误", "top-secret");
            assertThat(ended.code()).isEqualTo(1);
        }
    }

    /** It ends nothing that works: a node with such a certificate starts, and says so. */
    @Test
    void aCertificateThatHasExpiredIsSaid() {
        settings.put("server.ssl.key-store", stores.resolve("expired.p12").toString());
        settings.put("server.ssl.key-store-password", "store-pass");
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        assertThat(Requirements.hindering(environment)).isEmpty();
        assertThat(Requirements.lacking(environment))
                .filteredOn(lack -> lack.chinese().contains("server.ssl.key-store（SERVER_SSL_KEYSTORE）"))
                .singleElement()
                .satisfies(lack -> {
                    assertThat(lack.weight()).isEqualTo(Weight.NEEDED);
                    assertThat(lack.chinese()).contains("不在有效期内", "NotAfter");
                });
        settings.put("server.ssl.key-store", stores.resolve("valid.p12").toString());
        environment.getPropertySources().addFirst(new MapPropertySource("test", new HashMap<>(settings)));
        assertThat(Requirements.lacking(environment))
                .noneMatch(lack -> lack.chinese().contains("server.ssl"));
    }

    /** Nor does a port that somebody else has, or an address that is not there, end in a stack trace. */
    @Test
    void portsThatTheWebServerRefuses() throws Exception {
        assertThat(CannotStart.of(new IllegalStateException(new ConnectorStartFailedException(80))))
                .hasMessageContainingAll("端口 80 打不开", "SERVER_ADDRESS");
        assertThatThrownBy(() -> SandboxApplication.start("--server.port=70000"))
                .satisfies(failure -> assertThat(CannotStart.of(failure))
                        .hasMessageContainingAll("端口 70000 不是 0 到 65535 的整数", "SANDBOX_PORT"));
        Process sandbox = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        ChildBridge.classPath(),
                        SandboxApplication.class.getName(),
                        "--server.port=-1")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(sandbox.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("The sandbox does not start: the port -1 is no whole number");
        assertThat(sandbox.waitFor()).isEqualTo(1);
    }

    /** The page is written from what is declared. */
    @Test
    void whatIsSaidIsDeclared() {
        Map<String, Weight> declared = new HashMap<>();
        Requirements.all().forEach(one -> one.demands().forEach(demand -> {
            declared.put(demand.chinese(), demand.weight());
            assertThat(demand.chinese().split("%s", -1))
                    .as("as many facts in both languages: %s", demand.chinese())
                    .hasSameSizeAs(demand.english().split("%s", -1));
            assertThat(demand.chinese().contains("{}"))
                    .as(demand.chinese())
                    .isEqualTo(demand.english().contains("{}"));
            assertThat(demand.chinese()).doesNotEndWith("。");
        }));
        assertThat(declared).hasSizeGreaterThan(50);
        assertThat(Arrays.stream(Weight.values())).allMatch(declared::containsValue);
    }
}
