package org.redshield.bridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.timer;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.engine.job.ClockTimers;
import org.springframework.beans.factory.annotation.Autowired;

/** A platform whose interface proposes another date and takes no answer: officers decide, and tell it another way. */
class PlatformDialogueTest extends AssistanceScenario {

    private static final List<String> SUBMITTED =
            List.of("dataRequestStarts", "classifyDataset", "approveDataRequest", "submitDataRequest", "awaitAnswer");

    @Autowired
    private ClockTimers timers;

    @Autowired
    private ManagementService management;

    private String proposed(String hold) {
        String caseNo = raised("officer310105", Requests.direct("TRADE"));
        platformFault(caseNo, "NEW_DATE", Map.of("days", 5, "hold", hold));
        approve(caseNo);
        does("unithead310105", "approveDataRequest", caseNo, Map.of("decision", "approve", "reason", "同意调取"));
        assertThat(dataRequest(CHANGNING, caseNo)).isWaitingAt("decideNewDate");
        return caseNo;
    }

    private String summary(String caseNo) {
        String id =
                waitingTask("officer310105", "decideNewDate", caseNo).get("id").asText();
        return as("officer310105")
                .get("/engine-rest/task/" + id + "/form-variables")
                .json()
                .at("/summary/value")
                .asText();
    }

    @Override
    protected void withdraw(String caseNo) {
        super.withdraw(caseNo);
        assertThat(request(caseNo)).isEnded();
        assertThat(dataRequest(CHANGNING, caseNo)).isEnded();
    }

    private JsonNode dialogue(String caseNo) {
        JsonNode all = dataset("officer310105", caseNo).get("dialogue");
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void anAcceptedDateMovesTheClockOfTheAnswerAndNoOther() {
        String caseNo = proposed("PT1H");
        Instant before = dueAt("officer310105", caseNo, "TRADE_RECORDS");
        Instant proposed =
                OffsetDateTime.parse(dialogue(caseNo).get("newDueAt").asText()).toInstant();
        assertThat(proposed).isAfter(before);
        assertThat(summary(caseNo)).contains("提出在", "答复期限随之改期", "不能接收答复");

        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept", "reason", "同意"));
        eventually("the decision is recorded", () -> dialogue(caseNo).hasNonNull("told"));

        assertThat(dueAt("officer310105", caseNo, "TRADE_RECORDS")).isEqualTo(proposed);
        assertThat(OffsetDateTime.parse(
                                dataset("officer310105", caseNo).get("dueAt").asText())
                        .toInstant())
                .isEqualTo(proposed);
        assertThat(timer("answerOverdue", caseNo)).hasDueDate(Date.from(proposed));
        JsonNode extension = clock("officer310105", caseNo, "TRADE_RECORDS").at("/extensions/0");
        assertThat(extension.get("ground").asText()).isEqualTo("平台提出改期，办案人员同意");
        assertThat(dialogue(caseNo).get("verdict").asText()).isEqualTo("同意改期；答复期限随之改期");
        assertThat(dialogue(caseNo).get("told").asText()).contains("另行告知平台");
        assertThat(dialogue(caseNo).get("by").asText()).isNotBlank();

        fires("answerOverdue", caseNo);
        assertThat(dataset("officer310105", caseNo).get("overdue").asBoolean()).isTrue();
        timeIsRealAgain();
        withdraw(caseNo);
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        SUBMITTED,
                        "answeringNewDate",
                        "platformProposesDate",
                        "decideNewDate",
                        "tellNewDate",
                        "newDateDecided",
                        "answerOverdue",
                        "recordAnswerOverdue",
                        "answerOverdueRecorded");
    }

    @Test
    void aDeclinedDateLeavesTheClock() {
        String caseNo = proposed("PT1H");
        Instant before = dueAt("officer310105", caseNo, "TRADE_RECORDS");
        isRefused("officer310105", "decideNewDate", caseNo, Map.of("decision", "decline"), "不同意改期必须写明理由。");
        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "decline", "reason", "案件急需"));
        eventually("the decision is recorded", () -> dialogue(caseNo).hasNonNull("told"));

        assertThat(dueAt("officer310105", caseNo, "TRADE_RECORDS")).isEqualTo(before);
        assertThat(dialogue(caseNo).get("verdict").asText()).isEqualTo("不同意改期");
        assertThat(dialogue(caseNo).get("answer").asText()).isEqualTo("案件急需");
        assertThat(tasks("officer310105", "decideNewDate", caseNo))
                .as("the same date is not proposed anew by being polled again")
                .isEmpty();
        withdraw(caseNo);
    }

    @Test
    void afterExpiryAnAcceptedDateMovesNothing() {
        String caseNo = proposed("PT1H");
        Instant before = dueAt("officer310105", caseNo, "TRADE_RECORDS");
        fires("answerOverdue", caseNo);
        assertThat(summary(caseNo)).contains("答复期限已经届满，不因平台改期而改变");
        does("officer310105", "decideNewDate", caseNo, Map.of("decision", "accept"));
        eventually("the decision is recorded", () -> dialogue(caseNo).hasNonNull("told"));

        assertThat(dueAt("officer310105", caseNo, "TRADE_RECORDS")).isEqualTo(before);
        assertThat(clock("officer310105", caseNo, "TRADE_RECORDS").get("extensions"))
                .isEmpty();
        assertThat(dialogue(caseNo).get("verdict").asText()).isEqualTo("同意改期；答复期限已经届满，不因平台改期而改变");
        timeIsRealAgain();
        withdraw(caseNo);
    }

    @Test
    @Tag("thorough")
    void theAnswerTakesAnOpenTaskAway() {
        String caseNo = proposed("PT4S");
        close(caseNo);

        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(
                        SUBMITTED,
                        "answeringNewDate",
                        "platformProposesDate",
                        "decideNewDate",
                        "recordAnswer",
                        "answeredInFull");
        assertThat(tasks("officer310105", "decideNewDate", caseNo)).isEmpty();
        JsonNode trades = dataset("officer310105", caseNo);
        assertThat(trades.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(trades.at("/dialogue/0/verdict").asText()).isEqualTo("请求已经办结或撤回，没有答复");
    }

    @Test
    void aWithdrawalTakesAnOpenTaskAway() {
        String caseNo = proposed(Duration.ofHours(1).toString());
        withdraw(caseNo);

        assertThat(tasks("officer310105", "decideNewDate", caseNo)).isEmpty();
        assertThat(dataRequest(CHANGNING, caseNo))
                .passedExactly(SUBMITTED, "answeringNewDate", "platformProposesDate", "decideNewDate");
    }

    /** What waits beside the flow, for as long as a platform may be away, brings no timer. */
    @Test
    void aTimerThatIsLostIsAnIncidentAlsoWhileAnAnswerToThePlatformWaits() {
        String caseNo = proposed("PT1H");
        management.deleteJob(timer("answerOverdue", caseNo).getId());
        String telling = management
                .createJobDefinitionQuery()
                .activityIdIn("tellNewDate")
                .active()
                .list()
                .get(0)
                .getId();
        var timer = new ClockTimers.Wanted(CHANGNING, caseNo + "-R1-TRADE", Set.of("answerOverdue"));
        management.suspendJobDefinitionById(telling);
        try {
            does("officer310105", "decideNewDate", caseNo, Map.of("decision", "decline", "reason", "案件急需"));

            assertThat(management
                            .createJobQuery()
                            .jobDefinitionId(telling)
                            .messages()
                            .count())
                    .isEqualTo(1);
            assertThat(timers.inHand(List.of(timer))).isEmpty();
            assertThat(timers.fire(timer)).isEqualTo(ClockTimers.Fired.NONE);
            assertThat(runtime.createIncidentQuery()
                            .incidentType("clockWithoutTimer")
                            .configuration(timer.subjectId())
                            .count())
                    .isPositive();
        } finally {
            management.activateJobDefinitionById(telling, true);
        }
        eventually("the decision is recorded", () -> dialogue(caseNo).hasNonNull("told"));
        withdraw(caseNo);
    }
}
