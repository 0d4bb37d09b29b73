package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.bureau.Organisations;
import org.redshield.bridge.platform.guard.Gateways;
import org.redshield.bridge.restoreguard.PlatformSending;
import org.redshield.bridge.support.DraftFields;
import org.redshield.bridge.work.Signals;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * After a restore the platform has a measure that the database does not know: its officers get a task, adopt it or have it lifted, and
 * nothing is done to the shop twice. {@code RestoreTest} shows it with a database that was restored.
 */
class RestoredDispositionTest extends DispositionScenario {

    private static final String SHOP_ID = "S1000001";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Gateways gateways;

    @Autowired
    private Signals signals;

    @Autowired
    private Organisations bureaus;

    @Autowired
    private PlatformSending sending;

    @AfterEach
    void forget() {
        LostLetter.forget(jdbc);
    }

    private LostLetter lost(String caseNo) {
        return new LostLetter(jdbc, gateways, signals, bureaus).warns(caseNo, SHOP_ID);
    }

    /** What the case file shows of what was found. */
    private JsonNode found(String caseNo) {
        return each(caseFile("officer330110", caseNo).get("dispositions"))
                .filter(one -> one.hasNonNull("foundAt"))
                .findFirst()
                .orElseThrow();
    }

    /** How often the platform was sent what begins so, task by task. */
    private List<Integer> sent(String letterNo) {
        return each(sandbox().get("/admin/ledger").json())
                .filter(entry -> entry.path("doc_name").asText().startsWith(letterNo + "-"))
                .map(entry -> entry.get("sent").asInt())
                .toList();
    }

    private JsonNode form(JsonNode task) {
        return as("officer330110")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .json();
    }

    private void executed(String caseNo) {
        eventually(
                "the platform has said what it did",
                () -> found(caseNo).at("/targets/0/state").asText().equals("EXECUTED")
                        || found(caseNo).at("/targets/0/state").asText().equals("PUBLISHED"));
    }

    @Test
    void adoptedItIsOnRecordAndTheCaseDoesNotAskForItAgain() {
        String caseNo = dispositionWanted("both");
        LostLetter letter = lost(caseNo);
        JsonNode task = waitingTask("officer330110", "decideFoundDisposition", caseNo);
        executed(caseNo);
        assertThat(form(task).at("/summary/value").asText())
                .contains(caseNo, "淘宝", SHOP_ID, "警示", letter.number(), "已执行", "不能再次提出");
        assertThat(as("officer321300")
                        .get("/engine-rest/task/" + task.get("id").asText())
                        .status())
                .isEqualTo(404);
        isRefused(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.submitted("网络交易监督管理办法第二十九条、第三十条", ENOUGH_FACTS, SHOP),
                "还没有核对");
        // The node looks again, as after a restart or the same restore once more.
        signals.send(PlatformSending.KIND);

        does("officer330110", "decideFoundDisposition", caseNo, Map.of("decision", "adopt", "reason", "与平台核对属实"));
        JsonNode follow = waitingTask("officer330110", "followDisposition", caseNo);
        assertThat(follow.get("assignee").asText()).isEqualTo("officer330110");
        assertThat(instance("restoredDisposition", YUHANG, caseNo))
                .isEnded()
                .passedExactly("dispositionFound", "decideFoundDisposition", "followFound", "foundAdopted");
        JsonNode found = found(caseNo);
        assertThat(found.get("letterNo").asText()).isEqualTo(letter.number());
        assertThat(found.get("stage").asText()).isEqualTo("REPORTED");
        assertThat(caseFile("officer330110", caseNo).toString()).contains("采纳平台已执行的处置", "与平台核对属实");

        isRefused(
                "officer330110",
                "draftDisposition",
                caseNo,
                DraftFields.submitted("网络交易监督管理办法第二十九条、第三十条", ENOUGH_FACTS, SHOP, ITEM),
                "已采纳登记在案");
        draft(caseNo, ITEM);
        approveDraft(caseNo);
        eventually("the other measure is carried out", () -> each(caseFile("officer330110", caseNo)
                        .get("dispositions"))
                .anyMatch(one -> one.at("/targets/0/state").asText().equals("EXECUTED") && !one.hasNonNull("foundAt")));
        assertThat(sent(letter.number())).as("warned once").containsExactly(1);
        assertThat(jdbc.sql(
                                "select count(*) from act_hi_taskinst where task_def_key_ = 'decideFoundDisposition' and proc_inst_id_ in"
                                        + " (select proc_inst_id_ from act_hi_procinst where business_key_ = ?)")
                        .param(caseNo)
                        .query(Integer.class)
                        .single())
                .as("one task")
                .isEqualTo(1);
        assertThat(letters("officer330110", caseNo))
                .filteredOn("DISPOSITION"::equals)
                .hasSize(1);
    }

    @Test
    void aLiftIsApprovedByAnotherAndDoneOnce() {
        String caseNo = dispositionWanted("both");
        LostLetter letter = lost(caseNo);
        waitingTask("officer330110", "decideFoundDisposition", caseNo);
        executed(caseNo);
        String target = found(caseNo).at("/targets/0/id").asText();
        Map<String, Object> lift = Map.of("decision", "lift", "liftTargets", List.of(target), "reason", ENOUGH_REASON);
        isRefused(
                "officer330110",
                "decideFoundDisposition",
                caseNo,
                Map.of("decision", "lift", "liftTargets", List.of(target), "reason", "急"),
                "少于十个字");
        does("officer330110", "decideFoundDisposition", caseNo, lift);
        waitingTask("unithead330110", "approveLift", caseNo);
        assertThat(sent(letter.number())).containsExactly(1);
        approveLift(caseNo);

        eventually("it is lifted", () -> found(caseNo).get("stage").asText().equals("LIFTED"));
        JsonNode found = found(caseNo);
        assertThat(found.at("/targets/0/state").asText()).isEqualTo("LIFTED");
        assertThat(sent(found.at("/lifts/0/letterNo").asText()))
                .as("lifted once")
                .containsExactly(1);
        eventually("Changning learns of the lift", () -> letters("officer310105", caseNo)
                .contains("DISPOSITION_REPORT"));
        // What is no longer in force may be asked for.
        draft(caseNo, SHOP);
    }

    @Test
    @Tag("thorough")
    void theStepThatWouldSendItAgainWaitsForTheDecision() {
        String caseNo = dispositionWanted("both");
        draft(caseNo, SHOP);
        held(true);
        LostLetter letter;
        try {
            approveDraft(caseNo);
            eventually(
                    "the letter is out and its task waits",
                    () -> jdbc.sql("select count(*) from platform_call where case_no = ?")
                                    .param(caseNo)
                                    .query(Integer.class)
                                    .single()
                            == 1);
        } finally {
            // What the restore had lost is known before anything is sent again.
            letter = new LostLetter(jdbc, gateways, signals, bureaus).isKnownOutside(caseNo, SHOP_ID);
            held(false);
        }
        waitingTask("officer330110", "decideFoundDisposition", caseNo);
        eventually(
                "the step says why it waits",
                () -> jdbc.sql(
                                        "select count(*) from act_hi_job_log where job_exception_msg_ like '%核对平台已执行的处置%' and"
                                                + " process_instance_id_ in (select proc_inst_id_ from act_hi_procinst where business_key_ = ?)")
                                .param(caseNo)
                                .query(Integer.class)
                                .single()
                        > 0);
        assertThat(sent(disposition(caseNo, false).get("letterNo").asText())).isEmpty();
    }

    private JsonNode disposition(String caseNo, boolean found) {
        return each(caseFile("officer330110", caseNo).get("dispositions"))
                .filter(one -> one.hasNonNull("foundAt") == found)
                .findFirst()
                .orElseThrow();
    }

    /** Sending is held, or released. */
    private void held(boolean held) {
        if (held) {
            jdbc.sql("insert into sending_hold (since, lost) values (now(), '[]')")
                    .update();
        } else {
            assertThat(as("operator")
                            .post("/api/sending/release", Map.of("reason", "已与平台核对"))
                            .status())
                    .isEqualTo(200);
        }
        signals.send(PlatformSending.KIND);
        await().atMost(Duration.ofSeconds(20)).until(() -> sending.isHeld() == held);
    }

    @Test
    void ofACaseThatIsLostTooHeadsAndOperatorsHaveTheList() {
        LostLetter letter = lost("330110-2026-999999");
        JsonNode all = as("operator").get("/api/dispositions/lost").json();
        assertThat(each(all).filter(one -> one.get("number").asText().equals(letter.number() + "-1")))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.get("state").asText()).isEqualTo("NO_CASE");
                    assertThat(one.get("caseNo").asText()).isEqualTo("330110-2026-999999");
                    assertThat(one.get("measureTitle").asText()).isEqualTo("警示");
                    assertThat(one.get("platformName").asText()).contains("淘宝");
                    assertThat(one.get("target").asText()).contains(SHOP_ID);
                });
        assertThat(as("bureauhead330110").get("/api/dispositions/lost").text()).contains(letter.number());
        assertThat(as("bureauhead310105").get("/api/dispositions/lost").text()).doesNotContain(letter.number());
        assertThat(as("officer330110").get("/api/dispositions/lost").status()).isEqualTo(403);
    }
}
