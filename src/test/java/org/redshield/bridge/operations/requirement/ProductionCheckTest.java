package org.redshield.bridge.operations.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.keys.OwnKey;
import org.redshield.bridge.keys.TestKeys;
import org.redshield.bridge.letter.seal.SealKeys;
import org.redshield.bridge.letter.seal.Seals;
import org.redshield.bridge.operations.requirement.Requirement.Lack;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What whoever installs it reads before the first real case. */
class ProductionCheckTest {

    @TempDir
    private Path folder;

    private final Map<String, Object> settings = new HashMap<>();
    private JdbcClient jdbc;

    /** A small installation in which everything is there. */
    @BeforeEach
    void complete() throws Exception {
        DataSource database = TestDatabase.with("db/changelog/master.xml");
        jdbc = JdbcClient.create(database);
        jdbc.sql("insert into organisation (code, kind, name, letter_prefix, level, connected)"
                        + " values ('310105', 'BUREAU', '长宁区市场监督管理局', '长市监', 'NATION', true)")
                .update();
        for (int i = 1; i <= 2; i++) {
            jdbc.sql(
                            "insert into officer (certificate_no, bureau_code, user_id, name, unit, phone, certificate_expires_on) values (?, '310105', ?, '王小明', '', '', '2099-01-01')")
                    .params("31010500" + i, "officer" + i)
                    .update();
        }
        jdbc.sql("insert into act_id_tenant (id_, rev_, name_) values ('310105', 1, '长宁')")
                .update();
        has("operator", "operator1", false);
        has("accountAdmin", "account1", false);
        has("accountAdmin", "account2", false);
        has("securityAdmin", "security1", false);
        has("auditor", "auditor1", false);
        has("officer", "officer1", true);
        has("officer", "officer2", true);
        has("unitHead", "unithead1", true);
        has("bureauHead", "bureauhead1", true);
        has("chiefHead", "chiefhead1", true);
        for (int year : List.of(LocalDate.now().getYear(), LocalDate.now().getYear() + 1)) {
            jdbc.sql("insert into calendar_version (version, year, revision, published, document, loaded_at)"
                            + " values (? || '-1', ?, 1, now(), '', now()) on conflict do nothing")
                    .params(String.valueOf(year), year)
                    .update();
        }
        jdbc.sql("""
                        do $$
                        begin
                            if to_regrole('checked_runtime') is null then
                                create role checked_runtime login password 'runtime';
                            end if;
                            grant select on all tables in schema public to checked_runtime;
                        end
                        $$
                        """).update();
        SealKeys seals = Seals.keys(folder, "seals", true, InstantSource.system());
        seals.of(new Organisations(jdbc).get("310105"));
        byte[] authority = seals.trusted().get(0).getEncoded();
        settings.put("spring.datasource.url", TestDatabase.url(database));
        settings.put("spring.datasource.username", "checked_runtime");
        settings.put("spring.datasource.password", "runtime");
        settings.put("bridge.administrator.password", "secret");
        settings.put(
                "bridge.drafts.key",
                Files.writeString(
                                folder.resolve("drafts.key"),
                                Base64.getEncoder().encodeToString(new byte[32]))
                        .toString());
        settings.put(
                "bridge.evidence.directory",
                Files.createDirectory(folder.resolve("evidence")).toString());
        settings.put("bridge.numbers.directory", folder.toString());
        // Key and certificate in one file.
        String log = "file:" + TestKeys.file(OwnKey.LOG);
        settings.put("bridge.evidence.log.key", log);
        settings.put("bridge.evidence.log.certificate", log);
        settings.put("bridge.evidence.time-stamp.url", "https://tsa.example");
        settings.put("bridge.seals.directory", folder.toString());
        settings.put("bridge.seals.password", "seals");
        settings.put(
                "bridge.seals.trusted",
                Files.writeString(
                                folder.resolve("authorities.pem"),
                                "-----BEGIN CERTIFICATE-----\n"
                                        + Base64.getMimeEncoder().encodeToString(authority)
                                        + "\n-----END CERTIFICATE-----\n")
                        .toUri()
                        .toString());
        settings.put("bridge.platforms.taobao.adapter", "top");
        settings.put("bridge.platforms.taobao.url", "https://platform.example");
        settings.put("bridge.platforms.taobao.app-key", "key");
        settings.put("bridge.platforms.taobao.app-secret", "secret");
        settings.put("bridge.platforms.taobao.home-bureau", "310105");
    }

    private void has(String role, String user, boolean bureau) {
        jdbc.sql("insert into act_id_group (id_, rev_, name_) values (?, 1, ?) on conflict do nothing")
                .params(role, role)
                .update();
        jdbc.sql("insert into act_id_user (id_, rev_) values (?, 1)")
                .param(user)
                .update();
        jdbc.sql("insert into act_id_membership (user_id_, group_id_) values (?, ?)")
                .params(user, role)
                .update();
        if (bureau) {
            jdbc.sql("insert into act_id_tenant_member (id_, tenant_id_, user_id_) values (?, '310105', ?)")
                    .params(user, user)
                    .update();
        }
    }

    private List<String> missing() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("installation", settings));
        return Requirements.lacking(environment).stream()
                .filter(Lack::needed)
                .map(Lack::chinese)
                .toList();
    }

    @Test
    void nothingIsMissingWhereAllIsThere() {
        assertThat(missing()).isEmpty();
    }

    @Test
    void eachThingThatIsMissingIsNamed() throws Exception {
        jdbc.sql("delete from act_id_membership where user_id_ in ('account2', 'chiefhead1')")
                .update();
        jdbc.sql("delete from officer where user_id = 'officer2'").update();
        jdbc.sql("alter table calendar_version disable trigger user").update();
        jdbc.sql("delete from calendar_version where year = ?")
                .param(LocalDate.now().getYear())
                .update();
        Files.delete(folder.resolve("310105.p12"));
        settings.remove("bridge.evidence.log.key");
        settings.put("bridge.platforms.taobao.url", "http://platform.example");
        settings.put("bridge.seals.trusted", "file:elsewhere.pem");
        for (String key : List.of("sessions", "drafts", "audit")) {
            settings.put(
                    "bridge." + key + ".key",
                    folder.resolve("no-" + key + ".key").toString());
        }
        settings.put("bridge.numbers.directory", folder.resolve("elsewhere").toString());
        settings.put("bridge.operations.least-scratch", "900000GB");
        settings.put("bridge.demo", "true");
        assertThat(missing())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("角色 accountAdmin 需要 2 人，现有 1 人"),
                        one -> assertThat(one).contains("缺少办案所需的账号：chiefHead 1 人"),
                        one -> assertThat(one).contains("执法人员不足两名"),
                        one -> assertThat(one).contains("没有 " + LocalDate.now().getYear() + " 年的节假日安排"),
                        one -> assertThat(one).contains("印章文件"),
                        one -> assertThat(one).contains("bridge.evidence.log.key"),
                        one -> assertThat(one).contains("bridge.seals.trusted", "指定的文件 file:elsewhere.pem 读不到"),
                        one -> assertThat(one)
                                .contains("bridge.sessions.key（BRIDGE_SESSIONS_KEY）指定的文件", "no-sessions.key 读不到"),
                        one -> assertThat(one)
                                .contains("bridge.drafts.key（BRIDGE_DRAFTS_KEY）指定的文件", "no-drafts.key 读不到"),
                        one -> assertThat(one).contains("bridge.audit.key（BRIDGE_AUDIT_KEY）指定的文件", "no-audit.key 读不到"),
                        one -> assertThat(one).contains("bridge.numbers.directory"),
                        one -> assertThat(one).contains("接口地址", "没有加密"),
                        one -> assertThat(one).contains("临时目录"),
                        one -> assertThat(one).contains("这是演示环境"),
                        one -> assertThat(one).contains("数据库属于正式环境，本节点按演示环境启动"));
    }

    /** Only as long as the account is still to be made: nobody has to change what has been used. */
    @Test
    void theFirstAdministratorsPasswordKeepsTheRuleForEverybodys() {
        settings.put("bridge.administrator.password", "Admin-2026-x");
        assertThat(missing()).as("there are account administrators").isEmpty();
        jdbc.sql("delete from act_id_membership where group_id_ = 'accountAdmin'")
                .update();
        assertThat(missing())
                .anyMatch(one -> one.contains(
                        "账号管理员 admin 的密码 bridge.administrator.password（BRIDGE_ADMINISTRATOR_PASSWORD）过于简单"));
        settings.put("bridge.administrator.password", "Erstes-Wort7");
        assertThat(missing()).noneMatch(one -> one.contains("bridge.administrator.password"));
    }

    /** What is there and no key stops the start as what is not there. */
    @Test
    void whatIsNoKeyIsNamed() throws Exception {
        Files.writeString(folder.resolve("310105.p12"), "seal");
        Files.writeString(folder.resolve("drafts.key"), "key");
        Files.writeString(folder.resolve("authorities.pem"), "");
        String empty = Files.createFile(folder.resolve("log.pem")).toUri().toString();
        settings.put("bridge.evidence.log.key", empty);
        assertThat(missing())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("310105.p12 用不了"),
                        one -> assertThat(one).contains("读不出密钥文件", "bridge.drafts.key"),
                        one -> assertThat(one).contains("bridge.seals.trusted（BRIDGE_SEALS_TRUSTED）指定的文件中没有证书"),
                        one -> assertThat(one).contains("读不出 bridge.evidence.log.key（BRIDGE_EVIDENCE_LOG_KEY）的私钥或者证书"));
    }

    @Test
    void anAccountThatMayRewriteRecordsIsNamed() {
        settings.put("spring.datasource.username", "postgres");
        settings.put("spring.datasource.password", "postgres");
        assertThat(missing())
                .singleElement()
                .asString()
                .contains("数据库账号 postgres 是表的所有者或者超级用户", "spring.liquibase.user");
    }

    @Test
    void whereAProviderSaysWhoPeopleAreTheirRolesAreNotCounted() {
        jdbc.sql("delete from act_id_membership").update();
        settings.put("bridge.sign-in.issuer", "https://sso.example");
        assertThat(missing())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("bridge.sign-in.client-id"),
                        one -> assertThat(one).contains("bridge.sign-in.client-secret"),
                        one -> assertThat(one).contains("bridge.address"));
        settings.put("bridge.address", "https://bridge.example");
        settings.put("bridge.sign-in.client-id", "bridge");
        settings.put("bridge.sign-in.client-secret", "secret");
        assertThat(missing()).isEmpty();
    }

    /** As a program: it ends with 1, in both languages, and has made nothing. */
    @Test
    void theCommandEndsWithOneAndStartsNothing() throws Exception {
        String empty = TestDatabase.emptyUrl();
        Process check = run(
                "--spring.datasource.url=" + empty,
                "--spring.datasource.username=postgres",
                "--spring.datasource.password=postgres",
                "--bridge.administrator.password=secret");
        String said = said(check);
        assertThat(check.exitValue()).as(said).isEqualTo(1);
        assertThat(said)
                .contains(
                        "账号管理员 admin 的密码 bridge.administrator.password（BRIDGE_ADMINISTRATOR_PASSWORD）过于简单",
                        "bridge.administrator.password (BRIDGE_ADMINISTRATOR_PASSWORD), is too weak")
                .contains("红盾云桥生产环境检查", "数据库还是空的", "the database is empty", "没有接入任何平台", "no platform is connected")
                .doesNotContain("\tat ", "Started BridgeApplication");
        check = run(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/bridge",
                "--bridge.administrator.password=secret");
        said = said(check);
        assertThat(check.exitValue()).as(said).isEqualTo(1);
        assertThat(said).contains("连不上数据库", "the database cannot be reached", "没有接入任何平台");
    }

    @Test
    void theCommandEndsWithZeroWhereAllIsThere() throws Exception {
        Process check = run(settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new));
        String said = said(check);
        assertThat(check.exitValue()).as(said).isZero();
        assertThat(said).contains("需要的都已具备。Nothing is missing.", "建议 Advised");
    }

    private Process run(String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ChildBridge.classPath(),
                BridgeApplication.class.getName(),
                "--check"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String said(Process check) throws Exception {
        try (InputStream said = check.getInputStream()) {
            String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            check.waitFor();
            return text;
        }
    }
}
