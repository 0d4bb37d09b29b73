package org.redshield.bridge.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.platform.dataset.Dataset;
import org.redshield.bridge.platform.request.DataRequest.Status;
import org.redshield.bridge.platform.request.DataRequests;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.support.DataRequestProcess;
import org.redshield.bridge.support.Scenario;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Sending is held, as after a restore: nothing reaches a platform, everything else goes on, and nothing is lost. */
class HeldSendingTest extends Scenario {

    private static final String CASE = "310105-2026-930001";

    @Autowired
    private DataRequests requests;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Signals signals;

    @Autowired
    private PlatformSending sending;

    @BeforeEach
    void hold() {
        jdbc.sql("""
                        insert into sending_hold (since, lost)
                        values (now(), '[{"series": "case/310105/2026", "restored": 5, "given": 25, "skippedTo": 40}]')
                        """).update();
        jdbc.sql("""
                        insert into sent_number (number, platform, kind, at, lost)
                        values ('余市监处置〔2026〕99号-1', 'taobao', 'DISPOSITION', now(), true)
                        """).update();
        signals.send(PlatformSending.KIND);
        await().atMost(Duration.ofSeconds(20)).until(sending::isHeld);
    }

    @AfterEach
    void letGo() {
        jdbc.sql("update sending_hold set released_at = now() where released_at is null")
                .update();
        jdbc.sql("delete from sent_number where lost").update();
        signals.send(PlatformSending.KIND);
        await().atMost(Duration.ofSeconds(20)).until(() -> !sending.isHeld());
    }

    private List<JsonNode> ledger(String requestNo) {
        return sandbox().get("/admin/ledger").json().findParents("requestNo").stream()
                .filter(entry -> entry.get("requestNo").asText().equals(requestNo))
                .toList();
    }

    @Test
    void waitsInLineUntilTheOperatorReleasesIt() {
        String requestNo = new DataRequestProcess(requests, runtime, identity)
                .start(CASE, Dataset.ITEM, "S1000001", clock.instant());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("select count(*) from platform_call where case_no = ? and not called")
                                .param(CASE)
                                .query(Integer.class)
                                .single()
                        == 1);

        assertThat(as("officer310105").get("/api/sending").status()).isEqualTo(403);
        assertThat(as("officer310105")
                        .post("/api/sending/release", Map.of("reason", "急"))
                        .status())
                .isEqualTo(403);
        await("the platform has been asked")
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        as("operator").get("/api/sending").json().at("/sent/0").has("says"));
        JsonNode state = as("operator").get("/api/sending").json();
        assertThat(state.at("/held").asBoolean()).isTrue();
        assertThat(state.at("/says").asText()).contains("1 个编号序列", "1 件");
        assertThat(state.at("/series/0/given").asInt()).isEqualTo(25);
        assertThat(state.at("/sent/0/says").asText()).isEqualTo("平台没有这个编号的事项");
        assertThat(as("operator")
                        .post("/api/sending/release", Map.of("reason", ""))
                        .text())
                .contains("numbers.reason-missing");
        assertThat(ledger(requestNo)).isEmpty();

        Map<String, String> reason = Map.of("reason", "已与平台核对");
        assertThat(as("operator").post("/api/sending/release", reason).status()).isEqualTo(200);

        assertThat(instance(DataRequestProcess.KEY, "310105", CASE)).isEnded();
        assertThat(requests.get(requestNo).status()).isEqualTo(Status.ANSWERED);
        assertThat(ledger(requestNo))
                .singleElement()
                .satisfies(entry -> assertThat(entry.get("sent").asInt()).isEqualTo(1));
        assertThat(as("operator").post("/api/sending/release", reason).text()).contains("numbers.not-held");
    }
}
