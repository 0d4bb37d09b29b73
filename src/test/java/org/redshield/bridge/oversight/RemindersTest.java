package org.redshield.bridge.oversight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.redshield.bridge.support.Flow.assertThat;
import static org.redshield.bridge.support.Flow.instance;
import static org.redshield.bridge.support.Flow.instances;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redshield.bridge.scenario.Requests;
import org.redshield.bridge.support.Browser;
import org.redshield.bridge.support.Http;
import org.redshield.bridge.support.People;
import org.redshield.bridge.support.Scenario;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** 催办: from the supervisor's order to the unit head's answer, and everybody who may not. */
class RemindersTest extends Scenario {

    private static final String REMINDERS = "/api/supervision/reminders";
    private static final String TEXT = "请说明为何仍未签收，并于今日内签收。";
    private static final String ANSWER = "承办人出差，已改派他人，今日签收。";

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private IdentityService identity;

    private People people;
    private String caseNo;

    @BeforeEach
    void aLetterLiesUnsigned() {
        people = new People(identity);
        people.hire("supervisorboth", "supervisor", "310105", "330110");
        caseNo = raised("officer310105", Requests.throughHomeBureau("SHOP_SUBJECT"));
        does("unithead310105", "approveRequest", caseNo, Map.of("decision", "approve", "reason", "同意办理，情况属实"));
        waitingTask("officer330110", "acknowledgeLetter", caseNo);
    }

    @AfterEach
    void dismiss() {
        people.dismissAll();
    }

    @Test
    void aReminderLandsAsATaskInTheBureauOfTheClockAndItsAnswerComesBack() {
        JsonNode late = clock("supervisorboth", "ACKNOWLEDGEMENT");
        Http.Answer ordered = as("supervisorboth")
                .post(REMINDERS, Map.of("clockId", late.get("clockId").asText(), "text", TEXT));
        assertThat(ordered.status()).as(ordered.text()).isEqualTo(201);
        assertThat(ordered.json().get("id").asText()).isEqualTo(caseNo + "-U1");

        JsonNode task = waitingTask("unithead330110", "answerReminder", caseNo);
        assertThat(task.get("tenantId").asText()).isEqualTo("330110");
        assertThat(OffsetDateTime.parse(task.get("due").asText().replaceAll("(\\d\\d)(\\d\\d)$", "$1:$2"))
                        .toInstant())
                .isEqualTo(OffsetDateTime.parse(ordered.json().get("dueAt").asText())
                        .toInstant());
        assertThat(tasks("unithead310105", "answerReminder", caseNo)).isEmpty();
        String summary = as("unithead330110")
                .get("/engine-rest/task/" + task.get("id").asText() + "/form-variables")
                .json()
                .at("/summary/value")
                .asText();
        assertThat(summary).contains(caseNo, "签收", TEXT);
        // The file of the case lies beside the task.
        assertThat(as("unithead330110")
                        .get("/api/tasks/" + task.get("id").asText() + "/case")
                        .json()
                        .get("caseNo")
                        .asText())
                .isEqualTo(caseNo);

        isRefused("unithead330110", "answerReminder", caseNo, Map.of("decision", "answer"), "没有填写办理情况");
        does("unithead330110", "answerReminder", caseNo, Map.of("decision", "answer", "answer", ANSWER));
        assertThat(instance("supervisionOrder", "330110", caseNo)).isEnded();

        JsonNode answered =
                as("supervisorboth").get(REMINDERS + "?caseNo=" + caseNo).json().get(0);
        assertThat(answered.get("state").asText()).isEqualTo("ANSWERED");
        assertThat(answered.get("text").asText()).isEqualTo(TEXT);
        assertThat(answered.get("answer").asText()).isEqualTo(ANSWER);
        assertThat(clock("supervisorboth", "ACKNOWLEDGEMENT")
                        .at("/reminder/answered")
                        .asBoolean())
                .isTrue();
        assertThat(as("supervisor310105").get(REMINDERS + "?caseNo=" + caseNo).json())
                .as("the other bureau's supervisor")
                .isEmpty();
        nothingStaysInTheEngine();
    }

    /** Free text is in our table only. */
    private void nothingStaysInTheEngine() {
        for (String table : List.of("act_ru_variable", "act_hi_varinst", "act_hi_detail")) {
            assertThat(jdbc.sql("select count(*) from " + table + " where text_ in (:texts)")
                            .param("texts", List.of(TEXT, ANSWER))
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void byCaseNumberTheDeadlineThatIsDueFirstIsMeantAndNoneIsRemindedOfTwice() {
        Http.Answer first = as("supervisor330110").post(REMINDERS, Map.of("caseNo", caseNo, "text", TEXT));
        assertThat(first.status()).as(first.text()).isEqualTo(201);
        assertThat(first.json().get("kindTitle").asText())
                .isEqualTo(get("supervisor330110", "state=OPEN")
                        .get(0)
                        .get("kindTitle")
                        .asText());

        isRefusedWith("supervisor330110", Map.of("caseNo", caseNo, "text", TEXT), 422, "oversight.reminder-pending");
        does("unithead330110", "answerReminder", caseNo, Map.of("decision", "answer", "answer", ANSWER));
        assertThat(as("supervisor330110")
                        .post(REMINDERS, Map.of("caseNo", caseNo, "text", TEXT))
                        .json()
                        .get("id")
                        .asText())
                .isEqualTo(caseNo + "-U2");
    }

    @Test
    void onlyASupervisorAndOnlyOfHisOwnBureaus() {
        String clockId =
                clock("supervisorboth", "ACKNOWLEDGEMENT").get("clockId").asText();
        Map<String, String> order = Map.of("clockId", clockId, "text", TEXT);
        long before = instances();

        for (String user : List.of(
                "officer330110",
                "unithead330110",
                "bureauhead330110",
                "chiefhead330110",
                "operator",
                "modeler",
                "auditor",
                "admin")) {
            isRefusedWith(user, order, 403, "oversight.not-supervisor");
        }
        for (String user : List.of("supervisor310105", "supervisor321300")) {
            isRefusedWith(user, order, 404, "oversight.deadline-unknown");
        }
        isRefusedWith("supervisor321300", Map.of("caseNo", caseNo, "text", TEXT), 404, "oversight.deadline-unknown");
        isRefusedWith(
                "supervisorboth",
                Map.of("clockId", clockId, "caseNo", "310105-2026-000000", "text", TEXT),
                404,
                "oversight.deadline-unknown");
        isRefusedWith("supervisorboth", Map.of("text", TEXT), 422, "oversight.target-missing");
        isRefusedWith("supervisorboth", Map.of("clockId", clockId, "text", " "), 422, "oversight.text-missing");
        isRefusedWith(
                "supervisorboth", Map.of("clockId", clockId, "text", "请".repeat(1001)), 422, "oversight.text-too-long");
        isRefusedWith("supervisorboth", Map.of("clockId", "1", "text", TEXT), 404, "oversight.deadline-unknown");
        // Nor past the API: nobody may start the process himself, in whatever tenant.
        for (String user : List.of("supervisor330110", "supervisorboth", "officer330110")) {
            assertThat(as(user).post(
                                    "/engine-rest/message",
                                    Map.of(
                                            "messageName",
                                            "SupervisionOrder",
                                            "businessKey",
                                            caseNo,
                                            "processVariables",
                                            Map.of("reminderId", Map.of("value", caseNo + "-U1"))))
                            .status())
                    .isGreaterThanOrEqualTo(400);
            assertThat(as(user).post("/engine-rest/process-definition/key/supervisionOrder/start", Map.of())
                            .status())
                    .isGreaterThanOrEqualTo(400);
        }

        assertThat(instances()).isEqualTo(before);
        assertThat(as("supervisorboth").get(REMINDERS + "?caseNo=" + caseNo).json())
                .isEmpty();
    }

    @Test
    void whatIsDoneIsNotRemindedOf() {
        String clockId =
                clock("supervisorboth", "ACKNOWLEDGEMENT").get("clockId").asText();
        does("officer330110", "acknowledgeLetter", caseNo, Map.of("decision", "acknowledge", "copies", true));

        isRefusedWith("supervisorboth", Map.of("clockId", clockId, "text", TEXT), 422, "oversight.deadline-ended");
    }

    @Test
    void aPersonAtCockpitOrdersWithHisSessionAndItsTokenOnly() {
        String clockId =
                clock("supervisor330110", "ACKNOWLEDGEMENT").get("clockId").asText();
        Map<String, String> order = Map.of("clockId", clockId, "text", TEXT);
        Browser cockpit = Browser.signedIn(address(), "supervisor330110");

        assertThat(cockpit.postFromElsewhere(REMINDERS, order).status()).isEqualTo(401);
        assertThat(cockpit.post(REMINDERS, order).status()).isEqualTo(201);
        waitingTask("unithead330110", "answerReminder", caseNo);
    }

    private void isRefusedWith(String user, Map<String, String> order, int status, String code) {
        Http.Answer answer = as(user).post(REMINDERS, order);
        assertThat(answer.status()).as(user + ": " + answer.text()).isEqualTo(status);
        assertThat(answer.json().get("code").asText()).isEqualTo(code);
        assertThat(answer.json().get("detail").asText()).contains("没有");
    }

    private long instances() {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey("supervisionOrder")
                .count();
    }

    private JsonNode clock(String user, String kind) {
        for (JsonNode row : get(user, "kind=" + kind)) {
            if (row.get("tenant").asText().equals("330110")) {
                return row;
            }
        }
        throw new AssertionError("No " + kind + " in 330110");
    }

    private JsonNode get(String user, String parameters) {
        return as(user).get("/api/deadlines?caseNo=" + caseNo + "&" + parameters)
                .json()
                .get("deadlines");
    }
}
