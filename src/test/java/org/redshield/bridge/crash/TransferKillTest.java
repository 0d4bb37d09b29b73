package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * A bridge is killed between any two steps of a transfer and started again; nobody does anything, and the transfer goes on
 * by itself with nothing lost or done twice. And two nodes take the same clue at once.
 */
@Tag("kill")
class TransferKillTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String CHANGNING = "310105";
    private static final String SUQIAN = "321300";
    private static final String LINPING = "330113";

    private DataSource database;
    private JdbcClient jdbc;
    private ChildBridge bridge;
    private ChildBridge second;
    private Desk desk;

    @BeforeEach
    void startABridge() throws IOException {
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        Path files = Files.createTempDirectory("transfer-kill");
        bridge = node(url, files, "first");
        second = node(url, files, "second");
        bridge.start();
        desk = new Desk(bridge.address(), PATIENCE);
    }

    private static ChildBridge node(String url, Path files, String name) {
        return new ChildBridge(
                Path.of("target", "kill", "transfer-" + name + ".log"),
                "384m",
                "--spring.datasource.url=" + url,
                "--spring.datasource.hikari.data-source-properties.ApplicationName=" + name,
                "--bridge.evidence.directory=" + files.resolve("evidence"),
                "--bridge.evidence.keys=" + files.resolve("keys"),
                "--bridge.numbers.directory=" + files.resolve("numbers"),
                // What a killed node holds is free again so soon.
                "--camunda.bpm.job-execution.lock-time-in-millis=10000");
    }

    @AfterEach
    void stop() {
        bridge.close();
        second.close();
    }

    @Test
    void aTransferSurvivesAKillAtEachOfItsSteps() throws Exception {
        String caseNo = raised(CHANGNING, fields(Map.of("firstFoundAt", "2026-02-10")));
        killed(
                () -> approve(CHANGNING, caseNo),
                "outbox", // the letter has its number and is not sent
                "inbox", // it is sent and not delivered
                "incoming_letter", // it is being delivered, and nothing is registered
                "act_ru_execution"); // it is registered, and the receiver's process is not there
        desk.waitingTask("officer" + LINPING, "signTransfer", caseNo);
        await("the sender has its receipt").atMost(PATIENCE).until(() -> happened(caseNo, "TRANSFER_DELIVERED") == 1);

        killed(() -> sign(caseNo), "inbox", "case_transfer", "act_ru_event_subscr");
        desk.waitingTask("officer" + LINPING, "reviewTransfer", caseNo);
        state(caseNo, "SIGNED");

        killed(
                () -> accept(bridge, caseNo),
                "transfer_claim", // nobody has the clue
                "clue", // it is claimed, and nothing is ordered
                "outbox", // its verification is ordered, and nobody told
                "inbox",
                "case_transfer", // the sender's process hears of it, its row does not
                "act_ru_event_subscr");
        state(caseNo, "ACCEPTED");

        killed(
                () -> desk.does(
                        "unithead" + LINPING,
                        "assignVerification",
                        caseNo,
                        Map.of(
                                "decision", "assign",
                                "leadCertificateNo", "33011301001",
                                "secondCertificateNo", "33011301002")),
                "inbox",
                "case_transfer",
                "act_ru_event_subscr");
        state(caseNo, "VERIFYING");

        desk.does(
                "officer" + LINPING,
                "verifyClue",
                caseNo,
                Map.of("decision", "notFile", "reason", "经核查，当事人有商标权人授权", "ground", "MINOR_CORRECTED"));
        desk.does("unithead" + LINPING, "reviewVerification", caseNo, Map.of("decision", "agree"));
        killed(
                () -> desk.does(
                        "bureauhead" + LINPING,
                        "decideFiling",
                        caseNo,
                        Map.of("decision", "approve", "reason", "同意不予立案")),
                "inbox",
                "case_transfer",
                "act_ru_event_subscr");
        state(caseNo, "NOT_FILED");
        await("all is over").atMost(PATIENCE).until(() -> count("select count(*) from act_ru_execution") == 0);

        assertThat(texts("select type from letter where case_no = ? order by issued_at", caseNo))
                .containsExactly(
                        "TRANSFER", "TRANSFER_ACCEPTED", "TRANSFER_FEEDBACK", "TRANSFER_FEEDBACK", "TRANSFER_FEEDBACK");
        assertThat(texts("select proc_def_key_ from act_hi_procinst where business_key_ = ? order by 1", caseNo))
                .containsExactly("caseTransfer", "clueVerification", "transferHandling");
        for (String task : List.of("approveTransfer", "signTransfer", "reviewTransfer", "assignVerification")) {
            assertThat(texts("select name_ from act_hi_taskinst where task_def_key_ = ?", task))
                    .as(task)
                    .hasSize(1);
        }
        assertThat(count("select count(*) from clue")).isEqualTo(1);
        new LetterInvariants(database).hold();
    }

    @Test
    void theSameClueAtTwoNodesAtOnceIsLinkedAndTheFirstInstantCounts() throws Exception {
        second.start();
        Map<String, Object> found = fields(Map.of("firstFoundAt", "2026-02-10"));
        String one = signed(CHANGNING, found);
        String other = signed(SUQIAN, with(found, Map.of("firstFoundAt", "2026-02-01")));
        try (TableHold claims = new TableHold(database, "transfer_claim", "share")) {
            acceptAtBoth(one, other, claims);
        }
        isLinked(one, other);
    }

    /** One node is killed while both are about to claim; the other has it, and the killed one's is linked later. */
    @Test
    void ofFiledCasesTooAndAlthoughANodeIsKilled() throws Exception {
        second.start();
        Map<String, Object> filed =
                fields(Map.of("what", "CASE", "filedAt", "2026-03-02", "filingNo", "沪长市监案〔2026〕9号"));
        String one = signed(CHANGNING, filed);
        String other = signed(SUQIAN, with(filed, Map.of("filedAt", "2026-03-01", "filingNo", "宿市监案〔2026〕3号")));
        try (TableHold claims = new TableHold(database, "transfer_claim", "share")) {
            acceptAtBoth(one, other, claims);
            second.kill();
        }
        isLinked(one, other);
    }

    /** Returns when a node stands before the claim for each of them. */
    private void acceptAtBoth(String one, String other, TableHold claims) {
        CompletableFuture.allOf(
                        CompletableFuture.runAsync(() -> accept(bridge, one)),
                        CompletableFuture.runAsync(() -> accept(second, other)))
                .join();
        claims.awaitReached(PATIENCE);
        await("both nodes are about to claim")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(texts("""
                                select application_name from pg_stat_activity a join pg_locks l using (pid)
                                 where not l.granted and l.relation = ?::regclass order by 1
                                """, "transfer_claim")).containsExactly("first", "second"));
    }

    /** @param earlier the one whose bureau was first, whichever came first here */
    private void isLinked(String later, String earlier) {
        state(later, "ACCEPTED");
        state(earlier, "ACCEPTED");
        assertThat(happened(later, "VERIFICATION_ORDERED") + happened(earlier, "VERIFICATION_ORDERED"))
                .isEqualTo(1);
        assertThat(happened(later, "SAME_CLUE_LINKED") + happened(earlier, "SAME_CLUE_LINKED"))
                .isEqualTo(1);
        assertThat(texts("select first_id from transfer_claim where tenant = ?", LINPING))
                .containsExactly(earlier + "-T1");
        assertThat(count("select count(*) from clue where tenant = '" + LINPING + "'"))
                .isEqualTo(1);
        assertThat(texts("select business_key_ from act_hi_procinst where proc_def_key_ = ?", "clueVerification"))
                .hasSize(1);
        new LetterInvariants(database).hold();
    }

    /**
     * Does it, and kills the bridge each time that it is about to write to the next of these tables.
     *
     * @param tables in the order in which they are come to
     */
    private void killed(Runnable click, String... tables) throws SQLException, IOException {
        TableHold hold = new TableHold(database, tables[0], "share");
        try {
            click.run();
            for (int step = 1; step <= tables.length; step++) {
                hold.awaitReached(PATIENCE);
                bridge.kill();
                TableHold next = step < tables.length ? new TableHold(database, tables[step], "share") : null;
                hold.close();
                hold = next;
                bridge.start();
            }
        } finally {
            if (hold != null) {
                hold.close();
            }
        }
    }

    private static Map<String, Object> fields(Map<String, ?> changes) {
        return with(
                Map.of(
                        "what", "CLUE",
                        "cause", "涉嫌销售侵权商品",
                        "content", "网店销售的商品涉嫌侵犯注册商标专用权，发货地在临平。",
                        "reason", "当事人实际经营地不在本局辖区，不属于本局管辖",
                        "platformKey", "taobao",
                        "shopId", "S1000077",
                        "subject", "IN_PLATFORM",
                        "act", "COUNTERFEIT",
                        "actualPlace", LINPING,
                        "materials", "网页截图 2 份"),
                changes);
    }

    private static Map<String, Object> with(Map<String, ?> fields, Map<String, ?> changes) {
        Map<String, Object> all = new HashMap<>(fields);
        all.putAll(changes);
        return all;
    }

    private String raised(String tenant, Map<String, Object> fields) {
        Http.Answer answer = desk.as("officer" + tenant)
                .post(
                        "/engine-rest/process-definition/key/caseTransfer/submit-form",
                        Map.of("variables", Desk.variables(fields)));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode started = answer.json();
        return started.get("businessKey").asText();
    }

    private void approve(String tenant, String caseNo) {
        desk.does("bureauhead" + tenant, "approveTransfer", caseNo, Map.of("decision", "approve", "opinion", "同意移送"));
    }

    private void sign(String caseNo) {
        desk.does("officer" + LINPING, "signTransfer", caseNo, Map.of("decision", "sign", "materialsComplete", true));
    }

    private String signed(String tenant, Map<String, Object> fields) {
        String caseNo = raised(tenant, fields);
        approve(tenant, caseNo);
        sign(caseNo);
        return caseNo;
    }

    private static void accept(ChildBridge node, String caseNo) {
        new Desk(node.address(), PATIENCE)
                .does("officer" + LINPING, "reviewTransfer", caseNo, Map.of("decision", "accept"));
    }

    private void state(String caseNo, String state) {
        await(caseNo + " is " + state).atMost(PATIENCE).untilAsserted(() -> assertThat(
                        texts("select state from case_transfer where case_no = ?", caseNo))
                .containsExactly(state));
    }

    private int happened(String caseNo, String act) {
        return (int) texts("select what from case_event where case_no = ?", caseNo).stream()
                .filter(act::equals)
                .count();
    }

    private List<String> texts(String sql, String parameter) {
        return jdbc.sql(sql).param(parameter).query(String.class).list();
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
