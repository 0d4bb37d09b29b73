package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Base backup, twenty cases, restore to the moment before them as docs/operations/backup.md has it, the same shops again: no case is
 * executed by what was done for a lost one, and no number is given twice.
 */
@Tag("kill")
class RestoreTest {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final int BEFORE = 3;
    private static final int LOST = 20;

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext sandbox;
    private Http platform;
    private PostgresServer postgres;
    private ChildBridge bridge;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        sandbox = SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=",
                "--sandbox.delay.manual=PT0.2S",
                "--sandbox.delay.disposition=PT0.2S");
        platform = new Http("http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port"), null);
        Files.createDirectories(folder.resolve("wal"));
        postgres = PostgresServer.create(folder.resolve("first"), Optional.empty());
        // As the page of operations has it.
        postgres.set("""
                archive_mode = on
                archive_command = 'test ! -f %1$s/%%f && cp %%p %1$s/%%f.part && mv %1$s/%%f.part %1$s/%%f'
                """.formatted(folder.resolve("wal")));
        postgres.start();
        startBridge();
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        postgres.close();
        sandbox.close();
    }

    private void startBridge() throws IOException {
        bridge = node();
        bridge.start();
        desk = new Desk(bridge.address(), PATIENCE);
    }

    /** With the database that there is now. */
    private ChildBridge node() {
        return new ChildBridge(
                Path.of("target", "kill", "restore.log"),
                "512m",
                "--spring.datasource.url=jdbc:postgresql://" + postgres.hostAndPort() + "/postgres",
                "--bridge.evidence.directory=" + folder.resolve("evidence"),
                "--bridge.evidence.heads.directory=" + folder.resolve("heads"),
                "--bridge.numbers.directory=" + folder.resolve("numbers"),
                "--bridge.platforms.taobao.url=" + platform.base() + "/router/rest");
    }

    private JdbcClient jdbc() {
        return JdbcClient.create(postgres.dataSource());
    }

    /** Data from the platform, then a measure by the bureau that faces it. */
    private String raised() {
        String caseNo = desk.raised("officer310105", Requests.direct("SHOP_SUBJECT"));
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        return caseNo;
    }

    private void disposed(String caseNo) {
        Takedown.draft(desk, caseNo);
        desk.does("bureauhead330110", "approveDisposition", caseNo, Map.of("decision", "approve", "reason", "同意"));
    }

    private void executed(String caseNo) {
        desk.waitingTask("officer330110", "followDisposition", caseNo);
    }

    /** Every number that the platform has, and how often it came. */
    private Map<String, Integer> ledger() {
        return StreamSupport.stream(platform.get("/admin/ledger").json().spliterator(), false)
                .collect(Collectors.toMap(
                        entry -> entry.hasNonNull("requestNo")
                                ? entry.get("requestNo").asText()
                                : entry.get("doc_name").asText(),
                        entry -> entry.get("sent").asInt(),
                        Integer::sum,
                        TreeMap::new));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    @Test
    void nothingDoneForALostCaseIsTakenForANewOne() throws Exception {
        List<String> kept = new ArrayList<>();
        kept.add(raised());
        disposed(kept.get(0));
        executed(kept.get(0));
        BaseBackup.make(postgres.dataSource(), folder.resolve("first"), folder.resolve("restored"));
        for (int i = 1; i < BEFORE; i++) {
            kept.add(raised());
            disposed(kept.get(i));
            executed(kept.get(i));
        }
        String moment =
                jdbc().sql("select clock_timestamp()::text").query(String.class).single();
        Set<String> letters = letters();
        Set<String> before = ledger().keySet();
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < LOST; i++) {
            lost.add(raised());
            disposed(lost.get(i));
        }
        lost.forEach(this::executed);
        Set<String> lostAtPlatform = without(ledger().keySet(), before);
        assertThat(lostAtPlatform).hasSize(2 * LOST);

        bridge.kill();
        says(bridge.run("--audit"), 0, "全部相符");
        losePower(lostAtPlatform);
        restore(moment, folder.resolve("restored"));
        assertThat(letters()).as("the letters of that moment").isEqualTo(letters);
        auditOfTheRestored();
        startBridge();

        JsonNode state = await("the platform has been asked")
                .atMost(PATIENCE)
                .until(
                        () -> desk.as("operator").get("/api/sending").json(),
                        answer -> answer.get("sent").size() >= lostAtPlatform.size()
                                && StreamSupport.stream(answer.get("sent").spliterator(), false)
                                        .allMatch(sent -> sent.has("says")));
        assertThat(state.get("held").asBoolean()).isTrue();
        Map<String, String> said = new TreeMap<>();
        state.get("sent")
                .forEach(sent ->
                        said.put(sent.get("number").asText(), sent.get("says").asText()));
        assertThat(said.keySet())
                .as("the operator's list and the platform's ledger")
                .isEqualTo(lostAtPlatform);
        assertThat(said.values()).noneMatch(says -> says.contains("没有这个编号") || says.contains("不能按本系统"));
        System.out.println(
                "After the restore: " + state.toPrettyString().lines().limit(40).collect(Collectors.joining("\n")));

        Map<String, Integer> ledgerBefore = ledger();
        List<String> again = new ArrayList<>();
        for (int i = 0; i < LOST; i++) {
            again.add(raised());
        }
        assertThat(again).as("case numbers are not given again").doesNotContainAnyElementsOf(lost);
        // A restart changes nothing.
        bridge.kill();
        startBridge();
        await("all wait in line")
                .atMost(PATIENCE)
                .until(() -> jdbc().sql("select count(*) from platform_call")
                                .query(Integer.class)
                                .single()
                        == LOST);
        assertThat(ledger()).as("nothing is sent").isEqualTo(ledgerBefore);

        assertThat(desk.as("operator")
                        .post("/api/sending/release", Map.of("reason", "已与平台逐件核对"))
                        .status())
                .isEqualTo(200);
        again.forEach(this::disposed);
        again.forEach(this::executed);

        Map<String, Integer> ledgerAfter = ledger();
        assertThat(without(ledgerAfter.keySet(), ledgerBefore.keySet())).hasSize(2 * LOST);
        assertThat(ledgerAfter.values()).as("nothing was ever sent twice").containsOnly(1);
        assertThat(jdbc().sql("""
                                select count(*) from disposition_target t join disposition d on d.id = t.disposition_id
                                 where d.case_no = any(?) and t.state = 'EXECUTED' and t.doc_name <> all(?)
                                """)
                        .params(again.toArray(String[]::new), lostAtPlatform.toArray(String[]::new))
                        .query(Integer.class)
                        .single())
                .as("each executed by its own task")
                .isEqualTo(LOST);
        kept.forEach(this::executed);
    }

    /**
     * Two measures are approved and carried out after the moment: the officers are told, adopt one and have the other lifted, and
     * nothing is done to a shop twice, though the approvals lie there once more, and the restore is done twice.
     */
    @Test
    void whatTookEffectAfterTheMomentIsPutBeforeTheOfficersOnce() throws Exception {
        BaseBackup.make(postgres.dataSource(), folder.resolve("first"), folder.resolve("restored"));
        BaseBackup.make(postgres.dataSource(), folder.resolve("first"), folder.resolve("again"));
        String adopted = raised();
        String lifted = raised();
        Takedown.draft(desk, adopted);
        Takedown.draft(desk, lifted);
        desk.waitingTask("bureauhead330110", "approveDisposition", adopted);
        desk.waitingTask("bureauhead330110", "approveDisposition", lifted);
        String moment =
                jdbc().sql("select clock_timestamp()::text").query(String.class).single();
        Set<String> before = ledger().keySet();
        Map<String, Object> approval = Map.of("decision", "approve", "reason", "同意");
        for (String caseNo : List.of(adopted, lifted)) {
            desk.does("bureauhead330110", "approveDisposition", caseNo, approval);
            executed(caseNo);
        }
        String lost = raised();
        disposed(lost);
        executed(lost);
        Map<String, Integer> atPlatform = ledger();

        bridge.kill();
        restore(moment, folder.resolve("restored"));
        aside("heads-1");
        startBridge();
        desk.waitingTask("officer330110", "decideFoundDisposition", adopted);
        bridge.kill();
        restore(moment, folder.resolve("again"));
        aside("heads-2");
        startBridge();
        for (String caseNo : List.of(adopted, lifted)) {
            desk.waitingTask("officer330110", "decideFoundDisposition", caseNo);
            await("the platform has said that it is carried out")
                    .atMost(PATIENCE)
                    .until(() -> found(caseNo).at("/targets/0/state").asText(), "EXECUTED"::equals);
            String refusal = desk.tries("bureauhead330110", "approveDisposition", caseNo, approval)
                    .text();
            assertThat(refusal).contains("核对平台已执行的处置");
        }
        // A restart makes no second task either.
        bridge.kill();
        startBridge();
        assertThat(desk.as("operator").get("/api/dispositions/lost").json().findValuesAsText("state"))
                .containsExactlyInAnyOrder("OPEN", "OPEN", "NO_CASE");
        assertThat(ledger()).as("nothing is sent while it is held").isEqualTo(atPlatform);
        assertThat(desk.as("operator")
                        .post("/api/sending/release", Map.of("reason", "已与平台逐件核对"))
                        .status())
                .isEqualTo(200);

        desk.does("officer330110", "decideFoundDisposition", adopted, Map.of("decision", "adopt", "reason", "属实"));
        executed(adopted);
        assertThat(found(adopted).get("stage").asText()).isEqualTo("REPORTED");
        assertThat(atPlatform).containsKey(found(adopted).get("letterNo").asText() + "-1");
        assertThat(desk.tries("bureauhead330110", "approveDisposition", adopted, approval)
                        .text())
                .contains("已采纳登记在案");

        desk.does(
                "officer330110",
                "decideFoundDisposition",
                lifted,
                Map.of(
                        "decision", "lift",
                        "liftTargets", List.of(found(lifted).at("/targets/0/id").asText()),
                        "reason", "商家已整改，经复查符合要求。"));
        desk.does("bureauhead330110", "approveLift", lifted, approval);
        await("it is lifted")
                .atMost(PATIENCE)
                .until(() -> found(lifted).at("/targets/0/state").asText(), "LIFTED"::equals);

        for (String caseNo : List.of(adopted, lifted)) {
            assertThat(desk.tasks("officer330110", "decideFoundDisposition", caseNo))
                    .isEmpty();
        }
        assertThat(jdbc().sql("select count(*) from act_hi_actinst where act_id_ = 'decideFoundDisposition'")
                        .query(Integer.class)
                        .single())
                .as("a task for each, once")
                .isEqualTo(2);
        Map<String, Integer> after = ledger();
        assertThat(without(after.keySet(), atPlatform.keySet()))
                .as("the lift, and nothing else, is new at the platform")
                .containsExactly(found(lifted).at("/lifts/0/letterNo").asText() + "-1");
        assertThat(after.values()).as("nothing was ever sent twice").containsOnly(1);
        assertThat(without(atPlatform.keySet(), before)).as("what was lost").hasSize(4);
    }

    /** What the file of the case shows of what was found. */
    private JsonNode found(String caseNo) {
        return StreamSupport.stream(
                        desk.as("officer330110")
                                .get("/api/cases/" + caseNo)
                                .json()
                                .get("dispositions")
                                .spliterator(),
                        false)
                .filter(one -> one.hasNonNull("foundAt"))
                .findFirst()
                .orElseThrow();
    }

    /** The log's heads of what was lost, as the page has it. */
    private void aside(String name) throws IOException {
        String log = jdbc().sql("select origin::text from evidence_log")
                .query(String.class)
                .single();
        Path heads = folder.resolve("heads").resolve(log);
        if (Files.exists(heads)) {
            Files.move(heads, folder.resolve(name));
        }
    }

    /** The last lines that were not on the disk yet are lost: of three dispositions nobody knows that they were sent. */
    private void losePower(Set<String> sent) throws IOException {
        List<String> unknown =
                sent.stream().filter(number -> number.contains("处置")).limit(3).toList();
        assertThat(unknown).hasSize(3);
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("numbers"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Files.write(
                    file,
                    Files.readAllLines(file).stream()
                            .filter(line -> unknown.stream().noneMatch(line::contains))
                            .toList());
        }
    }

    private void restore(String moment, Path backup) throws Exception {
        String last = jdbc().sql("select pg_walfile_name(pg_switch_wal())")
                .query(String.class)
                .single();
        await("the WAL is archived")
                .atMost(PATIENCE)
                .until(() -> Files.exists(folder.resolve("wal").resolve(last)));
        postgres.close();
        postgres = postgres.recovered(backup, """
                restore_command = 'cp %s/%%f %%p'
                recovery_target_time = '%s'
                recovery_target_timeline = '1'
                recovery_target_action = 'promote'
                """.formatted(folder.resolve("wal"), moment));
        postgres.start();
        await("the restored database can be written to")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> !jdbc().sql("select pg_is_in_recovery()")
                        .query(Boolean.class)
                        .single());
        jdbc().sql("delete from web_session").update();
    }

    private Set<String> letters() {
        return new TreeSet<>(
                jdbc().sql("select number from letter").query(String.class).list());
    }

    /** What is wrong before the first node starts: the files are of a day before the database's, and the log had gone further. */
    private void auditOfTheRestored() throws Exception {
        String sha256 = jdbc().sql("select sha256 from evidence limit 1")
                .query(String.class)
                .single();
        Path file = folder.resolve("evidence")
                .resolve(sha256.substring(0, 2))
                .resolve(sha256.substring(2, 4))
                .resolve(sha256);
        Path aside = Files.move(file, folder.resolve("file"));
        String said = says(node().run("--audit"), 1, "日志比另处保存的日志头短，末尾被截掉");
        assertThat(said).contains("证据文件不在证据存储中");
        assertThat(said.lines().filter(line -> line.contains("✗")))
                .as("nothing else: " + said)
                .allMatch(line -> line.contains("末尾被截掉") || line.contains("证据文件不在证据存储中"));

        Files.move(aside, file);
        String log = jdbc().sql("select origin::text from evidence_log")
                .query(String.class)
                .single();
        Files.move(folder.resolve("heads").resolve(log), folder.resolve("heads-before-restore"));
        says(node().run("--audit"), 0, "全部相符");
        assertThat(jdbc().sql("select count(*) from sending_hold")
                        .query(Integer.class)
                        .single())
                .as("an audit changes nothing: it is the first node that holds")
                .isZero();
    }

    private static String says(ChildBridge.Ended audit, int code, String sentence) {
        assertThat(audit.code()).as(audit.said()).isEqualTo(code);
        assertThat(audit.said()).contains(sentence);
        return audit.said();
    }
}
