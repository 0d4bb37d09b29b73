package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.BridgeApplication;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.evidence.audit.Audits;
import org.redshield.bridge.evidence.audit.LogFinding.Problem;
import org.redshield.bridge.evidence.log.HeadCopies;
import org.redshield.bridge.evidence.log.HeadTimeStamps;
import org.redshield.bridge.evidence.store.EvidenceSettings;
import org.redshield.bridge.operations.AuditCommand;
import org.redshield.bridge.operations.IntegrityCheck;
import org.redshield.bridge.support.Alone;
import org.redshield.bridge.support.ChildBridge;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A whole case with an account of the database that may only add, and then an administrator of the database for whom neither
 * rights nor triggers are an obstacle: the scheduled audit names what he did.
 */
@Alone
class TamperingTest extends AssistanceScenario {

    private static final String RUNTIME = "bridge_works";

    private static final List<String> TABLES = List.of(
            "letter",
            "letter_evidence",
            "receipt",
            "finding",
            "case_event",
            "evidence",
            "custody_event",
            "evidence_export",
            "log_leaf",
            "log_node",
            "log_certificate",
            "tree_head",
            "head_time_stamp",
            "evidence_log",
            "access_log",
            "access_batch",
            "cold_case",
            "sealed_rows");

    @Autowired
    private Environment environment;

    @Autowired
    private JdbcClient works;

    @Autowired
    private Audits audits;

    @Autowired
    private HeadCopies copies;

    @Autowired
    private HeadTimeStamps stamps;

    @Autowired
    private EvidenceSettings settings;

    @Autowired
    private List<IntegrityCheck> audited;

    private JdbcClient administrator;
    private TransactionTemplate asAdministrator;

    @DynamicPropertySource
    static void accounts(DynamicPropertyRegistry registry) throws IOException {
        JdbcClient.create(TestDatabase.empty())
                .sql("create role " + RUNTIME + " login")
                .update();
        // Without the user that the tests' addresses name.
        String url = TestDatabase.emptyUrl().replaceAll("\\?.*", "");
        registry.add("spring.datasource.url", () -> url);
        Path heads = Files.createTempDirectory("bridge-heads");
        registry.add("spring.datasource.username", () -> RUNTIME);
        registry.add("spring.liquibase.user", () -> "postgres");
        registry.add("spring.liquibase.password", () -> "postgres");
        registry.add("bridge.evidence.heads.directory", heads::toString);
        registry.add("bridge.audit.seal", () -> "1s");
        registry.add("bridge.audit.fold", () -> "1h");
        // By this test alone.
        registry.add("bridge.evidence.audit.interval", () -> "1h");
    }

    /** What is done to the database, and what the audit says of it. */
    private static Map<String, Problem> tampering() {
        Map<String, Problem> all = new LinkedHashMap<>();
        all.put(
                "update letter set content = content || '{\"more\": \"text\"}' where type = 'REPLY'",
                Problem.RECORD_CHANGED);
        all.put("update letter set number = number || '1' where type = 'REQUEST'", Problem.RECORD_CHANGED);
        all.put("update letter set receiver = '321300' where type = 'REPLY'", Problem.RECORD_CHANGED);
        all.put("update letter set approved_by = 'unithead321300' where type = 'REPLY'", Problem.RECORD_CHANGED);
        all.put("update letter set issued_at = issued_at - interval '1 day'", Problem.RECORD_CHANGED);
        all.put("delete from letter where type = 'REPLY'", Problem.RECORD_REMOVED);
        all.put(
                "insert into letter select (x).* from (select jsonb_populate_record(l, jsonb_build_object('id',"
                        + " gen_random_uuid(), 'key', 'k', 'serial', 99)) x from letter l limit 1) y",
                Problem.NOT_IN_LOG);
        all.put("insert into letter_evidence select id, 99, gen_random_uuid() from letter limit 1", Problem.NOT_IN_LOG);
        all.put("update receipt set at = at + interval '1 hour' where stage = 'DELIVERED'", Problem.RECORD_CHANGED);
        all.put("update receipt set by_user = 'nobody' where stage = 'ACKNOWLEDGED'", Problem.RECORD_CHANGED);
        all.put("delete from receipt where stage = 'ACKNOWLEDGED'", Problem.RECORD_REMOVED);
        all.put("update finding set text = '查无此事。'", Problem.RECORD_CHANGED);
        all.put("update finding set confirmed_by = written_by", Problem.RECORD_CHANGED);
        all.put("delete from finding", Problem.RECORD_REMOVED);
        all.put(
                "update case_event set actor = 'nobody' where id = (select min(id) from case_event)",
                Problem.RECORD_CHANGED);
        all.put("update case_event set detail = detail || '{\"a\": \"b\"}'", Problem.RECORD_CHANGED);
        all.put("delete from case_event where id = (select max(id) from case_event)", Problem.RECORD_REMOVED);
        all.put(
                "insert into case_event (case_no, tenant, at, actor, feature, what)"
                        + " select case_no, tenant, at, actor, feature, 'FORGED' from case_event limit 1",
                Problem.NOT_IN_LOG);
        all.put(
                "update access_log set user_id = 'nobody' where id = (select min(id) from access_log)",
                Problem.ROWS_CHANGED);
        all.put("update access_log set times = times + 1 where what = 'CASE'", Problem.ROWS_CHANGED);
        all.put("update access_log set at = at - interval '1 second' where what = 'DECISION'", Problem.ROWS_CHANGED);
        all.put(
                "delete from access_log where id = (select max(id) from access_log where what = 'CASE')",
                Problem.ROWS_CHANGED);
        all.put("delete from access_log", Problem.ROWS_CHANGED);
        all.put(
                "insert into access_log (id, at, what) overriding system value values (-1, now(), 'CASE')",
                Problem.NOT_IN_LOG);
        all.put("update access_batch set digest = repeat('0', 64)", Problem.RECORD_CHANGED);
        all.put("update access_batch set ids = '{[1,2)}', rows = 1", Problem.RECORD_CHANGED);
        all.put("update access_batch set archive = repeat('0', 64), archived_at = now()", Problem.ROWS_CHANGED);
        all.put("delete from access_batch where id = (select max(id) from access_batch)", Problem.RECORD_REMOVED);
        all.put("update evidence set name = 'b.txt'", Problem.RECORD_CHANGED);
        all.put("update evidence set leaf_hash = null", Problem.RECORD_REMOVED);
        all.put("delete from evidence", Problem.RECORD_REMOVED);
        all.put("update custody_event set person = 'nobody'", Problem.RECORD_CHANGED);
        all.put("delete from custody_event", Problem.RECORD_REMOVED);
        all.put(
                "insert into custody_event select gen_random_uuid(), evidence_id, case_no, tenant, event, at, person,"
                        + " detail, nonce, leaf_hash from custody_event limit 1",
                Problem.NOT_IN_LOG);
        all.put("delete from log_leaf where log_index = 3", Problem.LEAF_REMOVED);
        all.put(
                "delete from case_event where id::text = (select row_key from log_leaf where kind = 'CASE_EVENT' limit 1);"
                        + " delete from log_leaf where subject = (select subject from log_leaf where kind = 'CASE_EVENT' limit 1)",
                Problem.LEAF_REMOVED);
        all.put(
                "update log_leaf set log_index = -1 - log_index where log_index < 2;"
                        + " update log_leaf set log_index = 2 + log_index where log_index < 0",
                Problem.ROOT_DIFFERS);
        all.put("update log_leaf set evidence_id = gen_random_uuid() where kind = 'CUSTODY'", Problem.LEAF_RELABELLED);
        all.put("update log_leaf set kind = 'EXPORT' where kind = 'CUSTODY'", Problem.LEAF_RELABELLED);
        all.put(
                "update log_leaf set row_key = (select max(id)::text from case_event) where subject ="
                        + " (select subject from log_leaf where kind = 'CASE_EVENT' order by log_index limit 1)",
                Problem.RECORD_CHANGED);
        all.put("update log_leaf set leaf_hash = sha256('forged') where log_index = 4", Problem.ROOT_DIFFERS);
        all.put("update log_node set hash = sha256(hash) where level = 3 and index = 1", Problem.NODE_CHANGED);
        all.put("delete from log_node where level = 3 and index = 0", Problem.NODE_CHANGED);
        all.put("update tree_head set root = sha256(root)", Problem.ROOT_DIFFERS);
        all.put("update tree_head set at = at - interval '1 day'", Problem.HEAD_FORGED);
        all.put("update tree_head set signature = sha256(signature)", Problem.HEAD_FORGED);
        all.put("update tree_head set sm2_signature = null, sm2_certificate = null", Problem.HEAD_FORGED);
        all.put("delete from tree_head where size = (select max(size) from tree_head)", Problem.HEAD_REMOVED);
        all.put(
                "update log_certificate c set der = (select der from log_certificate o where o.fingerprint <> c.fingerprint)",
                Problem.HEAD_FORGED);
        all.put("update evidence_log set origin = gen_random_uuid()", Problem.HEAD_FORGED);
        all.put("update head_time_stamp set token = sha256(token)", Problem.TIME_STAMP_WRONG);
        all.put("delete from head_time_stamp", Problem.RECORD_REMOVED);
        all.put(
                "delete from head_time_stamp where size = (select max(size) from head_time_stamp)",
                Problem.RECORD_REMOVED);
        all.put(
                "update head_time_stamp set size = size + 1 where size + 1 in (select size from tree_head)"
                        + " or size = (select max(size) from head_time_stamp)",
                Problem.RECORD_REMOVED);
        all.put("delete from sealed_rows where kind = 'LETTER'", Problem.RECORD_REMOVED);
        all.put(
                "delete from tree_head where size > (select min(size) from tree_head);"
                        + " delete from log_leaf where log_index >= (select min(size) from tree_head);"
                        + " delete from log_node n where (index + 1) << level > (select min(size) from tree_head);"
                        + " delete from head_time_stamp s where not exists (select from tree_head h where h.size = s.size)",
                Problem.LOG_CUT_OFF);
        return all;
    }

    @Test
    void everyTamperingIsNamedByTheNextAudit() throws IOException {
        administrator = administrator();
        String caseNo = approved(Requests.question());
        accept(caseNo);
        assertThat(as("officer330110")
                        .upload("/api/cases/" + caseNo + "/evidence", Map.of("note", "现场"), "a.txt", "现场检查情况")
                        .status())
                .isEqualTo(201);
        reply(caseNo);
        confirmAndClose(caseNo);
        caseFile("officer310105", caseNo);
        theRecordIsSealed("DECISION");
        everyLeafHasItsPlace();
        stamps.run();
        everyLeafHasItsPlace();
        onlyAdding();
        theAuditComesBack();
        auditorsOnly();
        theRecordIsSealed("DENIED");
        everyLeafHasItsPlace();
        copies.run();
        assertThat(audits.demand()).isEmpty();
        String another = approved(Requests.question());
        everythingIsAsItWasKept();
        nothingIsOnItsWay();
        keep();

        List<String> unnamed = new ArrayList<>();
        tampering().forEach((change, problem) -> {
            tamper(change);
            List<String> named = round();
            if (!named.contains(problem.name())) {
                unnamed.add(change + " → " + named);
            }
            restore();
            assertThat(audits.demand()).as("after " + change).isEmpty();
        });
        assertThat(unnamed).isEmpty();
        assertThat(tampering()).hasSizeGreaterThan(30);
        files();
        theCommandNamesWhatIsWrong(caseNo, another);
    }

    /** What runs meanwhile may be between two steps. */
    private void everythingIsAsItWasKept() {
        eventually("all that is kept is verified", () -> {
            StringBuilder said = new StringBuilder();
            int code = AuditCommand.audit(audited, said::append);
            assertThat(said.toString().lines().filter(line -> line.contains("已核验 0 项")))
                    .as("but for cold cases, of which there is none")
                    .hasSize(1);
            return code == 0;
        });
    }

    /** {@code --audit} as an operator runs it, beside the node. */
    private void theCommandNamesWhatIsWrong(String caseNo, String another) {
        UUID letter = works.sql("select letter_id from letter_document limit 1")
                .query(UUID.class)
                .single();
        tamper("update evidence set name = 'b.txt'");
        tamper("update letter_document set certificate = repeat('0', 64) where letter_id = '" + letter + "'");
        tamper("update supervision_count set n = n + 1 where node = '320324'");
        tamper("insert into supervision_count (node, below, measure, day, kind, n)"
                + " values ('320324', false, 'FORGED', '2026-01-01', '', 7)");
        tamper("update assistance_request set state = 'ISSUED' where case_no = '" + caseNo + "'");
        tamper("update assistance_request set state = 'CLOSED' where case_no = '" + another + "'");
        String rows = fingerprint();
        String database = environment.getRequiredProperty("spring.datasource.url");
        Ended audit = audit(database);
        assertThat(audit.said())
                .contains(
                        "证据日志及其所代表的记录 Evidence log",
                        "日志条目所代表的记录已被改动",
                        "record changed (",
                        "函件 " + letter + "：",
                        "the document of letter " + letter + " is not what was sealed",
                        "320324 的统计数有",
                        "numbers of 320324 differ from its rows",
                        "案件 " + caseNo + " 在 310105 未办结，却没有流程在办",
                        "a process works on case " + another + " at 310105, which is closed")
                .doesNotContain("\tat ", "Started BridgeApplication", "没有核验");
        assertThat(audit.code()).as(audit.said()).isEqualTo(1);
        assertThat(fingerprint())
                .as("it changes nothing, and reads no settings into the database")
                .isEqualTo(rows);
        Ended without = audit("jdbc:postgresql://127.0.0.1:1/bridge");
        assertThat(without.said()).contains("没有核验：连不上数据库", "Nothing was verified: the database cannot be reached");
        assertThat(without.code()).isEqualTo(2);
    }

    private String fingerprint() {
        return works.sql("""
                        select (select count(*) from custody_event) || ' ' || (select md5(string_agg(o::text, ',' order by o.code)) from organisation o)
                               || (select md5(string_agg(l::text, ',')) from directory_load l)
                        """).query(String.class).single();
    }

    private record Ended(int code, String said) {}

    private Ended audit(String database) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                ChildBridge.classPath(),
                BridgeApplication.class.getName(),
                "--audit",
                "--spring.profiles.active=demo"));
        Stream.of(
                        "spring.datasource.username",
                        "bridge.evidence.directory",
                        "bridge.evidence.keys",
                        "bridge.evidence.heads.directory",
                        "bridge.numbers.directory",
                        "bridge.seals.directory")
                .filter(environment::containsProperty)
                .forEach(setting -> command.add("--" + setting + "=" + environment.getProperty(setting)));
        command.add("--spring.datasource.url=" + database);
        // As in a shell that has not all settings of the nodes, or others.
        command.add("--bridge.connected-bureaus=350100");
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the worker, as its schedule has it. */
    private void theRecordIsSealed(String newest) {
        eventually("what was read, decided and denied is sealed", () -> works.sql("""
                        select count(*) filter (where what = 'CASE') > 0 and count(*) filter (where what = :newest) > 0
                               and max(id) = (select upto from access_sealing)
                          from access_log
                        """)
                .param("newest", newest)
                .query(Boolean.class)
                .single());
    }

    /** What came after the copy would be missing when it is put back: reads are written down and sealed a moment later, letters get their documents. */
    private void nothingIsOnItsWay() {
        AtomicReference<String> kept = new AtomicReference<>("");
        await("nothing has been added for three seconds, and all is sealed")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(3))
                .until(() -> {
                    String now = works.sql("""
                                    select concat_ws(' ', (select count(*) from log_leaf), (select count(*) from access_log),
                                                     (select count(*) from case_event), (select max(size) from tree_head))
                                     where not exists (select from log_leaf where log_index is null)
                                       and (select max(id) from access_log) = (select upto from access_sealing)
                                    """).query(String.class).optional().orElse("");
                    return now.equals(kept.getAndSet(now)) && !now.isEmpty();
                });
    }

    private void everyLeafHasItsPlace() {
        eventually(
                "every leaf has its place, and what was there before rows had leaves has its own",
                () -> works.sql("""
                        select not exists (select from log_leaf where log_index is null)
                           and not exists (select from sealed_rows where backlog)
                        """).query(Boolean.class).single());
    }

    private void files() {
        Path file = works.sql("select sha256 from evidence limit 1")
                .query((row, number) -> settings.directory()
                        .resolve(row.getString(1).substring(0, 2))
                        .resolve(row.getString(1).substring(2, 4))
                        .resolve(row.getString(1)))
                .single();
        try {
            byte[] bytes = Files.readAllBytes(file);
            Files.writeString(file, "别的内容");
            assertThat(round()).contains("FILE_CHANGED");
            Files.delete(file);
            assertThat(round()).contains("FILE_MISSING");
            Files.write(file, bytes);
            assertThat(round()).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bridge's own account does the bridge's work, as the case has shown, and nothing else. */
    private void onlyAdding() {
        for (String change : List.of(
                "update letter set subject = 'x'",
                "delete from letter",
                "update receipt set at = now()",
                "delete from receipt",
                "update finding set text = 'x'",
                "delete from finding",
                "update case_event set note = 'x'",
                "delete from case_event",
                "update evidence set name = 'x'",
                "delete from evidence",
                "update custody_event set person = 'x'",
                "delete from custody_event",
                "update log_leaf set leaf_hash = null",
                "delete from log_leaf",
                "delete from tree_head",
                "update access_log set purpose = 'x'",
                "delete from access_log",
                "update access_batch set digest = repeat('0', 64)",
                "delete from access_batch",
                "update evidence_log set origin = gen_random_uuid()",
                "delete from log_audit",
                "delete from log_finding",
                "update log_finding set problem = 'x'",
                "update substitution set substitute = 'x'",
                "delete from substitution",
                "delete from release_proposal",
                "update release_proposal set person = 'x'",
                "alter table letter disable trigger all",
                "drop trigger letter_stays on letter",
                "set session_replication_role = replica")) {
            assertThatThrownBy(() -> works.sql(change).update())
                    .as(change)
                    .isInstanceOf(DataAccessException.class)
                    .rootCause()
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    /** Whoever puts the next audit off has put off none. */
    private void theAuditComesBack() {
        Instant before = audits.state().doneAt().orElse(Instant.EPOCH);
        works.sql("update log_audit set next_at = 'infinity'").update();
        audits.round();
        eventually(
                "it is done all the same",
                () -> audits.state().doneAt().orElse(Instant.EPOCH).isAfter(before));
        assertThatThrownBy(
                        () -> works.sql("update sealed_rows set backlog = true").update())
                .rootCause()
                .hasMessageContaining("append-only");
    }

    private void auditorsOnly() {
        assertThat(as("auditor").post("/api/evidence/log/audit", Map.of()).status())
                .isEqualTo(200);
        assertThat(as("auditor").get("/api/evidence/log/audit").json().path("findings"))
                .isEmpty();
        assertThat(as("officer310105").get("/api/evidence/log/audit").status()).isEqualTo(403);
    }

    /** As the schedule has it. @return what is wrong now */
    private List<String> round() {
        Instant before = audits.state().doneAt().orElse(Instant.EPOCH);
        works.sql("update log_audit set next_at = '-infinity'").update();
        audits.round();
        eventually(
                "an audit is done, here or by the worker",
                () -> audits.state().doneAt().orElse(Instant.EPOCH).isAfter(before));
        return audits.open().stream().map(Audits.Found::problem).toList();
    }

    private JdbcClient administrator() {
        DataSource database = new DriverManagerDataSource(
                environment.getRequiredProperty("spring.datasource.url"), "postgres", "postgres");
        asAdministrator = new TransactionTemplate(new JdbcTransactionManager(database));
        return JdbcClient.create(database);
    }

    private void tamper(String change) {
        asAdministrator.executeWithoutResult(status -> {
            administrator.sql("set local session_replication_role = replica").update();
            administrator.sql(change).update();
        });
    }

    private void keep() {
        administrator.sql("create schema kept").update();
        TABLES.forEach(table -> administrator
                .sql("create table kept." + table + " as table " + table)
                .update());
    }

    private void restore() {
        asAdministrator.executeWithoutResult(status -> {
            administrator.sql("set local session_replication_role = replica").update();
            for (String table : TABLES) {
                administrator.sql("delete from " + table).update();
                administrator
                        .sql("insert into " + table + " overriding system value select * from kept." + table)
                        .update();
            }
        });
    }
}
