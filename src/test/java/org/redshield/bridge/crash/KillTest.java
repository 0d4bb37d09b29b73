package org.redshield.bridge.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.redshield.bridge.TestDatabase;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.ChildBridge;
import org.redshield.bridge.support.Desk;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.PlatformProxy;
import org.redshield.bridge.support.PlatformProxy.Hold;
import org.redshield.sandbox.SandboxApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The bridge is killed where it hurts, while platform and database go on, and is started again. Nobody does anything:
 * each case completes by itself, and nothing is lost or done twice.
 */
@Tag("kill")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {

    /** The lock of a job, which a killed node leaves behind. */
    private static final Duration LOCK = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final List<String> cases = new ArrayList<>();
    private PlatformProxy proxy;
    private ConfigurableApplicationContext sandbox;
    private Http platform;
    private DataSource database;
    private JdbcClient jdbc;
    private Path evidence;
    private ChildBridge bridge;
    private Desk desk;
    private Instant killedAt;
    private Instant readyAt;

    @BeforeAll
    void startEverything() throws IOException {
        proxy = new PlatformProxy();
        sandbox = SandboxApplication.start(
                "--server.port=0",
                "--sandbox.data-directory=",
                "--sandbox.public-url=" + proxy.url(),
                "--sandbox.delay.manual=PT0.5S",
                "--sandbox.delay.disposition=PT0.5S");
        String sandboxUrl = "http://localhost:" + sandbox.getEnvironment().getProperty("local.server.port");
        proxy.passOnTo(sandboxUrl);
        platform = new Http(sandboxUrl, null);
        String url = TestDatabase.emptyUrl();
        database = new DriverManagerDataSource(url, "postgres", "postgres");
        jdbc = JdbcClient.create(database);
        evidence = Files.createTempDirectory("kill-evidence");
        bridge = new ChildBridge(
                Path.of("target", "kill", "bridge.log"),
                "512m",
                "--spring.datasource.url=" + url,
                "--bridge.evidence.directory=" + evidence,
                "--bridge.platforms.taobao.url=" + proxy.url() + "/router/rest");
        desk = new Desk(bridge.address(), PATIENCE);
    }

    @AfterAll
    void stopEverything() {
        if (bridge != null) {
            bridge.close();
        }
        proxy.close();
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @BeforeEach
    void theBridgeRuns() throws IOException {
        if (!bridge.isAlive()) {
            bridge.start();
        }
    }

    @AfterEach
    void nothingIsLostOrDoneTwice() throws Exception {
        new Invariants(database, evidence, platform).hold(cases);
    }

    /** The platform has the request, our transaction that would say so never ends: twice in a row. */
    @Test
    void betweenSubmitAndRecord() throws Exception {
        Hold first = proxy.holdNext("request.submit", 0);
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        first.awaitReached(PATIENCE);
        Hold second = proxy.holdNext("request.submit", 0);
        killAnd(first::release);
        bridge.start();
        second.awaitReached(PATIENCE);
        killAnd(second::release);
        restart();

        desk.waitingTask("officer310105", "decideOutcome", caseNo);
        recovered("between submit and record, killed twice");
        assertThat(ledger("requestNo", caseNo + "-R1-SHOP_SUBJECT").get("sent").asInt())
                .isEqualTo(3);
    }

    @Test
    void inTheMiddleOfAFile() throws Exception {
        Hold hold = proxy.holdNext("trade-1.csv", 16_000);
        // Not the months of the other case: the same file would be in the store already and not be fetched.
        String caseNo = tradeApproved("2026-04-01");
        hold.awaitReached(PATIENCE);
        killAnd(hold::release);
        restart();

        desk.waitingTask("officer310105", "decideOutcome", caseNo);
        recovered("in the middle of a file");
        assertThat(visibleTrades(caseNo)).isPositive();
    }

    /** The rows are where nobody sees them; the transaction that would show them and wake the process waits. */
    @Test
    void betweenLoadedAndVisible() throws Exception {
        String caseNo;
        try (TableHold hold = new TableHold(database, "answer_records", "share")) {
            caseNo = tradeApproved("2026-03-01");
            hold.awaitReached(PATIENCE);
            assertThat(visibleTrades(caseNo)).isZero();
            assertThat(count("record_trade", "request_no = ?", caseNo + "-R1-TRADE"))
                    .isPositive();
            killAnd(() -> {});
        }
        restart();

        desk.waitingTask("officer310105", "decideOutcome", caseNo);
        recovered("between loaded and visible");
        assertThat(visibleTrades(caseNo)).isPositive();
    }

    @Test
    void betweenOutboxAndInbox() throws Exception {
        String caseNo;
        try (TableHold hold = new TableHold(database, "inbox", "share")) {
            caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
            hold.awaitReached(PATIENCE);
            assertThat(count("outbox", "case_no = ? and delivered_at is null", caseNo))
                    .isEqualTo(1);
            assertThat(count("inbox", "case_no = ?", caseNo)).isZero();
            killAnd(() -> {});
        }
        restart();

        letterIsThere(caseNo);
        recovered("between outbox and inbox");
        answer(caseNo);
    }

    @Test
    void betweenInboxAndCorrelation() throws Exception {
        String caseNo;
        TableHold inbox = new TableHold(database, "inbox", "share");
        try {
            caseNo = approved(Requests.throughHomeBureau("SHOP_SUBJECT"));
            inbox.awaitReached(PATIENCE);
            try (TableHold executions = new TableHold(database, "act_ru_execution", "share")) {
                inbox.close();
                executions.awaitReached(PATIENCE);
                assertThat(count("inbox", "case_no = ?", caseNo))
                        .as("it is delivered and handed over at once")
                        .isZero();
                assertThat(count("incoming_letter", "case_no = ?", caseNo)).isZero();
                killAnd(() -> {});
            }
        } finally {
            inbox.close();
        }
        restart();

        letterIsThere(caseNo);
        recovered("between inbox and correlation");
        answer(caseNo);
    }

    /** The shop must not be punished twice: the platform has the task, we were killed before we knew it, twice. */
    @Test
    void betweenDispositionAndRecord() throws Exception {
        String caseNo = approved(Requests.direct("SHOP_SUBJECT"));
        Takedown.draft(desk, caseNo);
        Hold first = proxy.holdNext("dispose.submit", 0);
        desk.does("bureauhead330110", "approveDisposition", caseNo, Map.of("decision", "approve", "reason", "同意"));
        first.awaitReached(PATIENCE);
        Hold second = proxy.holdNext("dispose.submit", 0);
        killAnd(first::release);
        bridge.start();
        second.awaitReached(PATIENCE);
        killAnd(second::release);
        restart();

        desk.waitingTask("officer330110", "followDisposition", caseNo);
        recovered("between disposition and record, killed twice");
        String docName = jdbc.sql(
                        "select doc_name from disposition_target t join disposition d on d.id = t.disposition_id"
                                + " where d.case_no = ?")
                .param(caseNo)
                .query(String.class)
                .single();
        assertThat(ledger("doc_name", docName).get("sent").asInt()).isEqualTo(3);
    }

    /** Raised by an officer and approved by the unit head; from there on the bridge is on its own. */
    private String approved(Map<String, Object> request) {
        String caseNo = desk.raised("officer310105", request);
        cases.add(caseNo);
        desk.does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意"));
        return caseNo;
    }

    /** Trade records need the unit head's approval on their own. */
    private String tradeApproved(String from) {
        Map<String, Object> request = Requests.direct("TRADE");
        request.put("periodFrom", from);
        String caseNo = approved(request);
        desk.does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        return caseNo;
    }

    private void letterIsThere(String caseNo) {
        desk.waitingTask("officer330110", "acknowledgeLetter", caseNo);
        await("the sender has the receipt")
                .atMost(PATIENCE)
                .until(() -> count("assistance_request", "case_no = ? and delivered_at is not null", caseNo) == 1);
    }

    /** The other bureau works on it until the platform's answer is in the case. */
    private void answer(String caseNo) {
        desk.does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));
        desk.does("officer330110", "reviewLetter", caseNo, Map.of("decision", "accept"));
        desk.does(
                "unithead330110",
                "assignOfficers",
                caseNo,
                Map.of(
                        "decision", "assign",
                        "leadCertificateNo", "33011001001",
                        "secondCertificateNo", "33011001002"));
        desk.waitingTask("officer330110", "investigate", caseNo);
    }

    private void killAnd(Runnable letGo) {
        bridge.kill();
        killedAt = Instant.now();
        letGo.run();
    }

    private void restart() throws IOException {
        bridge.start();
        readyAt = Instant.now();
    }

    private void recovered(String where) {
        Instant now = Instant.now();
        Duration sinceReady = Duration.between(readyAt, now);
        System.out.printf(
                "Killed %s: recovered %.1f s after the kill, of which the start took %.1f s and waiting %.1f s%n",
                where,
                seconds(Duration.between(killedAt, now)),
                seconds(Duration.between(killedAt, readyAt)),
                seconds(sinceReady));
        assertThat(sinceReady).isLessThanOrEqualTo(LOCK);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private JsonNode ledger(String key, String value) {
        List<JsonNode> found = StreamSupport.stream(
                        platform.get("/admin/ledger").json().spliterator(), false)
                .filter(entry -> entry.path(key).asText().equals(value))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private long visibleTrades(String caseNo) {
        return count("record_trade t join answer_records r using (load_id)", "r.request_no = ?", caseNo + "-R1-TRADE");
    }

    private long count(String table, String condition, String value) {
        return jdbc.sql("select count(*) from " + table + " where " + condition)
                .param(value)
                .query(Long.class)
                .single();
    }
}
